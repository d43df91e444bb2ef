// A publisher's signature is checked before a large body is read.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { app, hmac, withSecret } from "../support/Realtime.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: withSecret });
after(() => server.close());

const data = "x".repeat(60_000);
const bodies: Record<string, string> = {
    events: JSON.stringify({ name: "e", data, channels: ["news"] }),
    batch_events: JSON.stringify({ batch: [{ name: "e", data, channel: "news" }] }),
};

function signed(path: string, body: string, secret = app.secret): string {
    const query = [
        `auth_key=${app.key}`,
        `auth_timestamp=${Math.floor(Date.now() / 1000)}`,
        "auth_version=1.0",
        `body_md5=${createHash("md5").update(body).digest("hex")}`,
    ].join("&");
    const signature = hmac(["POST", path, query].join("\n"), secret);
    return `${path}?${query}&auth_signature=${signature}`;
}

interface Outcome {
    isInvited: boolean; // the server wants the body
    status: number;
    text: string;
}

// Sends the head, and `body` only if the server asks for it.
function send(path: string, body: string): Promise<Outcome> {
    return new Promise((done, failed) => {
        let isInvited = false;
        const headers = { Expect: "100-continue", "Content-Length": body.length };
        const sent = request(server.baseUrl, { method: "POST", path, headers }, (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (part: string) => (text += part));
            answer.once("end", () => {
                sent.destroy();
                done({ isInvited, status: answer.statusCode ?? 0, text });
            });
        });
        sent.once("continue", () => {
            isInvited = true;
            sent.end(body);
        });
        sent.once("error", failed);
        sent.flushHeaders();
    });
}

for (const [name, body] of Object.entries(bodies)) {
    const path = `/apps/${app.id}/${name}`;

    test(`ALargeBodyWithoutAValidSignatureIsNotRead_${name}`, async () => {
        const invalid = "Authentication signature invalid. ";
        const wrong: [path: string, status: number, text: string][] = [
            [path, 401, `${invalid}auth_version must be 1.0.`],
            [
                signed(path, body, "guessed"),
                401,
                `${invalid}auth_signature is not the one of this app's secret.`,
            ],
            ["/apps/other/events", 404, "No matching application for ID [other]."],
        ];
        for (const [target, status, text] of wrong)
            assert.deepEqual(await send(target, body), { isInvited: false, status, text });
    });

    test(`ALargeBodyIsReadAfterTheSignatureAndComparedWithIt_${name}`, async () => {
        const target = signed(path, body);
        assert.deepEqual(await send(target, body), { isInvited: true, status: 200, text: "{}" });
        const other = body.replace("xx", "xy");
        assert.deepEqual(await send(target, other), {
            isInvited: true,
            status: 401,
            text: "Authentication signature invalid. body_md5 is not the MD5 of the body.",
        });
    });
}
