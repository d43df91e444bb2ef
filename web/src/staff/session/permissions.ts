// What a user may do: the same question as the server's, for what the screens show.
import type { components } from "@generated/schema";

export type Me = components["schemas"]["Me"];

export function isSuperadmin(me: Me): boolean {
    return me.roles.some(({ name }) => name === "Superadmin");
}

export function mayDo(me: Me, permission: string): boolean {
    return isSuperadmin(me) || me.permissions.includes(permission);
}
