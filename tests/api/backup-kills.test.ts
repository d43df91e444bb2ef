// kill -9 at any instant of a backup or a restore: an archive is whole or not there, and a data
// folder has the old data or the new data, whole. ANTREAN_TEST_KILLS says how often.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { Api } from "../support/Api.ts";
import { scratch } from "../support/Archives.ts";
import { binary, environment } from "../support/Binary.ts";
import { registration } from "../support/Clinic.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { randomOf } from "../support/Random.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer } from "../support/Server.ts";

const kills = Number(process.env.ANTREAN_TEST_KILLS ?? 8);
const onPostgres = { skip: engineUnderTest() !== "postgres" && "databases are PostgreSQL's" };
const onSqlite = { skip: engineUnderTest() !== "sqlite" && "a data folder is SQLite's" };

// A kill counts when it meets the command before its end. On a busy machine some come too late.
const roundsMax = kills * 20;

// Runs the command and kills it after so many milliseconds. Returns whether it ended before.
function runAndKill(args: string[], afterMs: number): Promise<boolean> {
    return new Promise((done, failed) => {
        const child = spawn(binary(), args, { env: environment(), stdio: "ignore" });
        const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
        child.once("error", failed);
        child.once("close", (status) => {
            clearTimeout(timer);
            done(status === 0);
        });
    });
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
    const begun = Date.now();
    await work();
    return Date.now() - begun;
}

async function assertDone(args: string[]): Promise<string> {
    const { status, stdout, stderr } = await runCommand(args);
    assert.equal(status, 0, stdout + stderr);
    return stdout;
}

const flagsOf = (store: Store) => ["--data-dir", store.dataDir, "--database", store.databaseUrl];

const countOf = async (store: Store): Promise<number> =>
    Number((await runSql(store, "SELECT COUNT(*) FROM reservations"))[0]?.[0]);
const visits = (dir: string): Promise<number> =>
    countOf({ engine: "sqlite", databaseUrl: `sqlite:${join(dir, "antrean.db")}` } as Store);

async function clinic(t: TestContext) {
    const dir = await scratch(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const register = async (count: number) => {
        for (let index = 0; index < count; ++index)
            await api.post("/api/reservation", registration({ date: "2029-03-01" }));
    };
    await register(3);
    return { dir, server, register };
}

test("ABackupThatIsKilledLeavesAWholeArchiveOrNone", async (t) => {
    const random = randomOf(t);
    const { dir, server } = await clinic(t);
    const file = join(dir, "clinic.tar.zst");
    const args = ["backup", file, ...flagsOf(server.store)];
    const usualMs = await millisecondsOf(() => assertDone(args));
    let [killed, rounds] = [0, 0];
    for (; killed < kills && rounds < roundsMax; ++rounds) {
        if (random.below(2) === 0) await rm(file, { force: true });
        const hadOne = existsSync(file);
        if (!(await runAndKill(args, random.below(Math.ceil(usualMs * 1.1))))) ++killed;
        assert.ok(!hadOne || existsSync(file), "an older archive stays until there is a new one");
        if (existsSync(file)) await assertDone(["verify", file]);
    }
    t.diagnostic(`${killed} of ${rounds} were killed`);
    assert.equal(killed, kills);
    await assertDone(args);
    assert.deepEqual(await readdir(dir), ["clinic.tar.zst"], "the next one clears up");
    await assertDone(["check", ...flagsOf(server.store)]);
});

test("ARestoreThatIsKilledLeavesOldOrNewData", onSqlite, async (t) => {
    const random = randomOf(t);
    const { dir, server, register } = await clinic(t);
    const file = join(dir, "clinic.tar.zst");
    await assertDone(["backup", file, "--data-dir", server.store.dataDir]);
    await register(2);
    const newer = join(dir, "newer.tar.zst");
    await assertDone(["backup", newer, "--data-dir", server.store.dataDir]);
    const before = join(dir, "before");
    await assertDone(["restore", newer, "--data-dir", before]);

    const data = join(dir, "data");
    const args = ["restore", file, "--data-dir", data, "--replace"];
    await cp(before, data, { recursive: true });
    const usualMs = await millisecondsOf(() => assertDone(args));
    let [killed, rounds] = [0, 0];
    const found = { old: 0, new: 0 };
    for (; killed < kills && rounds < roundsMax; ++rounds) {
        await rm(data, { recursive: true });
        await cp(before, data, { recursive: true });
        // Half of the ends in the last third, where data are replaced.
        const from = random.below(2) * 0.6 * usualMs;
        const afterMs = from + random.below(Math.ceil(usualMs * 1.1 - from));
        if (!(await runAndKill(args, afterMs))) ++killed;
        await assertDone(["check", "--data-dir", data]);
        const count = await visits(data);
        assert.ok(count === 3 || count === 5, `${count} visits after ${afterMs} ms`);
        ++found[count === 3 ? "new" : "old"];
        const names = await readdir(data);
        assert.deepEqual(
            names.filter((name) => name.startsWith(".restore")),
            [],
        );
        const kept = names.filter((name) => name.startsWith("before-restore-"));
        assert.equal(kept.length, count === 3 ? 1 : 0);
        for (const name of kept) assert.equal(await visits(join(data, name)), 5);
        for (const name of ["secret-key", "realtime-secret"]) assert.ok(names.includes(name));
    }
    t.diagnostic(`${killed} of ${rounds} were killed: ${found.old} old, ${found.new} new`);
    assert.equal(killed, kills);
});

// The databases that the store's server has beside its own; they go.
async function dropOthers(store: Store): Promise<string[]> {
    const url = new URL(store.databaseUrl);
    const own = url.pathname.slice(1);
    const rows = await runSql(store, "SELECT datname::text FROM pg_database ORDER BY 1");
    const others = rows.map(([name]) => String(name)).filter((name) => name.startsWith(`${own}_`));
    url.pathname = "/postgres";
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    for (const name of others) await client.query(`DROP DATABASE "${name}"`);
    await client.end();
    return others;
}

test("ARestoreOfADatabaseThatIsKilledLeavesTheOldOrTheNewOne", onPostgres, async (t) => {
    const random = randomOf(t);
    const { dir, server, register } = await clinic(t);
    const files: Record<number, string> = { 3: join(dir, "3.tar.zst"), 5: join(dir, "5.tar.zst") };
    const flags = flagsOf(server.store);
    await assertDone(["backup", files[3] as string, ...flags]);
    await register(2);
    await assertDone(["backup", files[5] as string, ...flags]);
    await server.stop();

    const { store } = server;
    const restore = (count: number) => ["restore", files[count] as string, ...flags, "--replace"];
    const usualMs = await millisecondsOf(() => assertDone(restore(3)));
    await dropOthers(store);
    let [now, killed, rounds] = [3, 0, 0];
    const found = { old: 0, new: 0 };
    for (; killed < kills && rounds < roundsMax; ++rounds) {
        const wanted = 8 - now;
        const from = random.below(2) * 0.6 * usualMs;
        const afterMs = from + random.below(Math.ceil(usualMs * 1.1 - from));
        if (!(await runAndKill(restore(wanted), afterMs))) ++killed;
        await assertDone(["check", ...flags]);
        const count = await countOf(store);
        assert.ok(count === now || count === wanted, `${count} visits after ${afterMs} ms`);
        ++found[count === wanted ? "new" : "old"];
        now = count;
        const names = await readdir(store.dataDir);
        assert.deepEqual(
            names.filter((name) => name.startsWith(".restore")),
            [],
        );
        const others = await dropOthers(store);
        const replaced = others.filter((name) => name.includes("_before_"));
        assert.equal(replaced.length, count === wanted ? 1 : 0, String(others));
    }
    t.diagnostic(`${killed} of ${rounds} were killed: ${found.old} old, ${found.new} new`);
    assert.equal(killed, kills);
});
