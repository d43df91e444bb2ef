// Every row of a database as text, whatever its engine, read without the program under test.
import { type Store } from "./Engine.ts";
import { runSql } from "./Rows.ts";

// What each database has for itself (src/shared/tables/Catalog.cpp).
const own = ["change_notices", "moves", "patient_upkeep", "peer_batches", "schema_migrations"];

export type Tables = Map<string, string[]>; // name -> columns

// The tables of an SQLite database, with their stored columns.
export async function tablesOf(store: Store): Promise<Tables> {
    const rows = await runSql(
        store,
        `SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'
         ORDER BY t.name, c.cid`,
    );
    const tables: Tables = new Map();
    for (const [table, column] of rows as [string, string][])
        if (!own.includes(table)) tables.set(table, [...(tables.get(table) ?? []), column]);
    return tables;
}

// All rows, sorted, each as "TABLE|=VALUE|-|...", where a dash is NULL.
export async function allRows(store: Store, tables: Tables): Promise<string[]> {
    const selects = [...tables].map(([table, columns]) => {
        const values = columns.map((name) => `COALESCE('|=' || CAST(${name} AS TEXT), '|-')`);
        return `SELECT '${table}' || ${values.join(" || ")} AS row FROM ${table}`;
    });
    const rows = await runSql(store, selects.join(" UNION ALL "));
    return rows.map((row) => String(row[0])).sort();
}
