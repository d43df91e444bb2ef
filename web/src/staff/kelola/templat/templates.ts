// Message templates as the API has them, their variables, and how a text would arrive.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";
import { allPages, pageOfPaginator } from "../parts/pages";

export type Template = components["schemas"]["MessageTemplate"];
type Body = components["schemas"]["PostMessageTemplatesBody"];

// What a message can say, in the order of the buttons (reminder/Template.hpp).
export const variables = [
    { name: "patient_name", word: "Nama pasien" },
    { name: "queue_number", word: "Nomor antrean" },
    { name: "poly", word: "Poli" },
    { name: "doctor", word: "Dokter" },
    { name: "date", word: "Tanggal" },
    { name: "time", word: "Jam praktik" },
    { name: "people_ahead", word: "Orang di depan" },
    { name: "estimated_minutes", word: "Perkiraan menit" },
    { name: "link", word: "Tautan antrean" },
] as const;

export const readTemplates = () =>
    allPages(async (query) =>
        pageOfPaginator(await read(api.GET("/api/message-templates", { params: { query } }))),
    );

export async function saveTemplate(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined) {
        const send = (headers: Attempt["headers"]) =>
            api.POST("/api/message-templates", { body, headers });
        return (await write(send, attempt)).data;
    }
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/message-templates/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeTemplate({ id }: Template, attempt: Attempt) {
    const params = { path: { id } };
    return write(
        (headers) => api.DELETE("/api/message-templates/{id}", { params, headers }),
        attempt,
    );
}

// The text as the sender would render it now, for the patient of a visit or an invented one.
export async function preview(message: string, reservation_id: number | null) {
    const body = { message, reservation_id };
    return (await read(api.POST("/api/message-templates/preview", { body }))).data;
}
