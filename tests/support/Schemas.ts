// Databases of schemas that were released: tests/fixtures/schemas/README.md.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import pg from "pg";
import { createStore, type Engine, type Store } from "./Engine.ts";

const folder = fileURLToPath(new URL("../fixtures/schemas/", import.meta.url));
const endings: Record<Engine, string> = { sqlite: ".sqlite.gz", postgres: ".postgres.sql.gz" };

export async function releasedSchemas(engine: Engine): Promise<number[]> {
    const names = (await readdir(folder)).filter((name) => name.endsWith(endings[engine]));
    return names.map((name) => Number(name.slice(0, 4))).sort();
}

// A new store with the database of that schema.
export async function storeOfSchema(engine: Engine, version: number): Promise<Store> {
    const name = String(version).padStart(4, "0") + endings[engine];
    const content = await promisify(gunzip)(await readFile(join(folder, name)));
    const store = await createStore(engine);
    if (engine === "sqlite") {
        await writeFile(join(store.dataDir, "antrean.db"), content);
        return store;
    }
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
        await client.query(content.toString());
    } finally {
        await client.end();
    }
    return store;
}
