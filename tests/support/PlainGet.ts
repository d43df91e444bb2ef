// GET and HEAD as they are: the body is not decompressed, and the API document is not asked.
import { request } from "node:http";

export interface PlainAnswer {
    status: number;
    headers: Record<string, string | string[] | undefined>;
    body: Buffer;
}

export function plainGet(
    baseUrl: string,
    path: string, // sent unchanged, also "/a/../b"
    headers: Record<string, string> = {},
    method = "GET",
): Promise<PlainAnswer> {
    return new Promise((done, failed) => {
        const sent = request(baseUrl, { path, method, headers }, (answer) => {
            const parts: Buffer[] = [];
            answer.on("data", (part: Buffer) => parts.push(part));
            answer.once("error", failed);
            answer.once("end", () =>
                done({
                    status: answer.statusCode ?? 0,
                    headers: answer.headers,
                    body: Buffer.concat(parts),
                }),
            );
        });
        sent.once("error", failed);
        sent.end();
    });
}
