// The webhook to which every call is posted: the config `n8n_webhook_url`.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Finding = components["schemas"]["WebhookTest"];
export type Config = components["schemas"]["Config"];

const name = "n8n_webhook_url";

export async function readWebhook(): Promise<Config | null> {
    const { data } = await read(api.GET("/api/configs", {}));
    return data.find((row) => row.name === name) ?? null;
}

// An empty URL removes the config.
export async function saveWebhook(
    row: Config | null,
    value: string,
    attempt: Attempt,
): Promise<unknown> {
    const body = { name, value };
    if (row === null)
        return value === ""
            ? null
            : write((headers) => api.POST("/api/configs", { body, headers }), attempt);
    const params = { path: { id: row.id } };
    if (value === "")
        return write((headers) => api.DELETE("/api/configs/{id}", { params, headers }), attempt);
    return write((headers) => api.PUT("/api/configs/{id}", { params, body, headers }), attempt);
}

// A call that n8n may act upon, so it is not repeated by itself.
export async function testWebhook({ headers }: Attempt): Promise<Finding> {
    return (await read(api.POST("/api/integrations/n8n/test", { headers }))).data;
}
