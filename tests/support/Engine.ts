// The storage of a server under test: a new folder and, on PostgreSQL, a new database.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

export type Engine = "sqlite" | "postgres";

// The suite runs once per engine (./dev test sets the variable); the default is SQLite.
export function engineUnderTest(): Engine {
    const name = process.env.ANTREAN_TEST_ENGINE ?? "sqlite";
    if (name !== "sqlite" && name !== "postgres")
        throw new Error(`ANTREAN_TEST_ENGINE is "${name}"; it must be sqlite or postgres`);
    return name;
}

// Whether each server of a test is three of them behind nginx (Several.ts; `./dev test cluster`).
export const isOnSeveral = process.env["ANTREAN_TEST_PROCESSES"] === "3";

export interface Store {
    engine: Engine;
    dataDir: string;
    databaseUrl: string;  // the value of --database
    directUrl?: string;  // the value of --database-direct, if databaseUrl is a pool
    remove(): Promise<void>;
}

function clusterUrl(): URL {
    const url = process.env.ANTREAN_TEST_POSTGRES_URL;
    if (url === undefined)
        throw new Error("ANTREAN_TEST_POSTGRES_URL is not set; run this under tools/with_postgres");
    return new URL(url);
}

// With ANTREAN_TEST_POOL (HOST:PORT), servers use the database through this pool.
function withPool(url: URL): { databaseUrl: string; directUrl?: string } {
    const pool = process.env.ANTREAN_TEST_POOL;
    if (pool === undefined) return { databaseUrl: url.href };
    const directUrl = url.href;
    url.host = pool;
    return { databaseUrl: url.href, directUrl };
}

async function onCluster(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: clusterUrl().href });
    await client.connect();
    try {
        await client.query(sql);
    } finally {
        await client.end();
    }
}

export async function createStore(engine: Engine = engineUnderTest()): Promise<Store> {
    const dataDir = await mkdtemp(join(tmpdir(), "antrean-test-"));
    const removeDir = () => rm(dataDir, { recursive: true, force: true });
    if (engine === "sqlite") {
        const databaseUrl = `sqlite:${join(dataDir, "antrean.db")}`;
        return { engine, dataDir, databaseUrl, remove: removeDir };
    }
    const name = `antrean_test_${randomBytes(6).toString("hex")}`;
    // The locale that knows the fewest letters: nothing may depend on it.
    await onCluster(`CREATE DATABASE ${name} TEMPLATE template0 LOCALE 'C'`);
    const url = clusterUrl();
    url.pathname = `/${name}`;
    const remove = async () => {
        await onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await removeDir();
    };
    return { engine, dataDir, ...withPool(url), remove };
}
