// The labels of statuses as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Status = components["schemas"]["Status"];
type Body = components["schemas"]["PutStatusByIdBody"];

export const readStatuses = async () => (await read(api.GET("/api/status", {}))).data;

export async function saveStatus(id: number, body: Body, attempt: Attempt) {
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/status/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}
