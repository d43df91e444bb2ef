// A client of the lab API, and the lab's tables as files or as a foreign database.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api, type Answer } from "./Api.ts";
import { hostileValues } from "./Hostile.ts";
import { type Row, type Tables } from "./LabOrders.ts";
import { type Server } from "./Server.ts";

export const base = "/one-api/tools/wynacom";

// Sends a POST as the lab information system does.
export class Lab {
    private readonly api: Api;

    constructor(baseUrl: string, token?: string) {
        this.api = new Api(baseUrl, token);
    }

    async signIn(): Promise<Lab> {
        const answer = await this.post("generate_token");
        return new Lab(this.api.baseUrl, answer.body.data.access_token);
    }
    post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
        return this.api.request({ method: "post", url: `${base}/${path}`, data: body, headers });
    }
    get(path: string): Promise<Answer> {
        return this.api.get(`${base}/${path}`);
    }
    // The answer, unchecked.
    async bytes(path: string, body: unknown): Promise<string> {
        const answer = await this.api.request({
            method: "post",
            url: `${base}/${path}`,
            data: body,
            transformResponse: (text: string) => text,
        });
        return answer.body;
    }
}

export function okay(data: unknown): unknown {
    return { status: "OK", data };
}
export function refused(message: string): unknown {
    return { status: "ERR", message };
}

// Asserts that the answer is one of the documented ones for any number.
export async function assertNothingBreaks(lab: Lab): Promise<void> {
    for (const value of hostileValues)
        for (const query of ["sampling_timestamp", "glucose"]) {
            const { status, body } = await lab.post(query, `{"nolab":${value}}`);
            const answer = JSON.stringify(body).slice(0, 200);
            assert.equal(status, 200);
            assert.match(
                answer,
                /^{"status":"ERR","message":"(Order tidak ditemukan: |Parameter |Invalid JSON)/,
                value.slice(0, 80),
            );
        }
}

function field(cell: string | number | null | undefined): string {
    const text = cell === null || cell === undefined ? "" : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(rows: Row[]): string {
    const names = Object.keys(rows[0] ?? {});
    const lines = rows.map((row) => names.map((name) => field(row[name])).join(","));
    return [names.join(","), ...lines, ""].join("\n");
}

// Creates a folder of FILE -> text that exists until `use` has finished.
export async function withFiles<T>(
    files: Record<string, string | Buffer>,
    use: (folder: string) => Promise<T>,
): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "antrean-lab-"));
    try {
        for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
        return await use(folder);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

export function filesOf(tables: Tables): Record<string, string> {
    const entries = Object.entries(tables);
    return Object.fromEntries(entries.map(([name, rows]) => [`${name}.csv`, csv(rows)]));
}

// Imports into the server's own database.
export async function importTables(server: Server, tables: Tables): Promise<void> {
    await withFiles(filesOf(tables), async (folder) => {
        const result = await server.command("lab", "import", folder);
        if (result.status !== 0) throw new Error(`lab import: ${result.stderr}`);
    });
}

const integer = "int";

function typeOf(column: string): string {
    if (column.endsWith("ID")) return integer;
    if (/DateTime$|OrderHeaderDate$|Created$/.test(column)) return "datetime";
    if (column.endsWith("Date")) return "date";
    if (column.endsWith("Time")) return "time";
    return "varchar(50)";
}

function literal(cell: string | number | null): string {
    if (cell === null) return "NULL";
    return typeof cell === "number" ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
}

// Statements that create the tables as the lab's own system has them, and fill them. PostgreSQL has
// no "datetime".
export function statementsOf(tables: Tables, datetime = "datetime"): string {
    const statements: string[] = [];
    for (const [table, rows] of Object.entries(tables)) {
        const names = Object.keys(rows[0] ?? {});
        const columns = names.map((name, index) => {
            const type = typeOf(name) === "datetime" ? datetime : typeOf(name);
            return `${name} ${type}${index === 0 ? " PRIMARY KEY" : ""}`;
        });
        statements.push(`CREATE TABLE ${table} (${columns.join(", ")})`);
        for (const row of rows) {
            const cells = names.map((name) => literal(row[name] ?? null));
            statements.push(`INSERT INTO ${table} VALUES (${cells.join(", ")})`);
        }
    }
    return statements.map((statement) => `${statement};\n`).join("");
}
