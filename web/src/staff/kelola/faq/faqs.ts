// FAQ entries as the API has them: a name and a file.
import { at } from "@/basePath";
import { api, read, write, type Attempt } from "@/api/client";
import { upload } from "@/api/upload";
import type { components } from "@generated/schema";

export type Faq = components["schemas"]["FaqAndDirectory"];

export const readFaqs = async () => (await read(api.GET("/api/faq", {}))).data;

export const addressOf = (faq: { file: string }) => at(`/storage/faq/${faq.file}`);

export async function saveFaq(
    id: number | undefined,
    { name, file }: { name: string; file: File | null },
    attempt: Attempt,
    progress: (share: number) => void,
): Promise<{ id: number }> {
    const form = new FormData();
    form.set("name", name);
    if (file !== null) form.set("file", file);
    const answer =
        id === undefined
            ? await upload("POST", "/api/faq", form, attempt, progress)
            : await upload("PUT", `/api/faq/${id}`, form, attempt, progress);
    return (answer as { data: { id: number } }).data;
}

export function removeFaq({ id }: Faq, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/faq/{id}", { params, headers }), attempt);
}
