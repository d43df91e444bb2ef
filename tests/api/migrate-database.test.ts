// `antrean migrate-database` moves a clinic to another database, and back.
import { after, before, describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { allRows, tablesOf } from "../support/AllRows.ts";
import { Api } from "../support/Api.ts";
import { binary, environment } from "../support/Binary.ts";
import { move, plan, register, registration } from "../support/Clinic.ts";
import { createStore, type Engine, engineUnderTest, type Store } from "../support/Engine.ts";
import { writeManyVisits } from "../support/ManyVisits.ts";
import { randomOf } from "../support/Random.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand, startServer } from "../support/Server.ts";
import { form, samples } from "../support/Uploads.ts";

const date = "2029-09-03";
// ./dev test runs this file once per engine; the ring of PostgreSQL can reach both.
const ways: [Engine, Engine][] =
    engineUnderTest() === "sqlite"
        ? [["sqlite", "sqlite"]]
        : [
              ["sqlite", "postgres"],
              ["postgres", "sqlite"],
          ];
const kills = Number(process.env.ANTREAN_TEST_KILLS ?? 4);

const command = (name: string, store: Store, ...args: string[]): Promise<CommandResult> =>
    runCommand([name, "--data-dir", store.dataDir, "--database", store.databaseUrl, ...args]);
const moveTo = (source: Store, target: Store, ...args: string[]) =>
    command("migrate-database", source, "--to", target.databaseUrl, ...args);

async function assertMoved(moving: Promise<CommandResult>): Promise<string> {
    const { status, stdout, stderr } = await moving;
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    return stdout;
}

async function assertRefused(running: Promise<CommandResult>, reason: RegExp): Promise<void> {
    const { status, stdout, stderr } = await running;
    assert.notEqual(status, 0, stdout);
    assert.match(stderr, reason);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
}

// The password of a PostgreSQL URL is not in any text.
function assertNoSecret(text: string, ...stores: Store[]): void {
    for (const { engine, databaseUrl } of stores) {
        const password = engine === "postgres" ? new URL(databaseUrl).password : "";
        if (password !== "") assert.doesNotMatch(text, new RegExp(`:${password}@`));
    }
}

interface Clinic {
    store: Store;
    token: string;
    lastToken: number;
    queueNumber: number;
}

// A day with visits in several states, a document, a token that was revoked, and odd texts.
async function createClinic(engine: Engine): Promise<Clinic> {
    const store = await createStore(engine);
    const server = await startServer({ flags: ["--demo"], store });
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const schedule_id = await plan(api, { date, quota: 10 });
    await register(api, { date, schedule_id });
    await move(api, await register(api, { date, schedule_id }), "done");
    await move(api, await register(api, { date, schedule_id }), "cancelled");
    await register(api, { date, patient_name: "Ñu \\N \u{1F9E1}\tTab", email: null });
    const uploaded = await api.post("/api/faq", form({ name: "Brosur", file: samples.pdf }));
    assert.equal(uploaded.status, 201);
    const kept = await api.post("/api/auth/permanent-token");
    const revoked = await signInAs(new Api(server.baseUrl), "superadmin");
    await revoked.post("/api/auth/logout");
    const last = await register(api, { date });
    await server.stop();
    return {
        store,
        token: kept.body.data.token,
        lastToken: parseInt(revoked.token as string, 10),
        queueNumber: last.number,
    };
}

async function assertEqualRows(left: Store, right: Store): Promise<void> {
    const tables = await tablesOf(left.engine === "sqlite" ? left : right);
    assert.deepEqual(await allRows(right, tables), await allRows(left, tables));
}

for (const [from, to] of ways)
    describe(`from ${from} to ${to}`, () => {
        let clinic: Clinic;
        let target: Store;

        before(async () => {
            clinic = await createClinic(from);
            target = await createStore(to);
        });
        after(async () => {
            await clinic.store.remove();
            await target.remove();
        });

        test("ATargetWithATableIsRefusedAndTheSourceStaysOpen", async () => {
            const full = await createStore(to);
            await runSql(full, "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
            await assertRefused(moveTo(clinic.store, full), /not empty: .* has the table notes/);
            await assertRefused(
                command("migrate-database", clinic.store, "--reopen"),
                /not the source of a move: nothing was changed/,
            );
            await full.remove();
        });

        test("ASourceThatDoesNotExistIsRefused", async () => {
            const missing = { ...clinic.store, databaseUrl: "sqlite:/nowhere/antrean.db" };
            await assertRefused(moveTo(missing, target), /no database exists at \/nowhere/);
        });

        test("EverythingIsThereAfterTheMove", async (t) => {
            const output = await assertMoved(
                moveTo(clinic.store, target, "--to-data-dir", target.dataDir),
            );
            assert.match(output, /^reservations +5 rows {2}[0-9a-f]{32}$/m);
            assert.match(output, /the target is in order/);
            assert.match(output, /^Moved in \d+ s\. /m);
            assertNoSecret(output, clinic.store, target);
            await assertEqualRows(clinic.store, target);
            assert.equal((await readdir(join(target.dataDir, "faq"))).length, 1);

            const server = await startServer({ store: target });
            t.after(() => server.stop());
            const api = new Api(server.baseUrl, clinic.token);
            const faq = await api.get("/api/faq");
            const file = await api.get(`/storage/faq/${faq.body.data[0].file}`);
            assert.equal(file.status, 200);
            const next = await register(api, { date });
            assert.equal(next.number, clinic.queueNumber + 1);
            const found = await api.get("/api/patients", { search: "ñu" });
            assert.equal(found.body.data.total, 1);
            const fresh = await signInAs(new Api(server.baseUrl), "superadmin");
            assert.equal(parseInt(fresh.token as string, 10), clinic.lastToken + 1);
            const checked = await command("check", target);
            assert.equal(checked.status, 0, checked.stdout);
        });

        test("TheSourceStaysClosedUntilItIsOpenedAgain", async () => {
            await assertRefused(command("check", clinic.store), /was moved to .* on 20/);
            const other = await createStore(to);
            await assertRefused(moveTo(clinic.store, other), /was moved to/);
            await other.remove();
            await assertMoved(command("migrate-database", clinic.store, "--reopen"));
            const checked = await command("check", clinic.store);
            assert.equal(checked.status, 0, checked.stdout + checked.stderr);
        });

        test("AServerOnTheSourceAnswersReadsAndRefusesWrites", async (t) => {
            const server = await startServer({ store: clinic.store });
            t.after(() => server.stop());
            const api = new Api(server.baseUrl, clinic.token);
            const other = await createStore(to);
            await assertMoved(moveTo(clinic.store, other));
            const visits = await api.get("/api/reservation", { date });
            assert.equal(visits.status, 200);
            const refused = await api.post("/api/reservation", registration({ date }));
            assert.equal(refused.status, 503);
            await assertEqualRows(clinic.store, other);
            await assertMoved(command("migrate-database", clinic.store, "--reopen"));
            await register(api, { date });
            await other.remove();
        });

        test("AMoveThatWasGivenUpDoesNotGoOn", async () => {
            const other = await createStore(to);
            await interrupted(clinic.store, other);
            await assertRefused(
                command("check", other),
                /does not have all rows of .*: go on with `antrean migrate-database /,
            );
            await assertMoved(command("migrate-database", clinic.store, "--reopen"));
            await assertRefused(moveTo(clinic.store, other), /part of another move/);
            await other.remove();
        });

        test("KillsLeaveTheSourceWholeAndTheTargetWholeOrRefused", (t) =>
            survivesKills(t, from, to));
    });

// Stops a move with SIGKILL as soon as the target is marked.
async function interrupted(source: Store, target: Store): Promise<void> {
    const child = startMove(source, target);
    await new Promise<void>((done) => child.stdout.once("data", () => done()));
    child.kill("SIGKILL");
    await new Promise((done) => child.once("close", done));
    if ((await marksOf(target)).length === 0) await interrupted(source, target);
}

const marksOf = (store: Store) => runSql(store, "SELECT role FROM moves").catch(() => []);

function startMove(source: Store, target: Store) {
    const flags = ["--data-dir", source.dataDir, "--database", source.databaseUrl];
    return spawn(binary(), ["migrate-database", ...flags, "--to", target.databaseUrl], {
        env: environment(),
    });
}

async function survivesKills(t: TestContext, from: Engine, to: Engine): Promise<void> {
    const random = randomOf(t);
    const { store: source } = await createClinic(from);
    await writeManyVisits(source, 10_000);
    let longest = 500;
    const ends = { whole: 0, refused: 0, untouched: 0 };
    for (let round = 0; round < kills; ++round) {
        const target = await createStore(to);
        const child = startMove(source, target);
        const ended = new Promise((done) => child.once("close", done));
        const timer = setTimeout(() => child.kill("SIGKILL"), random.below(longest));
        await ended;
        clearTimeout(timer);
        ++ends[await assertWholeOrRefused(source, target)];
        const began = Date.now();
        await finishMove(source, target);
        longest = Math.max(longest, Date.now() - began);
        await assertMoved(command("migrate-database", source, "--reopen"));
        await assertEqualRows(source, target);
        await target.remove();
    }
    t.diagnostic(`${kills} kills within ${longest} ms: ${JSON.stringify(ends)}`);
    await source.remove();
}

async function assertWholeOrRefused(
    source: Store,
    target: Store,
): Promise<"whole" | "refused" | "untouched"> {
    const tables = await runSql(
        target,
        target.engine === "sqlite"
            ? "SELECT name FROM sqlite_master"
            : "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relname = 'reservations'",
    );
    if ((await marksOf(target)).length > 0) {
        await assertRefused(command("check", target), /does not have all rows of .*: go on with/);
        return "refused";
    }
    if (tables.length === 0) return "untouched";
    await assertEqualRows(source, target);
    return "whole";
}

async function finishMove(source: Store, target: Store): Promise<void> {
    const { status, stdout, stderr } = await moveTo(source, target);
    if (!/was moved to/.test(stderr)) assert.equal(status, 0, `${stdout}\n${stderr}`);
}
