// A file from the server, with its progress. Cancelling closes the connection, and the server stops
// making the file.
import { failureOf, Unreachable } from "@/api/failure";

export type Progress =
    // The server makes the file; it is sent when it is whole.
    | { readonly phase: "making" }
    | {
          readonly phase: "receiving";
          readonly received_bytes: number;
          readonly total_bytes: number;
      };

export async function download(
    url: string,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
): Promise<Blob> {
    onProgress({ phase: "making" });
    try {
        const response = await fetch(url, { signal, credentials: "same-origin" });
        if (!response.ok) throw failureOf(response, await bodyOf(response));
        return await receive(response, onProgress);
    } catch (failure) {
        // Of fetch: the network is gone.
        throw failure instanceof TypeError ? new Unreachable() : failure;
    }
}

async function bodyOf(response: Response): Promise<unknown> {
    try {
        return await response.json();
    } catch {
        return undefined;
    }
}

async function receive(
    response: Response,
    onProgress: (progress: Progress) => void,
): Promise<Blob> {
    const total_bytes = Number(response.headers.get("Content-Length") ?? 0);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let received_bytes = 0;
    const reader = response.body?.getReader();
    for (;;) {
        const part = await reader?.read();
        if (part === undefined || part.done) break;
        parts.push(part.value);
        received_bytes += part.value.byteLength;
        onProgress({ phase: "receiving", received_bytes, total_bytes });
    }
    return new Blob(parts, { type: response.headers.get("Content-Type") ?? "" });
}

// Puts the file into the user's folder of downloads.
export function save(file: Blob, name: string): void {
    const url = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
