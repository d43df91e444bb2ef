// The program under test, and its environment.
import { fileURLToPath } from "node:url";

export const superadminPassword = "admin123";

export function binary(): string {
    const built = fileURLToPath(new URL("../../build/release/antrean", import.meta.url));
    return process.env.ANTREAN_BINARY ?? built;
}

// The developer's environment variables must not affect the tests. Bcrypt uses its lowest cost;
// otherwise the demo users' passwords would take seconds.
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("ANTREAN_"));
    return {
        ...Object.fromEntries(inherited),
        ANTREAN_BCRYPT_ROUNDS: "4",
        ANTREAN_SUPERADMIN_PASSWORD: superadminPassword,
        ...extra,
    };
}
