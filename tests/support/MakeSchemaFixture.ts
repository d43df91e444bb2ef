// Makes the fixture of this schema for the engine under test (fixtures/schemas/README.md):
//   cd tests && ANTREAN_BINARY=... node --import tsx support/MakeSchemaFixture.ts
//   ANTREAN_TEST_ENGINE=postgres ../tools/with_postgres node --import tsx support/...
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Api } from "./Api.ts";
import { move, type Move, register } from "./Clinic.ts";
import { engineUnderTest, type Store } from "./Engine.ts";
import { signInAs } from "./Roles.ts";
import { runSql } from "./Rows.ts";
import { type Server, startServer } from "./Server.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("../fixtures/schemas/", import.meta.url));

// Of the visits of the day, in the order of their registration.
const ways: Move[][] = [
    ["anamnesa", "waitingdoctor", "withdoctor", "done"],
    ["anamnesa", "waitingdoctor", "withdoctor"],
    ["anamnesa"],
    ["cancelled"],
    ["noshow"],
    ["anamnesa", "waitingdoctor"],
    [],
    [],
    [],
];

async function fill(server: Server): Promise<void> {
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const today = (await api.get("/api/clinic")).body.data.date;
    for (const [index, moves] of ways.entries()) {
        const visit = await register(api, { date: today, poly_id: 1 + (index % 2) });
        for (const to of moves) await move(api, visit, to);
    }
    for (const poly_id of [2, 1, 2]) await register(api, { date: "2029-03-01", poly_id });
    for (const [path, body] of [
        ["/api/configs", { name: "clinic_name", value: "Klinik Lama" }],
        ["/api/holidays", { first_date: "2029-12-25", reason: "Natal" }],
        ["/api/kiosks", { name: "Kios lobi" }],
    ] as const) {
        const answer = await api.post(path, body);
        if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
}

async function dump(store: Store): Promise<Buffer> {
    if (store.engine === "sqlite") return readFile(join(store.dataDir, "antrean.db"));
    const flags = ["--inserts", "--no-owner", "--no-privileges"];
    const { stdout } = await run("pg_dump", [...flags, store.databaseUrl], { maxBuffer: 2 ** 26 });
    // Lines with a backslash are for psql.
    return Buffer.from(stdout.replaceAll(/^\\.*\n/gm, ""));
}

const server = await startServer({ flags: ["--demo"] });
await fill(server);
await server.stop();
const version = (await runSql(server.store, "SELECT MAX(version) FROM schema_migrations"))[0]?.[0];
const ending = engineUnderTest() === "sqlite" ? "sqlite.gz" : "postgres.sql.gz";
const file = join(folder, `${String(version).padStart(4, "0")}.${ending}`);
await writeFile(file, await promisify(gzip)(await dump(server.store), { level: 9 }));
await server.close();
console.log(file);
