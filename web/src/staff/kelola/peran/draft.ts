// Changes of permissions that are not saved yet.
import { wordsOf } from "./permissions";

export interface Held {
    readonly role_id: number;
    readonly name: string;
    readonly permissions: readonly string[];
}

// By role: the permissions that differ from what the server has, and whether the role gets them.
export type Draft = ReadonlyMap<number, ReadonlyMap<string, boolean>>;

export const holds = (role: Held, permission: string, draft: Draft): boolean =>
    draft.get(role.role_id)?.get(permission) ?? role.permissions.includes(permission);

// A second press takes the change back.
export function turned(draft: Draft, role: Held, permission: string): Draft {
    const next = new Map(draft);
    const own = new Map(draft.get(role.role_id));
    const isOn = !holds(role, permission, draft);
    if (isOn === role.permissions.includes(permission)) own.delete(permission);
    else own.set(permission, isOn);
    if (own.size === 0) next.delete(role.role_id);
    else next.set(role.role_id, own);
    return next;
}

// Without what the server has by now: another Superadmin may have made the same change.
export function settled(draft: Draft, roles: readonly Held[]): Draft {
    const next = new Map<number, ReadonlyMap<string, boolean>>();
    for (const role of roles) {
        const open = [...(draft.get(role.role_id) ?? [])].filter(
            ([permission, isOn]) => isOn !== role.permissions.includes(permission),
        );
        if (open.length > 0) next.set(role.role_id, new Map(open));
    }
    return next;
}

export function permissionsWith(role: Held, available: readonly string[], draft: Draft): string[] {
    return available.filter((permission) => holds(role, permission, draft));
}

export interface Change {
    readonly role_id: number;
    readonly name: string;
    readonly gets: readonly string[];
    readonly loses: readonly string[];
}

// What will change, role by role, in words.
export function changesOf(draft: Draft, roles: readonly Held[]): Change[] {
    return roles.flatMap(({ role_id, name }) => {
        const own = [...(draft.get(role_id) ?? [])];
        if (own.length === 0) return [];
        const wordsWith = (wanted: boolean) =>
            own.filter(([, isOn]) => isOn === wanted).map(([each]) => wordsOf(each).word);
        return [{ role_id, name, gets: wordsWith(true), loses: wordsWith(false) }];
    });
}
