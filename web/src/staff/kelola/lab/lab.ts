// The lab's tokens, and its tables as CSV files.
import { api, read, write, type Attempt } from "@/api/client";
import { failureOf, Unreachable } from "@/api/failure";
import { at } from "@/basePath";
import type { components } from "@generated/schema";

export type Token = components["schemas"]["ListedLabToken"];
export type ImportState = components["schemas"]["LabImportState"];
export type Imported = components["schemas"]["LabImport"];

export async function readTokens(): Promise<readonly Token[]> {
    const query = { per_page: 100 };
    return (await read(api.GET("/api/lab/tokens", { params: { query } }))).data;
}

export function revokeToken(id: number, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/lab/tokens/{id}", { params, headers }), attempt);
}

export const readImport = async () => (await read(api.GET("/api/lab/import", {}))).data;

// Sends the files; `onSent` gets the share that the server has. Only XMLHttpRequest reports it.
export function importFiles(
    files: readonly File[],
    { headers }: Attempt,
    onSent: (share: number) => void,
): Promise<Imported> {
    const body = new FormData();
    for (const file of files) body.append("file", file, file.name);
    return new Promise((done, failed) => {
        const request = new XMLHttpRequest();
        request.open("POST", at("/api/lab/import"));
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
        request.onerror = () => failed(new Unreachable());
        request.onload = () => {
            const answer = parsed(request.responseText);
            if (request.status === 200) return done((answer as { data: Imported }).data);
            const head = { Retry: request.getResponseHeader("Retry-After") };
            const response = new Response(null, {
                status: request.status,
                headers: head.Retry === null ? {} : { "Retry-After": head.Retry },
            });
            failed(failureOf(response, answer));
        };
        request.send(body);
    });
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
