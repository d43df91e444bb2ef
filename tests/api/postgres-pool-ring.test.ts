// The central files of the API ring once more, with all servers behind PgBouncer in transaction
// mode.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { engineUnderTest } from "../support/Engine.ts";
import { PgBouncer } from "../support/PgBouncer.ts";

const files = [
    "call-next",
    "events",
    "idempotency",
    "queue-moves",
    "reports",
    "reservation",
];
const folder = fileURLToPath(new URL("..", import.meta.url));

// Fails with the output of the file.
async function run(file: string, pool: string): Promise<void> {
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const args = ["--import", "tsx", "--test", `api/${file}.test.ts`];
    await promisify(execFile)(process.execPath, args, {
        cwd: folder,
        env: { ...environment, ANTREAN_TEST_POOL: pool },
        maxBuffer: 64 << 20,
    }).catch(({ stdout }: { stdout: string }) => assert.fail(stdout));
}

if (engineUnderTest() === "postgres") {
    const cluster = process.env.ANTREAN_TEST_POSTGRES_URL ?? "";
    let pool: PgBouncer;
    before(async () => {
        pool = await PgBouncer.start(cluster, { more: "max_db_connections = 8" });
    });
    after(() => pool.remove());
    for (const file of files)
        test(`BehindAPool: ${file}`, () => run(file, new URL(pool.urlOf(cluster)).host));
}
