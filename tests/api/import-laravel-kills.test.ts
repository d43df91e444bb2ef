// An import that is killed leaves its source as it was, and a target that is whole or refused.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { binary, environment } from "../support/Binary.ts";
import { createStore, type Store } from "../support/Engine.ts";
import { Original } from "../support/Original.ts";
import { randomOf } from "../support/Random.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand } from "../support/Server.ts";

const kills = Number(process.env.ANTREAN_TEST_KILLS ?? 4);
const visits = 10_000;

let original: Original;

before(async () => {
    original = await Original.create("postgres");
    await original.run(`
        INSERT INTO reservations
            (id, patient_id, poly_id, date, bpjs, status_id, created_at, updated_at)
        SELECT n, 1 + n % 3, 1, DATE '2025-01-01' + n / 100, n % 2 = 0, 5,
               DATE '2025-01-01' + n / 100 + TIME '07:00',
               DATE '2025-01-01' + n / 100 + TIME '08:00'
        FROM generate_series(1000, ${999 + visits}) n;
        INSERT INTO queues
            (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time,
             created_at, updated_at)
        SELECT id + 5000, id, poly_id, id % 100 + 1, date, '07:00', '07:30', created_at, updated_at
        FROM reservations WHERE id >= 1000`);
});
after(() => original.remove());

const args = (store: Store) => [
    ...["import", "laravel", "--from", original.url, "--files", original.files],
    ...["--data-dir", store.dataDir, "--database", store.databaseUrl],
];
const check = (store: Store): Promise<CommandResult> =>
    runCommand(["check", "--data-dir", store.dataDir, "--database", store.databaseUrl]);

// What an import makes: independent of when it was made.
async function rowsOf(store: Store): Promise<unknown[]> {
    const statements = [
        "SELECT CAST(COUNT(*) AS TEXT), CAST(SUM(queue_number) AS TEXT) FROM queues",
        "SELECT CAST(COUNT(*) AS TEXT), CAST(SUM(after_status_id) AS TEXT) FROM events",
        "SELECT CAST(SUM(done_bpjs) AS TEXT), CAST(SUM(waits) AS TEXT) FROM daily_figures",
        "SELECT CAST(SUM(last_number) AS TEXT), CAST(COUNT(*) AS TEXT) FROM queue_counters",
        "SELECT CAST(COUNT(*) AS TEXT), MAX(username) FROM users",
    ];
    const rows = [];
    for (const statement of statements) rows.push(await runSql(store, statement));
    return rows;
}

test("KillsLeaveTheSourceWholeAndTheTargetWholeOrRefused", async (t) => {
    const random = randomOf(t);
    const whole = await createStore();
    const began = Date.now();
    const first = await runCommand(args(whole));
    assert.equal(first.status, 0, first.stdout + first.stderr);
    let longest = Date.now() - began;
    const expected = await rowsOf(whole);
    const [queues] = expected as string[][][];
    assert.ok(Number(queues?.[0]?.[0]) >= visits, "all pages of the source are there");
    await whole.remove();
    const ends = { whole: 0, refused: 0, untouched: 0 };
    for (let round = 0; round < kills; ++round) {
        const store = await createStore();
        const child = spawn(binary(), args(store), { env: environment() });
        const ended = new Promise((done) => child.once("close", done));
        const timer = setTimeout(() => child.kill("SIGKILL"), random.below(longest));
        await ended;
        clearTimeout(timer);
        const marked = await runSql(store, "SELECT role FROM moves").catch(() => []);
        const users = await runSql(store, "SELECT id FROM users").catch(() => []);
        if (marked.length > 0) {
            const refused = await check(store);
            assert.notEqual(refused.status, 0);
            assert.match(refused.stderr, /not have all rows of .*: go on with `antrean import/);
            ++ends.refused;
        } else if (users.length === 0) ++ends.untouched;
        else {
            assert.deepEqual(await rowsOf(store), expected);
            ++ends.whole;
        }
        const start = Date.now();
        const again = await runCommand(args(store));
        assert.equal(again.status, 0, again.stdout + again.stderr);
        longest = Math.max(longest, Date.now() - start);
        assert.deepEqual(await rowsOf(store), expected);
        await store.remove();
    }
    t.diagnostic(`${kills} kills within ${longest} ms: ${JSON.stringify(ends)}`);
});
