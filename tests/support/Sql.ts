// A statement on the database of a server, for rows that no endpoint writes.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { type Store } from "./Engine.ts";

const onSqlite = `
import sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=10) as connection:
    connection.execute(sys.argv[2])
`;

export async function execute(store: Store, sql: string): Promise<void> {
    if (store.engine === "sqlite") {
        const path = store.databaseUrl.replace(/^sqlite:/, "");
        await promisify(execFile)("python3", ["-c", onSqlite, path, sql]);
        return;
    }
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
        await client.query(sql);
    } finally {
        await client.end();
    }
}
