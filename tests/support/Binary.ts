// The program under test, and what it is told.
import { fileURLToPath } from "node:url";

export const superadminPassword = "admin123";

export function binary(): string {
    const built = fileURLToPath(new URL("../../build/release/antrean", import.meta.url));
    return process.env.ANTREAN_BINARY ?? built;
}

// What the developer's shell says about antrean must not leak into the tests. Bcrypt at its least
// cost: the demo users' passwords would take seconds otherwise.
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("ANTREAN_"));
    return {
        ...Object.fromEntries(inherited),
        ANTREAN_BCRYPT_ROUNDS: "4",
        ANTREAN_SUPERADMIN_PASSWORD: superadminPassword,
        ...extra,
    };
}
