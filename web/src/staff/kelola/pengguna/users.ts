// Users as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";
import { allPages, pageOfMeta } from "../parts/pages";

export type User = components["schemas"]["UserWithRoles"];
export type Role = components["schemas"]["Role"];
export type Session = components["schemas"]["Session"];
type Body = components["schemas"]["PutUsersByIdBody"];

export const readUsers = () =>
    allPages(async (query) => pageOfMeta(await read(api.GET("/api/users", { params: { query } }))));
export const readRemovedUsers = () =>
    allPages(async (query) =>
        pageOfMeta(await read(api.GET("/api/users/trashed", { params: { query } }))),
    );
export const readRoles = async () => (await read(api.GET("/api/roles", {}))).data;

export async function saveUser(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined) {
        const { password, password_confirmation } = body;
        const whole = {
            ...body,
            password: password ?? "",
            password_confirmation: password_confirmation ?? "",
        };
        const send = (headers: Attempt["headers"]) =>
            api.POST("/api/users", { body: whole, headers });
        return (await write(send, attempt)).data;
    }
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/users/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeUser({ id }: User, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/users/{id}", { params, headers }), attempt);
}

export function restoreUser({ id }: User, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.POST("/api/users/{id}/restore", { params, headers }), attempt);
}

export async function readSessions(id: number): Promise<readonly Session[]> {
    const params = { path: { id }, query: { per_page: 100 } };
    return (await read(api.GET("/api/users/{id}/sessions", { params }))).data;
}

export function endSessions(id: number, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/users/{id}/sessions", { params, headers }), attempt);
}
