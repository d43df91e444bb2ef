// `antrean check` finds faults in a database. Each test damages a clinic's day in a way that one
// rule finds.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { copyFile, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { move, plan, register } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand, startServer } from "../support/Server.ts";

const date = "2027-09-01";
const engine = engineUnderTest();

let sound: Store;  // never damaged

// Five visits of one day: waiting, finished, cancelled, moved to another day, without a schedule.
before(async () => {
    sound = await createStore();
    const server = await startServer({ flags: ["--demo"], store: sound });
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const schedule_id = await plan(api, { date, quota: 10 });
    await register(api, { date, schedule_id });
    await move(api, await register(api, { date, schedule_id }), "done");
    await move(api, await register(api, { date, schedule_id }), "cancelled");
    const moved = await register(api, { date });
    await api.put(`/api/reservation/${moved.id}`, { ...moved.form, date: "2027-09-02" });
    await register(api, { date: "2028-01-01" });
    await server.stop();
});
after(() => sound.remove());

const fileOf = (store: Store) => join(store.dataDir, "antrean.db");

async function copyOfSound(): Promise<Store> {
    const store = await createStore();
    if (engine === "sqlite") {
        await copyFile(fileOf(sound), fileOf(store));
        return store;
    }
    const name = (of: Store) => new URL(of.databaseUrl).pathname.slice(1);
    const cluster = new URL(store.databaseUrl);
    cluster.pathname = "/postgres";
    const onCluster: Store = { ...store, databaseUrl: cluster.href };
    await runSql(onCluster, `DROP DATABASE ${name(store)}`);
    await runSql(onCluster, `CREATE DATABASE ${name(store)} TEMPLATE ${name(sound)}`);
    return store;
}

function check(store: Store): Promise<CommandResult> {
    return runCommand(["check", "--data-dir", store.dataDir, "--database", store.databaseUrl]);
}

// A statement that causes the damage: for both engines, or only for one.
type Statement = string | { sqlite?: string; postgres?: string };

interface Damage {
    name: string;
    statements: Statement[];
    line: string;
}

const withoutForeignKeys = (sql: string): Statement => ({
    sqlite: sql,
    postgres: `SET session_replication_role = replica; ${sql}`,
});

// SQLite cannot drop a constraint, so the table is created again without constraints.
const withoutUniqueNumbers: Statement[] = [
    { sqlite: "CREATE TABLE kept AS SELECT * FROM queues" },
    { sqlite: "DROP TABLE queues" },
    { sqlite: "CREATE TABLE queues AS SELECT * FROM kept" },
    { postgres: "ALTER TABLE queues DROP CONSTRAINT queues_poly_id_date_queue_number_key" },
];

const figuresLine = (day: string) =>
    `the figures of poly 1 on ${day} are not those of its visits`;
const waitsLine = (day: string) => `the waits of poly 1 on ${day} are not those of its visits`;
const today = new Date().toISOString().slice(0, 10);
const activityLine = `the activity of user 1 in poly 1 on ${today} is not what the ledger holds`;

const damages: Damage[] = [
    {
        name: "ANumberGivenTwice",
        statements: [
            ...withoutUniqueNumbers,
            `UPDATE queues SET queue_number = 1 WHERE queue_number = 2 AND date = '${date}'`,
        ],
        line: "1 queue number(s) given twice on one poly and day",
    },
    {
        name: "ANumberGivenAgainAfterItsHolderMoved",
        statements: [`UPDATE vacated_numbers SET queue_number = 1 WHERE date = '${date}'`],
        line: "1 number(s) given again after their holder was moved",
    },
    {
        name: "AReservationWithoutAQueueRow",
        statements: ["DELETE FROM queues WHERE id = 1"],
        line: "1 reservation(s) whose queue row is missing or disagrees",
    },
    {
        name: "AQueueRowOfAnotherDay",
        statements: ["UPDATE queues SET date = '2027-09-09' WHERE id = 1"],
        line: "1 reservation(s) whose queue row is missing or disagrees",
    },
    {
        name: "AQueueRowOfAnotherPoly",
        statements: ["UPDATE queues SET poly_id = 2 WHERE id = 1"],
        line: "1 reservation(s) whose queue row is missing or disagrees",
    },
    {
        name: "AQueueRowWithoutAReservation",
        statements: [withoutForeignKeys("DELETE FROM reservations WHERE id = 1")],
        line: "1 queue row(s) without a reservation",
    },
    {
        name: "ACounterBehindItsNumbers",
        statements: [`UPDATE queue_counters SET last_number = 2 WHERE date = '${date}'`],
        line: "1 poly and day counter(s) behind the numbers given",
    },
    {
        name: "ACounterBehindANumberThatWasGivenUp",
        statements: [`UPDATE queue_counters SET last_number = 3 WHERE date = '${date}'`],
        line: "1 poly and day counter(s) behind the numbers given",
    },
    {
        name: "AMissingCounter",
        statements: [`DELETE FROM queue_counters WHERE date = '${date}'`],
        line: "1 poly and day counter(s) behind the numbers given",
    },
    {
        name: "ARegistrationThatTheLedgerDoesNotKnow",
        statements: ["DELETE FROM events WHERE reservation_id = 2 AND kind = 'registered'"],
        line: "1 reservation(s) not registered once in the ledger",
    },
    {
        name: "ARegistrationThatTheLedgerHasTwice",
        statements: ["UPDATE events SET kind = 'registered' WHERE reservation_id = 2"],
        line: "1 reservation(s) not registered once in the ledger",
    },
    {
        name: "AStatusThatTheLedgerDoesNotKnow",
        statements: ["UPDATE reservations SET status_id = 2 WHERE id = 1"],
        line: "1 reservation(s) whose status is not the ledger's last",
    },
    {
        name: "AStepMissingInTheLedger",
        statements: ["UPDATE events SET before_status_id = 4 WHERE kind = 'done'"],
        line: "1 event(s) that do not follow the one before",
    },
    {
        name: "AnEventOfAReservationThatIsNotThere",
        statements: [withoutForeignKeys("UPDATE events SET reservation_id = 999 WHERE seq = 1")],
        line: "1 event(s) of no reservation",
    },
    {
        name: "ALastMoveThatTheLedgerDoesNotKnow",
        statements: ["UPDATE last_moves SET status_id = 4 WHERE reservation_id = 2"],
        line: "1 last move(s) of a visit that are not what the ledger holds",
    },
    {
        name: "ALastCallThatTheLedgerDoesNotKnow",
        statements: ["UPDATE queues SET called_seq = 1 WHERE id = 2"],
        line: "1 queue row(s) whose last call is not in the ledger",
    },
    {
        name: "ACheckInThatTheLedgerDoesNotKnow",
        statements: [`UPDATE reservations SET checked_in_at = '${date} 01:02:03' WHERE id = 1`],
        line: "1 check-in(s) that the ledger does not know",
    },
    {
        name: "AReasonOfACancellationThatIsNone",
        statements: ["UPDATE reservations SET cancel_reason = 'sakit' WHERE id = 1"],
        line: "1 reason(s) of a cancellation of a visit that is not cancelled",
    },
    {
        name: "ASeatThatNobodyTook",
        statements: [`UPDATE schedule_bookings SET booked = 3 WHERE date = '${date}'`],
        line: "1 schedule(s) whose seats taken are not their reservations",
    },
    {
        name: "ASeatTakenWithoutACount",
        statements: [`DELETE FROM schedule_bookings WHERE date = '${date}'`],
        line: "1 schedule(s) whose seats taken are not their reservations",
    },
    ...(
        [
            ["AVisitCountedTwice", "done_bpjs = done_bpjs + 1"],
            ["AVisitCountedAtAnotherStation", "done_bpjs = 0, waiting_bpjs = 2"],
            ["ARegistrationCountedInAnotherHour", "hour_00 = hour_00 - 1, hour_01 = hour_01 + 1"],
            ["AWaitThatNobodyHad", "waits = 1, wait_seconds_min = 60, wait_seconds_max = 60"],
            ["AShortestWaitThatIsNot", "wait_seconds_min = 60"],
            ["APatientWhoHasNotCome", "present = present + 1"],
        ] as const
    ).map(([name, change]) => ({
        name,
        statements: [`UPDATE daily_figures SET ${change} WHERE date = '${date}'`],
        line: figuresLine(date),
    })),
    {
        name: "ADayWithoutFigures",
        statements: [`DELETE FROM daily_figures WHERE date = '${date}'`],
        line: figuresLine(date),
    },
    {
        name: "FiguresOfADayWithoutVisits",
        statements: [`UPDATE daily_figures SET date = '2027-09-20' WHERE date = '${date}'`],
        line: figuresLine("2027-09-20"),
    },
    {
        name: "AWaitOfAMinuteThatNobodyHad",
        statements: [`INSERT INTO daily_waits VALUES ('${date}', 1, 5, 1)`],
        line: waitsLine(date),
    },
    {
        name: "AWaitThatWasNotCounted",
        statements: ["UPDATE queues SET call_time = re_reservation_time WHERE id = 2"],
        line: waitsLine(date),
    },
    {
        name: "ActivityThatTheLedgerDoesNotKnow",
        statements: ["UPDATE daily_activity SET entries = entries + 1"],
        line: activityLine,
    },
    {
        name: "ActivityThatWasNotCounted",
        statements: ["DELETE FROM daily_activity"],
        line: activityLine,
    },
];

test("ASoundDatabaseIsInOrder", async () => {
    const result = await check(sound);
    assert.deepEqual(result, { status: 0, stdout: "The database is in order.\n", stderr: "" });
});

for (const { name, statements, line } of damages)
    test(`Finds${name}`, async (t) => {
        const store = await copyOfSound();
        t.after(() => store.remove());
        for (const statement of statements) {
            const sql = typeof statement === "string" ? statement : statement[engine];
            if (sql !== undefined) await runSql(store, sql);
        }
        const { status, stdout } = await check(store);
        assert.ok(stdout.split("\n").includes(line), `"${line}" is not in:\n${stdout}`);
        assert.equal(status, 1);
    });

if (engine === "sqlite") {
    test("FindsARowThatNamesNoOther", async (t) => {
        const store = await copyOfSound();
        t.after(() => store.remove());
        await runSql(store, "UPDATE schedules SET doctor_id = 999 WHERE id = 1");
        const { status, stdout } = await check(store);
        assert.equal(stdout, "1 rows of schedules name a row of users that does not exist\n");
        assert.equal(status, 1);
    });

    test("FindsADamagedFile", async (t) => {
        const store = await copyOfSound();
        t.after(() => store.remove());
        const { size } = await stat(fileOf(store));
        const file = await open(fileOf(store), "r+");
        // Overwrites the second half; the first half has the schema, without which nothing can be
        // read.
        const noise = Buffer.alloc(size - (size >> 1), 0xa5);
        await file.write(noise, 0, noise.length, size >> 1);
        await file.close();
        const { status, stdout, stderr } = await check(store);
        assert.equal(status, 1);
        assert.match(stdout + stderr, /malformed|invalid|corrupt|page/i);
        assert.doesNotMatch(stdout, /in order/);
    });
}
