// `antrean import laravel` takes over a running original.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { createStore, type Store } from "../support/Engine.ts";
import { brochure, oldPassword, oldToken, Original } from "../support/Original.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand, startServer } from "../support/Server.ts";
import { expectedProblems } from "../support/OriginalProblems.ts";

const day = "2026-01-05";
const farId = 9e15;  // the ids between are missing

const importFrom = (original: Original, store: Store, ...args: string[]) =>
    runCommand([
        ...["import", "laravel", "--from", original.url, "--files", original.files],
        ...["--data-dir", store.dataDir, "--database", store.databaseUrl, ...args],
    ]);

async function assertImported(running: Promise<CommandResult>): Promise<string> {
    const { status, stdout, stderr } = await running;
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    return stdout;
}

async function assertRefused(running: Promise<CommandResult>, reason: RegExp): Promise<void> {
    const { status, stdout, stderr } = await running;
    assert.notEqual(status, 0, stdout);
    assert.match(stderr, reason);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
}

const reportOf = async (store: Store) =>
    (await readFile(join(store.dataDir, "import-report.csv"), "utf8")).trimEnd().split("\n");

async function assertCheckIsClean(store: Store): Promise<void> {
    const args = ["--data-dir", store.dataDir, "--database", store.databaseUrl];
    const { status, stdout, stderr } = await runCommand(["check", ...args]);
    assert.equal(status, 0, stdout + stderr);
}

// Tables, indices, constraints and triggers, as texts.
async function schemaOf(store: Store): Promise<unknown[]> {
    if (store.engine === "sqlite")
        return runSql(store, "SELECT name, sql FROM sqlite_master ORDER BY name");
    return runSql(
        store,
        `SELECT CAST(c.relname AS TEXT), pg_get_indexdef(c.oid) FROM pg_class c
         WHERE c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace
         UNION ALL
         SELECT CAST(conrelid::regclass AS TEXT) || ' ' || CAST(conname AS TEXT),
                pg_get_constraintdef(oid)
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace
         UNION ALL
         SELECT CAST(tgname AS TEXT), pg_get_triggerdef(oid) || CAST(tgenabled AS TEXT)
         FROM pg_trigger WHERE NOT tgisinternal
         ORDER BY 1, 2`,
    );
}

test("ADatabaseThatIsNoOriginalIsRefused", async () => {
    const other = await createStore();
    const original = await Original.create("postgres", false);
    await original.run("DROP TABLE queues; DROP TABLE poly");
    await assertRefused(
        importFrom(original, other),
        /not the original: it has no polies or poly or .*, no queues or queue/,
    );
    await original.remove();
    await other.remove();
});

// What a new project of each version has beside the clinic's tables, as a step from the one before.
const laravels: [version: number, step: string, others: string[]][] = [
    [
        9,
        `ALTER TABLE personal_access_tokens DROP COLUMN expires_at;
         DROP TABLE sessions;
         CREATE TABLE password_resets (email VARCHAR(255), token VARCHAR(255));
         CREATE TABLE failed_jobs (id BIGINT PRIMARY KEY, uuid VARCHAR(255))`,
        ["failed_jobs", "migrations", "password_resets"],
    ],
    [
        10,
        `ALTER TABLE personal_access_tokens ADD expires_at TIMESTAMP;
         ALTER TABLE password_resets RENAME TO password_reset_tokens`,
        ["failed_jobs", "migrations", "password_reset_tokens"],
    ],
    [
        11,
        `CREATE TABLE cache ("key" VARCHAR(255), value TEXT, expiration INTEGER);
         CREATE TABLE jobs (id BIGINT PRIMARY KEY, queue VARCHAR(255));
         CREATE TABLE sessions (id VARCHAR(255) PRIMARY KEY, user_id BIGINT, payload TEXT)`,
        ["cache", "failed_jobs", "jobs", "migrations", "password_reset_tokens", "sessions"],
    ],
    [
        12,
        `ALTER TABLE cache ALTER COLUMN expiration TYPE BIGINT;
         CREATE TABLE job_batches (id VARCHAR(255) PRIMARY KEY)`,
        ["cache", "failed_jobs", "job_batches", "jobs", "password_reset_tokens", "sessions"],
    ],
];

test("LaravelNineToTwelveAreTakenOver", async () => {
    const original = await Original.create("postgres");
    for (const [version, step, others] of laravels) {
        await original.run(step);
        const store = await createStore();
        const output = await assertImported(importFrom(original, store));
        const left = /^Not taken over: (.*)$/m.exec(output)?.[1]?.split(", ") ?? [];
        for (const name of others) assert.ok(left.includes(name), `${version}: ${name} in ${left}`);
        const tokens = "SELECT CAST(COUNT(*) AS TEXT) FROM personal_access_tokens";
        assert.deepEqual(await runSql(store, tokens), [["1"]], `Laravel ${version}`);
        await assertCheckIsClean(store);
        await store.remove();
    }
    await original.remove();
});

for (const engine of ["postgres", "mariadb"] as const)
    describe(`from ${engine}`, () => {
        let original: Original;
        let store: Store;

        before(async () => {
            original = await Original.create(engine);
            store = await createStore();
        });
        after(async () => {
            await original.remove();
            await store.remove();
        });

        test("ADryRunWritesTheReportAndNothingElse", async () => {
            const output = await assertImported(importFrom(original, store, "--dry-run"));
            assert.match(output, /^Nothing was changed/m);
            assert.deepEqual(await readdir(store.dataDir), ["import-report.csv"]);
            assert.deepEqual(await reportOf(store), expectedProblems(engine));
        });

        test("RowsThatBreakARuleAreReportedWithWhatWasDone", async () => {
            const output = await assertImported(importFrom(original, store));
            assert.match(output, /^Not taken over: migrations, role_user\.id, sessions, users\./m);
            assert.match(output, /^reservations +10 +2 +8$/m);
            assert.match(output, /^queues +10 +2 +8$/m);
            assert.match(output, /the database is in order/);
            const password = new URL(original.url).password;
            if (password !== "") assert.ok(!output.includes(password));
            assert.deepEqual(await reportOf(store), expectedProblems(engine));
            const report = await stat(join(store.dataDir, "import-report.csv"));
            assert.equal(report.mode & 0o077, 0);
        });

        test("TheSchemaIsThatOfEveryClinic", async () => {
            const usual = await createStore();
            const flags = ["--data-dir", usual.dataDir, "--database", usual.databaseUrl];
            assert.equal((await runCommand(["migrate", ...flags])).status, 0);
            const own = (await schemaOf(store)).filter((row) => !/imports/.test(String(row)));
            assert.deepEqual(own, await schemaOf(usual));
            await usual.remove();
        });

        test("AnImportedClinicWorks", async (t) => {
            const server = await startServer({ store });
            t.after(() => server.stop());
            const old = new Api(server.baseUrl, oldToken);
            const users = await old.get("/api/users", { per_page: 100 });
            assert.equal(users.status, 200, JSON.stringify(users.body));
            assert.deepEqual(
                users.body.data.map((user: any) => [user.id, user.username, user.poly_id]),
                [
                    [1, "superadmin", null],
                    [3, "drg.rahma", 2],
                    [4, "budi", null],
                    [6, "dewi", null],
                    [7, "sri", 1],
                ],
            );
            const doctor = await old.signIn("drg.rahma", oldPassword);
            const visits = await doctor.get("/api/reservation", { date: day, per_page: 100 });
            assert.deepEqual(
                visits.body.data.data.map((visit: any) => [
                    visit.id,
                    visit.queue.queue_number,
                    visit.status.status_name,
                    visit.queue.call_time,
                    visit.created_at,
                ]),
                [
                    [1, 1, "DONE", "08:15:00", "2026-01-05T00:30:00.000000Z"],
                    [2, 2, "WAITING", null, "2026-01-05T00:31:00.000000Z"],
                    [3, 5, "NO_SHOW", null, "2026-01-05T00:32:00.000000Z"],
                    [9, 6, "WAITING", null, "2026-01-05T00:35:00.000000Z"],
                ],
            );
            const named = await old.get("/api/patients", { search: "zainab" });
            assert.equal(named.body.data.data[0]?.patient_name, "Zaïnab");
            const file = await old.get(`/storage/faq/${brochure}`);
            assert.equal(file.status, 200);
            const next = await old.post("/api/reservation", {
                ...{ patient_name: "Rina Amelia", whatsapp_number: "081399990000", bpjs: false },
                ...{ poly_id: 2, date: day },
            });
            assert.equal(next.body.data.queue.queue_number, 7, JSON.stringify(next.body));
            assert.equal(next.body.data.reservation.id, 11);
        });

        test("AnImportOverAClinicThatWorksAlreadyIsRefused", async () => {
            await assertRefused(
                importFrom(original, store),
                /works with the target already: 1 entries of its ledger are newer/,
            );
            await assertCheckIsClean(store);
        });

        test("TheLedgerHasWhatIsKnown", async () => {
            const entries = await runSql(
                store,
                `SELECT kind, CAST(reservation_id AS TEXT), CAST(created_at AS TEXT) FROM events
                 WHERE reservation_id IN (1, 10) ORDER BY seq`,
            );
            assert.deepEqual(entries, [
                ["registered", "1", "2026-01-05 00:30:00"],
                ["with_doctor", "1", "2026-01-05 01:15:00"],
                ["done", "1", "2026-01-05 02:10:00"],
                ["registered", "10", "2026-01-07 00:00:00"],
                ["with_doctor", "10", "2026-01-07 01:20:00"],
            ]);
        });

        test("ASecondImportTakesWhatCameSince", async () => {
            const fresh = await createStore();
            await assertImported(importFrom(original, fresh));
            await original.run(`
                INSERT INTO reservations
                    (id, patient_id, poly_id, date, bpjs, status_id, created_at, updated_at)
                VALUES (12, 1, 2, '${day}', TRUE, 1, '2026-01-05 08:00:00', '2026-01-05 08:00:00'),
                       (${farId}, 1, 2, '2026-01-09', TRUE, 1, '2026-01-09 08:00:00', NULL);
                INSERT INTO queues
                    (id, reservation_id, poly_id, queue_number, date, re_reservation_time,
                     created_at, updated_at)
                VALUES (112, 12, 2, '5', '${day}', '08:00:00', '2026-01-05 08:00:00',
                        '2026-01-05 08:00:00'),
                       (113, ${farId}, 2, '1', '2026-01-09', '08:00:00', NULL, NULL);
                UPDATE reservations SET status_id = 5, updated_at = '2026-01-05 09:30:00'
                WHERE id = 2;
                DELETE FROM role_user WHERE user_id = 7;
                DELETE FROM personal_access_tokens WHERE id = 5;`);
            const output = await assertImported(importFrom(original, fresh));
            assert.match(output, /^reservations: 2 new, 1 changed, 0 removed$/m);
            assert.match(output, /^role_user: 0 new, 0 changed, 1 removed$/m);
            assert.match(output, /^patients: 0 new, 0 changed, 0 removed$/m);
            const numbers = await runSql(
                fresh,
                `SELECT CAST(id AS TEXT), CAST(queue_number AS TEXT) FROM queues
                 WHERE date = '${day}' ORDER BY queues.id`,
            );
            assert.deepEqual(numbers, [["1", "1"], ["2", "2"], ["3", "6"], ["8", "4"],
                                       ["9", "7"], ["12", "5"]]);
            const far = `SELECT kind FROM events WHERE reservation_id = ${farId}`;
            assert.deepEqual(await runSql(fresh, far), [["registered"]]);
            const again = await assertImported(importFrom(original, fresh));
            assert.doesNotMatch(again, /: [1-9]\d* new|, [1-9]\d* changed|, [1-9]\d* removed/);
            await assertCheckIsClean(fresh);
            await fresh.remove();
        });
    });
