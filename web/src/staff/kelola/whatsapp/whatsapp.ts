// WhatsApp numbers and their sessions at WAHA, as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Config = components["schemas"]["WhatsAppConfig"];
export type Pairing = components["schemas"]["WhatsAppPairing"];
export type Finding = components["schemas"]["WhatsAppTest"];

export interface Body {
    whatsapp_number: string;
    waha_api_url: string;
    session: string | null;
    api_key?: string | null;
}

export const readConfigs = async () => (await read(api.GET("/api/whatsapp-configs", {}))).data;

export async function readPairing(id: number): Promise<Pairing> {
    const params = { path: { id } };
    return (await read(api.GET("/api/whatsapp-configs/{id}/pairing", { params }))).data;
}

export async function saveConfig(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined)
        return write((headers) => api.POST("/api/whatsapp-configs", { body, headers }), attempt);
    const params = { path: { id } };
    return write(
        (headers) => api.PUT("/api/whatsapp-configs/{id}", { params, body, headers }),
        attempt,
    );
}

export function removeConfig(id: number, attempt: Attempt) {
    const params = { path: { id } };
    return write(
        (headers) => api.DELETE("/api/whatsapp-configs/{id}", { params, headers }),
        attempt,
    );
}

// Sends a message. It is never sent twice, so a lost answer is not repeated by itself.
export async function sendTest(id: number, to: string, { headers }: Attempt): Promise<Finding> {
    const params = { path: { id } };
    const sent = api.POST("/api/whatsapp-configs/{id}/test", { params, body: { to }, headers });
    return (await read(sent)).data;
}
