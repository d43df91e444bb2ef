// Polies as the API has them, and how their queue numbers look.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Poly = components["schemas"]["Poly"];
type Body = components["schemas"]["PostPolyBody"];

export const readPolies = async () => (await read(api.GET("/api/poly", {}))).data;
export const readRemovedPolies = async () => (await read(api.GET("/api/poly/trashed", {}))).data;

export async function savePoly(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined)
        return (await write((headers) => api.POST("/api/poly", { body, headers }), attempt)).data;
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/poly/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removePoly({ id }: Poly, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/poly/{id}", { params, headers }), attempt);
}

export function restorePoly({ id }: Poly, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.POST("/api/poly/{id}/restore", { params, headers }), attempt);
}

// "A-012", or "012" without a letter: as the server makes `display_number`.
export function numberIn(letter: string | null, number: number): string {
    const text = String(number).padStart(3, "0");
    const prefix = (letter ?? "").trim().toUpperCase();
    return prefix ? `${prefix}-${text}` : text;
}
