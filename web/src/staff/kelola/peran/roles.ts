// Roles and their permissions as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";
import { readRoles, type Role } from "../pengguna/users";
import type { Permission } from "./permissions";

export type RoleWithPermissions = components["schemas"]["RolePermissions"];

export const superadminId = 1;

async function readPermissions({ id }: Role): Promise<RoleWithPermissions> {
    const params = { path: { id } };
    return (await read(api.GET("/api/roles/{id}/permissions", { params }))).data;
}

// The Superadmin first, then by name.
export async function readMatrix(): Promise<RoleWithPermissions[]> {
    const rows = await Promise.all((await readRoles()).map(readPermissions));
    const first = (row: RoleWithPermissions) => (row.role_id === superadminId ? 0 : 1);
    return rows.sort((a, b) => first(a) - first(b));
}

export const readRemovedRoles = async () => (await read(api.GET("/api/roles/trashed", {}))).data;

export function savePermissions(id: number, permissions: readonly string[], attempt: Attempt) {
    const params = { path: { id } };
    const body = { permissions: permissions as Permission[] };
    return write(
        (headers) => api.PUT("/api/roles/{id}/permissions", { params, body, headers }),
        attempt,
    );
}

export async function saveRole(id: number | undefined, name: string, attempt: Attempt) {
    const body = { name };
    if (id === undefined)
        return (await write((headers) => api.POST("/api/roles", { body, headers }), attempt)).data;
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/roles/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeRole({ id }: { id: number }, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/roles/{id}", { params, headers }), attempt);
}

export function restoreRole({ id }: { id: number }, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.POST("/api/roles/{id}/restore", { params, headers }), attempt);
}
