// Direct access to the database: for rows that the API cannot create (rows of the original) and for
// columns that it never shows.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { type Store } from "./Engine.ts";

type Row = (string | number | null)[];

// Python is available wherever the tests run; Node 18 has no SQLite.
const sqliteScript = `
import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=10)
rows = connection.execute(sys.argv[2]).fetchall()
connection.commit()
print(json.dumps(rows))
`;

async function runOnSqlite(store: Store, sql: string): Promise<Row[]> {
    const path = store.databaseUrl.slice("sqlite:".length);
    const args = ["-c", sqliteScript, path, sql];
    const { stdout } = await promisify(execFile)("python3", args, { maxBuffer: 64 << 20 });
    return JSON.parse(stdout) as Row[];
}

async function runOnPostgres(store: Store, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
        return (await client.query<Row>({ text: sql, rowMode: "array" })).rows ?? [];
    } finally {
        await client.end();
    }
}

// Runs and commits one statement. Cast values that are not text, because the drivers read other
// types differently.
export function runSql(store: Store, sql: string): Promise<Row[]> {
    return store.engine === "sqlite" ? runOnSqlite(store, sql) : runOnPostgres(store, sql);
}
