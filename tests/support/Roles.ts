// The demo users of `--demo`: one per role, with the ids that the demo schedules refer to.
import { type Api } from "./Api.ts";
import { superadminPassword } from "./Server.ts";

export interface DemoUser {
    id: number;
    username: string;
    password: string;
    role: string; // as the roles table names it
}

function demo(id: number, username: string, role: string): DemoUser {
    return { id, username, password: "admin123", role };
}

export const users = {
    superadmin: {
        id: 1,
        username: "superadmin",
        password: superadminPassword,
        role: "Superadmin",
    },
    head: demo(6, "nandar", "Kepala Klinik"),
    doctor: demo(7, "andi.pratama", "Dokter"),
    nurse: demo(11, "rizky.kurniawan", "Perawat Anamnesa"),
    assistant: demo(13, "fajar.nugroho", "Perawat Asisten"),
    reception: demo(15, "agus.setiawan", "Administrasi"),
} satisfies Record<string, DemoUser>;

export type Role = keyof typeof users;
export const roles = Object.keys(users) as Role[];

export function signInAs(api: Api, role: Role): Promise<Api> {
    return api.signIn(users[role].username, users[role].password);
}

// One signed-in client per role.
export async function signInAll(api: Api): Promise<Record<Role, Api>> {
    const entries = await Promise.all(
        roles.map(async (role) => [role, await signInAs(api, role)] as const),
    );
    return Object.fromEntries(entries) as Record<Role, Api>;
}
