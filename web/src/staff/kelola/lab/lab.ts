// The lab's tokens, and its tables as CSV files.
import { api, read, write, type Attempt } from "@/api/client";
import { upload } from "@/api/upload";
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

// Sends the files; `onSent` gets the share that the server has. The browser reads each file while
// it sends it, so a large file is never whole in memory.
export async function importFiles(
    files: readonly File[],
    attempt: Attempt,
    onSent: (share: number) => void,
): Promise<Imported> {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const answer = await upload("POST", "/api/lab/import", form, attempt, onSent);
    return (answer as { data: Imported }).data;
}
