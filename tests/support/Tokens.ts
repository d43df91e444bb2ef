// Bearer tokens as the contract writes them (section 5), computed independently of the server.
import { createHash } from "node:crypto";
import { type Store } from "./Engine.ts";
import { runSql } from "./Rows.ts";

export function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

// CRC-32 as zlib computes it, eight lower-case hex digits.
export function crc32(text: string): string {
    let crc = 0xffffffff;
    for (const byte of Buffer.from(text)) {
        crc ^= byte;
        for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

// Inserts a row as the original would have written it; returns its id. `expiresAt` is UTC,
// "2025-12-29 06:15:48".
export async function plantToken(
    store: Store,
    userId: number,
    secret: string,
    expiresAt?: string,
): Promise<number> {
    const expires = expiresAt === undefined ? "NULL" : `'${expiresAt}'`;
    const hash = sha256(secret);
    const rows = await runSql(
        store,
        `INSERT INTO personal_access_tokens
             (tokenable_type, tokenable_id, name, token, abilities, expires_at)
         VALUES ('App\\Models\\User', ${userId}, 'planted', '${hash}', '["*"]', ${expires})
         RETURNING CAST(id AS TEXT)`,
    );
    return Number(rows[0]?.[0]);
}
