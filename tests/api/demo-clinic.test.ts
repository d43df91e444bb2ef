// `--demo-clinic`: a clinic that looks as if it had worked for 60 days, made as by the API.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { Api } from "../support/Api.ts";
import { binary, environment, superadminPassword } from "../support/Binary.ts";
import { createStore, type Store } from "../support/Engine.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { users, signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

// The day of the first start: the last one on which patients have come.
async function firstDayOf(store: Store): Promise<string> {
    const sql =
        "SELECT CAST(MAX(date) AS TEXT) FROM reservations WHERE checked_in_at IS NOT NULL";
    return String((await runSql(store, sql))[0]?.[0]);
}

async function withServer(run: (server: Server) => Promise<void>, flags: string[]): Promise<void> {
    const server = await startServer({ flags });
    try {
        await run(server);
    } finally {
        await server.close();
    }
}

function seed(store: Store) {
    const at = ["--data-dir", store.dataDir, "--database", store.databaseUrl];
    return runCommand(["seed", "--demo-clinic", ...at]);
}

async function onStore(run: (store: Store) => Promise<void>): Promise<void> {
    const store = await createStore();
    try {
        await run(store);
    } finally {
        await store.remove();
    }
}

// The visits without those of the first day, which depend on the second of the first start.
async function otherDaysOf(store: Store) {
    const rows = await runSql(
        store,
        `SELECT CAST(r.date AS TEXT), r.poly_id, q.queue_number, p.patient_name, r.status_id,
                CAST(q.call_time AS TEXT), CAST(r.checked_in_at AS TEXT)
         FROM reservations r JOIN queues q ON q.id = r.id JOIN patients p ON p.id = r.patient_id
         WHERE r.date <> '${await firstDayOf(store)}' ORDER BY 1, 2, 3`,
    );
    assert.ok(rows.length > 1900);
    return rows;
}

const fingerprintSql = `
    SELECT (SELECT COUNT(*) FROM events), (SELECT MAX(seq) FROM events),
           (SELECT COUNT(*) FROM reservations), (SELECT COUNT(*) FROM patients),
           (SELECT COUNT(*) FROM schedules), (SELECT COUNT(*) FROM users),
           (SELECT COUNT(*) FROM checkup_schedules), (SELECT COUNT(*) FROM configs)`;

const unfinishedSql = "SELECT value FROM configs WHERE name = 'demo_clinic_progress'";

const stationsSql = (date: string) => `
    SELECT poly_id, status_id, CAST(COUNT(*) AS INTEGER),
           CAST(SUM(CASE WHEN checked_in_at IS NULL THEN 1 ELSE 0 END) AS INTEGER)
    FROM reservations WHERE date = '${date}' GROUP BY 1, 2 ORDER BY 1, 2`;

// Every poly has somebody at each of the stations; staff have one patient each.
async function assertStations(store: Store): Promise<void> {
    const found = await runSql(store, stationsSql(await firstDayOf(store)));
    const rows = found.map((row) => row.map(Number));
    let visits = 0;
    for (const poly of [1, 2, 3]) {
        const of = (status: number) =>
            rows.find((row) => row[0] === poly && row[1] === status)?.slice(2) ?? [0, 0];
        const [waiting, notYetThere] = of(1) as [number, number];
        assert.ok(notYetThere > 0 && waiting > notYetThere, `poly ${poly}: who waits`);
        assert.deepEqual(of(2), [1, 0], `poly ${poly}: one with the nurse`);
        assert.ok((of(3)[0] as number) > 0, `poly ${poly}: who waits for the doctor`);
        assert.deepEqual(of(4), [1, 0], `poly ${poly}: one with the doctor`);
        assert.ok((of(5)[0] as number) > 0, `poly ${poly}: who is done`);
    }
    for (const row of rows) visits += row[2] as number;
    assert.ok(visits >= 40 && visits <= 50, `${visits} visits`);
}

test("ADatabaseWithWorkOfItsOwnIsNotFilled", async () => {
    const own = [
        "INSERT INTO polies (id, name) VALUES (9, 'Poli Mata')",
        "UPDATE polies SET letter = 'U' WHERE id = 1",
        `INSERT INTO patients (patient_name, whatsapp_number, whatsapp_key)
         VALUES ('Siti Rahma', '081234567890', '6281234567890')`,
    ];
    for (const sql of own)
        await onStore(async (store) => {
            const at = ["--data-dir", store.dataDir, "--database", store.databaseUrl];
            assert.equal((await runCommand(["seed", ...at])).status, 0);
            await runSql(store, sql);
            const before = await runSql(store, fingerprintSql);
            assert.equal((await seed(store)).status, 0);
            assert.deepEqual(await runSql(store, fingerprintSql), before, sql);
        });
});

test("TheClinicLooksLivelyAndTheCheckFindsNothing", async () => {
    await withServer(async (server) => {
        await assertCheckIsClean(server);
        await assertStations(server.store);
        assert.deepEqual(await runSql(server.store, unfinishedSql), []);
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const summary = await api.get("/api/dashboard/summary");
        for (const tile of summary.body.data)
            assert.ok(tile.value >= 3, JSON.stringify(summary.body));
        const reports = [
            "patient-visits",
            "no-show-cancelled",
            "bpjs-vs-general",
            "poly-performance",
            "waiting-time",
            "busy-hour",
            "user-activity",
        ];
        for (const report of reports) {
            const answer = await api.get(`/api/reports/${report}`, { per_page: 100 });
            assert.equal(answer.status, 200, report);
            assert.ok(answer.body.data.length >= 3, `${report}: ${answer.body.data.length} rows`);
        }
        const checkups = await api.get("/api/checkup-schedule");
        assert.ok(checkups.body.data.length >= 10, JSON.stringify(checkups.body));
        const estimates = await api.get("/api/wait-estimates");
        assert.equal(estimates.body.data.length, 3, JSON.stringify(estimates.body));
        for (const poly of estimates.body.data)
            assert.ok(poly.estimates > 10, JSON.stringify(poly));
        const clinic = await api.as().get("/api/clinic");
        assert.equal(clinic.body.data.is_demo, true);
        assert.equal(clinic.body.data.name, "Klinik Sehat Bersama");
    }, ["--demo-clinic"]);
});

test("DocumentedUsersPoliesAndSchedulesAreThoseOfTheDocuments", async () => {
    const namesOf = (rows: { id: number; name: string }[]) =>
        rows.map(({ id, name }) => [id, name] as const);
    await withServer(async (documented) => {
        await withServer(async (clinic) => {
            for (const role of Object.keys(users) as (keyof typeof users)[])
                await signInAs(new Api(clinic.baseUrl), role);
            const old = await signInAs(new Api(documented.baseUrl), "superadmin");
            const api = await signInAs(new Api(clinic.baseUrl), "superadmin");
            const january = { month: 1, year: 2026 };
            const schedules = async (of: Api) =>
                (await of.get("/api/schedule", january)).body.data.map(
                    (row: Record<string, unknown>) => [
                        row.id, row.doctor_id, row.date, row.start_time, row.end_time, row.quota,
                    ],
                );
            const expected = await schedules(old);
            assert.equal(expected.length, 40);
            assert.deepEqual(await schedules(api), expected);
            const polies = namesOf((await api.get("/api/poly")).body.data);
            assert.deepEqual(polies, [[2, "Poli Gigi"], [3, "Poli KIA"], [1, "Poli Umum"]]);
        }, ["--demo-clinic"]);
    }, ["--demo"]);
});

test("ASecondStartChangesNothing", async () => {
    await onStore(async (store) => {
        assert.equal((await seed(store)).status, 0);
        const before = await runSql(store, fingerprintSql);
        const second = await seed(store);
        assert.equal(second.status, 0, second.stderr);
        assert.deepEqual(await runSql(store, fingerprintSql), before);
        const server = await startServer({ store, flags: ["--demo-clinic"] });
        await server.stop();
        assert.deepEqual(await runSql(store, fingerprintSql), before);
    });
});

test("SeveralProcessesFillOneClinic", async () => {
    await onStore(async (alone) => {
        assert.equal((await seed(alone)).status, 0);
        await onStore(async (shared) => {
            const ends = await Promise.all([1, 2, 3].map(() => seed(shared)));
            for (const end of ends) assert.equal(end.status, 0, end.stderr);
            await assertCheckIsClean({
                command: (name: string) =>
                    runCommand([
                        name, "--data-dir", shared.dataDir, "--database", shared.databaseUrl,
                    ]),
            } as Server);
            assert.deepEqual(await otherDaysOf(shared), await otherDaysOf(alone));
        });
    });
});

test("KillsDuringTheFillingLeaveNothingHalf", async () => {
    await onStore(async (whole) => {
        assert.equal((await seed(whole)).status, 0);
        await onStore(async (killed) => {
            // The schema and the users first, so that a kill meets the filling.
            const at = ["--data-dir", killed.dataDir, "--database", killed.databaseUrl];
            assert.equal((await runCommand(["seed", ...at])).status, 0);
            let unfinished = 0;
            for (let ms = 60; unfinished < 3 && ms < 5_000; ms += 40) {
                const end = await runCommand(["seed", "--demo-clinic", ...at], { timeoutMs: ms });
                if (end.status === 0) break;
                unfinished += (await runSql(killed, unfinishedSql)).length;
            }
            assert.ok(unfinished > 0, "no kill met the filling");
            const server = await startServer({ store: killed, flags: ["--demo-clinic"] });
            await assertCheckIsClean(server);
            await server.stop();
            assert.deepEqual(await runSql(killed, unfinishedSql), []);
            assert.deepEqual(await otherDaysOf(killed), await otherDaysOf(whole));
            await assertStations(killed);
        });
    });
});

const liveSql = "SELECT COUNT(*) FROM reservations WHERE status_id <= 4 AND date = ";

function play(server: Server, ...flags: string[]) {
    return runCommand(["demo", "--day", "--url", server.baseUrl, ...flags], {
        env: { DEMO_PASSWORD: superadminPassword },
    });
}

test("ADayIsNotPlayedWhereItMustNotBe", async () => {
    await withServer(async (server) => {
        const before = await runSql(server.store, fingerprintSql);
        const end = await play(server, "--minutes", "0");
        assert.match(end.stderr, /^antrean: http:\S+ is not a demo clinic.*\n$/);
        assert.equal(end.status, 1);
        assert.deepEqual(await runSql(server.store, fingerprintSql), before);
    }, ["--demo"]);
    const away = await runCommand(["demo", "--day", "--url", "http://127.0.0.1:1"]);
    assert.match(away.stderr, /^antrean: http:\S+ does not answer: .*\n$/);
    assert.equal(away.status, 1);
    for (const wrong of [["demo"], ["demo", "--day", "--user", "superadmin"]])
        assert.equal((await runCommand(wrong)).status, 2, wrong.join(" "));
});

test("ADayIsPlayedToItsEnd", async () => {
    await withServer(async (server) => {
        const first = await play(server, "--minutes", "0", "--patients", "12");
        assert.equal(first.status, 0, first.stderr);
        assert.match(first.stdout, /\nThe day is over: 12 registered, [2-9]\d called to a doctor/);
        for (const act of ["registers", "has come", "calls", "waits for the doctor"])
            assert.match(first.stdout, new RegExp(act));
        const day = await firstDayOf(server.store);
        assert.deepEqual((await runSql(server.store, `${liveSql}'${day}'`)).map(String), ["0"]);
        const user = ["--user", "superadmin", "--password-env", "DEMO_PASSWORD"];
        const second = await play(server, "--minutes", "0", "--patients", "3", ...user);
        assert.match(second.stdout, /\nThe day is over: 3 registered/, second.stderr);
        assert.doesNotMatch(second.stdout, /Agus Setiawan/);
        await assertCheckIsClean(server);
    }, ["--demo-clinic"]);
});

test("ASignalEndsTheDayCleanly", async () => {
    await withServer(async (server) => {
        const child = spawn(binary(), ["demo", "--day", "--url", server.baseUrl], {
            env: environment(),
        });
        let stdout = "";
        const ended = new Promise((done) => child.once("close", done));
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            if (/calls/.test(stdout)) child.kill("SIGINT");
        });
        assert.equal(await ended, 0);
        assert.match(stdout, /\nThe day was stopped: 1 registered, .*\n$/);
        await assertCheckIsClean(server);
    }, ["--demo-clinic"]);
});

test("AtNightTheClinicIsOpenToo", async () => {
    // Zones in which it is now 0, 5 and 23 o'clock. (Etc/GMT-7 is seven hours ahead of UTC.)
    const hourNow = new Date().getUTCHours();
    for (const hour of [0, 5, 23]) {
        const ahead = ((hour - hourNow + 36) % 24) - 12;
        const timezone = `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
        await onStore(async (store) => {
            const server = await startServer({
                store,
                flags: ["--demo-clinic", "--timezone", timezone],
            });
            await assertStations(store);
            await assertCheckIsClean(server);
            await server.stop();
        });
    }
});
