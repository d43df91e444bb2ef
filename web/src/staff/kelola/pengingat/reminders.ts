// Reminder configs as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import { allPages, pageOfPaginator } from "../parts/pages";
import type { Body, Reminder } from "./sentences";

export const readReminders = () =>
    allPages(async (query) =>
        pageOfPaginator(await read(api.GET("/api/reminder-configs", { params: { query } }))),
    );

export async function saveReminder(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined) {
        const send = (headers: Attempt["headers"]) =>
            api.POST("/api/reminder-configs", { body, headers });
        return (await write(send, attempt)).data;
    }
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/reminder-configs/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeReminder({ id }: Reminder, attempt: Attempt) {
    const params = { path: { id } };
    return write(
        (headers) => api.DELETE("/api/reminder-configs/{id}", { params, headers }),
        attempt,
    );
}

// Without a WhatsApp config no reminder is sent.
export const hasWhatsApp = async () =>
    (await read(api.GET("/api/whatsapp-configs", {}))).data.length > 0;
