// Users as they are sent and as the contract shows them (4.2, USER and ROLE+P).
import { any } from "./Json.ts";
import { shown } from "./MasterData.ts";

let lastNumber = 0;

// A body for POST and PUT /api/users, different for each call; `changes` replace its fields.
export function newUser(changes: object): any {
    const number = ++lastNumber;
    return {
        name: `User ${number}`,
        username: `user.${number}`,
        email: `user.${number}@mail.com`,
        password: "admin123",
        password_confirmation: "admin123",
        roles: [3],
        ...changes,
    };
}

export interface UserRow {
    id: number;
    name: string;
    username: string;
    email: string;
    roles: [id: number, name: string][];
    poly: [id: number, name: string] | null;
}

const polyOf = (id: number, name: string) => ({
    ...shown(id, { name }),
    room: null,
    letter: null,
});

export function shownUser(user: UserRow): any {
    const roles = user.roles.map(([role_id, name]) => ({
        ...shown(role_id, { name }),
        pivot: {
            user_id: user.id,
            role_id,
            created_at: any.timestamp,
            updated_at: any.timestamp,
        },
    }));
    return {
        id: user.id,
        name: user.name,
        email: user.email,
        email_verified_at: null,
        created_at: any.timestamp,
        updated_at: any.timestamp,
        poly_id: user.poly?.[0] ?? null,
        username: user.username,
        deleted_at: null,
        roles,
        poly: user.poly === null ? null : polyOf(...user.poly),
    };
}
