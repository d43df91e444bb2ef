// Databases of older schemas are upgraded without losing a row, and there is a way back.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { scratch } from "../support/Archives.ts";
import { registration } from "../support/Clinic.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { assertCheckIsClean, SmallDisk } from "../support/Faults.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { releasedSchemas, storeOfSchema } from "../support/Schemas.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const engine = engineUnderTest();
const onSqlite = { skip: engine !== "sqlite" && "only an embedded database is backed up" };

// What a clinic has; no migration adds or removes a row of these.
const tables = [
    ...["users", "roles", "role_user", "polies", "schedules", "patients", "reservations"],
    ...["queues", "events", "configs", "daily_figures", "personal_access_tokens"],
];

async function existing(store: Store): Promise<string[]> {
    const sql =
        store.engine === "sqlite"
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT relname::text FROM pg_class WHERE relkind = 'r'";
    const names = (await runSql(store, sql)).map(([name]) => String(name));
    return tables.filter((table) => names.includes(table));
}

async function countsOf(store: Store, of: string[]): Promise<Record<string, string>> {
    const counts: Record<string, string> = {};
    for (const table of of)
        counts[table] = String((await runSql(store, `SELECT COUNT(*) FROM ${table}`))[0]?.[0]);
    return counts;
}

async function startOn(t: TestContext, store: Store, ...flags: string[]): Promise<Server> {
    const server = await startServer({ store, flags });
    t.after(() => server.close());
    return server;
}

for (const version of await releasedSchemas(engine))
    test(`Schema${version}IsUpgradedWithEveryRow`, async (t) => {
        const store = await storeOfSchema(engine, version);
        t.after(() => store.remove());
        const of = await existing(store);
        assert.ok(of.length >= 8, String(of));
        const before = await countsOf(store, of);
        assert.equal(before.reservations, "12");
        const server = await startOn(t, store);
        assert.deepEqual(await countsOf(store, of), before);
        await assertCheckIsClean(server);
        // It works on: the users know their passwords, and numbers go on.
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const form = registration({ date: "2029-03-01", poly_id: 2 });
        const { body } = await api.post("/api/reservation", form);
        assert.equal(body.data.queue.queue_number, 3);
        assert.equal((await api.get("/api/clinic")).body.data.name, "Klinik Lama");
        await assertCheckIsClean(server);
    });

const oldest = (await releasedSchemas(engine))[0] as number;

test("AStartBacksUpBeforeItUpgrades", onSqlite, async (t) => {
    const dir = await scratch(t);
    const store = await storeOfSchema("sqlite", oldest);
    t.after(() => store.remove());
    const server = await startOn(t, store, "--backup-at", "00:00", "--backup-dir", dir);
    const [name] = (await readdir(dir)).filter((each) => each.endsWith("-upgrade.tar.zst"));
    assert.ok(name, server.log());
    const verified = await runCommand(["verify", join(dir, name)]);
    assert.equal(verified.status, 0, verified.stderr);
    assert.match(verified.stdout, new RegExp(`schema ${oldest}, 12 reservations`));
    assert.match(verified.stdout, new RegExp(`The schema is upgraded from ${oldest} to \\d+\\.`));

    // A start on a schema of today makes none.
    await server.stop();
    await server.start();
    const again = (await readdir(dir)).filter((each) => each.endsWith("-upgrade.tar.zst"));
    assert.deepEqual(again, [name]);
});

test("WithoutAFolderTheBackupIsInTheDataFolder", onSqlite, async (t) => {
    const store = await storeOfSchema("sqlite", oldest);
    t.after(() => store.remove());
    await startOn(t, store);
    assert.equal((await readdir(join(store.dataDir, "backups"))).length, 1);
});

test("WithoutABackupNothingIsUpgraded", onSqlite, async (t) => {
    const disk = await SmallDisk.mount(1).catch((error: Error) => error);
    if (disk instanceof Error) return t.skip(`no small disk: ${disk.message}`);
    t.after(() => disk.remove());
    await disk.fill();
    const store = await storeOfSchema("sqlite", oldest);
    t.after(() => store.remove());
    const flags = ["--data-dir", store.dataDir, "--listen", "127.0.0.1:0"];
    const refused = await runCommand(["serve", ...flags, "--backup-dir", disk.dir]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /no backup could be made first: the disk is full.*migrate/);
    const version = "SELECT MAX(version) FROM schema_migrations";
    assert.deepEqual(await runSql(store, version), [[oldest]]);
    // The way on.
    assert.equal((await runCommand(["migrate", ...flags.slice(0, 2)])).status, 0);
    await startOn(t, store, "--backup-dir", disk.dir);
});

test("AnOlderProgramNamesTheWayBack", async (t) => {
    const store = await storeOfSchema(engine, oldest);
    t.after(() => store.remove());
    const insert = "INSERT INTO schema_migrations (version, name, applied_at)";
    await runSql(store, `${insert} VALUES (9999, 'later', '2030-01-01 00:00:00')`);
    const flags = ["--data-dir", store.dataDir, "--database", store.databaseUrl];
    const refused = await runCommand(["serve", ...flags, "--listen", "127.0.0.1:0"]);
    assert.equal(refused.status, 1);
    assert.match(
        refused.stderr,
        /schema is version 9999, newer than .* install the version .* or restore the backup from/,
    );
});
