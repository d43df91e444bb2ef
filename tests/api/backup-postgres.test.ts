// antrean backup, restore and verify on PostgreSQL.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { Api } from "../support/Api.ts";
import { scratch } from "../support/Archives.ts";
import { registration } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { Load } from "../support/Load.ts";
import { randomOf } from "../support/Random.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand, type Server, startServer } from "../support/Server.ts";
import { download, form, samples } from "../support/Uploads.ts";

const onPostgres = { skip: engineUnderTest() !== "postgres" && "of PostgreSQL" };
const date = "2027-10-04";

function assertDone(result: CommandResult): void {
    assert.equal(result.status, 0, result.stdout + result.stderr);
}
function assertRefused(result: CommandResult, line: RegExp): void {
    assert.equal(result.status, 1, result.stdout + result.stderr);
    assert.match(result.stderr, line);
    assert.equal(result.stderr.split("\n").length, 2, result.stderr);
}

interface Clinic {
    dir: string;
    server: Server;
    api: Api;
    file: string;
}

async function startClinic(t: TestContext): Promise<Clinic> {
    const dir = await scratch(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    return { dir, server, api, file: join(dir, "clinic.tar.zst") };
}

const register = async (api: Api, count: number) => {
    for (let index = 0; index < count; ++index)
        assert.equal((await api.post("/api/reservation", registration({ date }))).status, 201);
};
const visitsIn = async (store: Store) =>
    Number((await runSql(store, "SELECT COUNT(*) FROM reservations"))[0]?.[0]);

const restore = (file: string, store: Store, ...flags: string[]) =>
    runCommand(
        ["restore", file, "--data-dir", store.dataDir, "--database", store.databaseUrl, ...flags],
    );

async function emptyStore(t: TestContext): Promise<Store> {
    const store = await createStore();
    t.after(() => store.remove());
    return store;
}

// Databases that a restore has put aside go at the end of the test.
async function dropDatabase(store: Store, name: string): Promise<void> {
    const url = new URL(store.databaseUrl);
    url.pathname = "/postgres";
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`DROP DATABASE "${name}"`);
    await client.end();
}

const databasesBeside = async (store: Store): Promise<string[]> => {
    const name = new URL(store.databaseUrl).pathname.slice(1);
    const rows = await runSql(store, "SELECT datname::text FROM pg_database ORDER BY 1");
    return rows.map(([found]) => String(found)).filter((found) => found.startsWith(`${name}_`));
};

test("WhatWasBackedUpWhileServingIsServedFromAnotherDatabase", onPostgres, async (t) => {
    const { server, api, dir, file } = await startClinic(t);
    const load = new Load(date, randomOf(t));
    load.start([api]);
    const faq = await api.post("/api/faq", form({ name: "Brosur", file: samples.pdf }));
    await mkdir(join(server.store.dataDir, "voice"));
    await writeFile(join(server.store.dataDir, "voice", "satu.mp3"), "satu");
    assertDone(await server.command("backup", file));
    await load.stop();
    assert.deepEqual(await readdir(dir), ["clinic.tar.zst"]);

    const store = await emptyStore(t);
    const restored = await restore(file, store);
    assertDone(restored);
    assert.match(restored.stdout, /^The database is in order\.$/m);
    const put = /database (\w+_before_\d+)/.exec(restored.stdout)?.[1] as string;
    t.after(() => dropDatabase(server.store, put));
    const other = await startServer({ store });
    t.after(() => other.close());
    const same = new Api(other.baseUrl, api.token);
    const got = await download(same, faq.body.data.file);
    assert.deepEqual(Buffer.from(got.body), samples.pdf);
    assert.equal((await same.post("/api/reservation", registration({ date }))).status, 201);
    await assertCheckIsClean(other);
    assert.deepEqual(await databasesBeside(store), [put]);
});

test("AServersDataAreReplacedOnlyWhenThatIsAskedAndKept", onPostgres, async (t) => {
    const { server, api, file } = await startClinic(t);
    await register(api, 2);
    assertDone(await server.command("backup", file));
    await register(api, 1);
    await server.stop();
    assertRefused(await restore(file, server.store), /has data already .*--replace/);
    assert.equal(await visitsIn(server.store), 3);
    const replaced = await restore(file, server.store, "--replace");
    assertDone(replaced);
    const kept = /database (\w+_before_\d+)/.exec(replaced.stdout)?.[1] as string;
    const keptUrl = new URL(server.store.databaseUrl);
    keptUrl.pathname = `/${kept}`;
    assert.equal(await visitsIn({ ...server.store, databaseUrl: keptUrl.href }), 3);
    assert.equal(await visitsIn(server.store), 2);
    await dropDatabase(server.store, kept);
    await server.start();
    await assertCheckIsClean(server);
});

test("ADatabaseInUseIsNotReplaced", onPostgres, async (t) => {
    const { server, api, dir, file } = await startClinic(t);
    await register(api, 1);
    assertDone(await server.command("backup", file));
    const elsewhere = { ...server.store, dataDir: join(dir, "elsewhere") };
    assertRefused(
        await restore(file, elsewhere, "--replace"),
        /is being accessed by other users/,
    );
    assert.deepEqual(await readdir(elsewhere.dataDir), []);
    assert.deepEqual(await databasesBeside(server.store), []);
    await register(api, 1);
    await assertCheckIsClean(server);
});

test("VerifyUsesATemporaryDatabase", onPostgres, async (t) => {
    const { server, api, file } = await startClinic(t);
    await register(api, 2);
    assertDone(await server.command("backup", file, "--without-secrets"));
    const verified = await runCommand(
        ["verify", file, "--database", server.store.databaseUrl],
    );
    assertDone(verified);
    assert.match(verified.stdout, /postgresql, schema \d+, 2 reservations/);
    assert.match(verified.stdout, /^The database is in order\.$/m);
    assert.deepEqual(await databasesBeside(server.store), []);
    const read = await runCommand(["verify", file]);
    assertDone(read);
    assert.match(read.stdout, /The dump can be read\. With --database,/);
});

test("AMissingProgramIsNamedWithItsPackage", onPostgres, async (t) => {
    const { server, dir, file } = await startClinic(t);
    const args = ["backup", file, "--database", server.store.databaseUrl];
    const result = await runCommand([...args, "--data-dir", server.store.dataDir], {
        env: { PATH: "/nowhere" },
    });
    assertRefused(result, /pg_dump is missing: install the package postgresql-client/);
    assert.deepEqual(await readdir(dir), []);
});

test("AnArchiveOfAServerNeedsTheUrlOfOne", onPostgres, async (t) => {
    const { server, dir, file } = await startClinic(t);
    assertDone(await server.command("backup", file));
    assertRefused(
        await runCommand(["restore", file, "--data-dir", join(dir, "x")]),
        /name the one to restore into with --database postgresql:/,
    );
});
