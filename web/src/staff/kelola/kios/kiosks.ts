// Kiosks as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Kiosk = components["schemas"]["Kiosk"];
// With the code that sets a device up: the server shows it once.
export type NewKiosk = components["schemas"]["NewKiosk"];

export const setupWithin_ms = 15 * 60_000;

export const readKiosks = async () => (await read(api.GET("/api/kiosks", {}))).data;

export async function createKiosk(name: string, attempt: Attempt): Promise<NewKiosk> {
    const body = { name };
    return (await write((headers) => api.POST("/api/kiosks", { body, headers }), attempt)).data;
}

export function removeKiosk({ id }: Kiosk, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/kiosks/{id}", { params, headers }), attempt);
}
