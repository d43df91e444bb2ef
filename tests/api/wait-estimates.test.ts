// GET /api/wait-estimates, and what is kept for it. The rules: tests/unit/shared/estimate.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import {
    move,
    register,
    registerSeveral,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { inSeconds, today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

let { api, server } = await startDemo();
const path = "/api/wait-estimates";
const date = today();

const sums = (umum: object, gigi: object) => ({
    status: "success",
    message: "Wait estimates retrieved successfully",
    data: [
        { poly_id: 1, poly: "Poli Umum", ...umum },
        { poly_id: 2, poly: "Poli Gigi", ...gigi },
    ],
});
const none = { estimates: 0, right: 0, share: null, days: 0 };
const shows = (umum: object, gigi: object) =>
    eventually(async () => assertAnswer(await api.get(path), 200, sums(umum, gigi)));

const stored = (instant: Date) => instant.toISOString().slice(0, 19).replace("T", " ");
async function restart(change: () => Promise<void>): Promise<void> {
    await server.stop();
    await change();
    await server.start();
    api = await signInAs(new Api(server.baseUrl), "superadmin");
}

// The estimate of the visit, in minutes from its registration; null without one.
async function told(visit: Visit): Promise<[number, number] | null> {
    const rows = await runSql(
        server.store,
        `SELECT CAST(w.from_at AS TEXT), CAST(w.to_at AS TEXT), CAST(r.created_at AS TEXT)
         FROM wait_estimates w JOIN reservations r ON r.id = w.reservation_id
         WHERE w.reservation_id = ${visit.id}`,
    );
    const [row] = rows;
    if (row === undefined) return null;
    const [from, to, created] = row.map((text) => Date.parse(`${text}Z`)) as number[] as [
        number,
        number,
        number,
    ];
    // The times are whole minutes: a moment earlier and later than these.
    return [Math.ceil((from - created) / 60_000), Math.floor((to - created) / 60_000)];
}
const tells = (visit: Visit, range: [number, number]) =>
    eventually(async () => assert.deepEqual(await told(visit), range));

// The ledger says that the poly called these visits every `seconds`, until now, and that they had
// waited for hours.
async function rewriteCalls(visits: Visit[], seconds: number): Promise<void> {
    const ids = visits.map((visit) => visit.id).join(", ");
    await runSql(
        server.store,
        `UPDATE reservations SET created_at = '${stored(inSeconds(-10 * 3600))}'
         WHERE id IN (${ids})`,
    );
    for (const [index, visit] of visits.entries()) {
        const at = stored(inSeconds(-(visits.length - 1 - index) * seconds));
        await runSql(
            server.store,
            `UPDATE events SET created_at = '${at}'
             WHERE kind = 'anamnesa' AND reservation_id = ${visit.id}`,
        );
    }
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().get(path), 401, unauthenticated);
});

test("WithoutACallNothingIsEstimated", async () => {
    const nurse = await signInAs(new Api(server.baseUrl), "nurse");
    assertAnswer(await nurse.get(path), 200, sums(none, none));
    const [visit] = await registerSeveral(api, 3, { date, poly_id: 2 });
    await move(api, visit as Visit, "anamnesa");
    // When the later step is known to the board, the earlier ones were seen.
    await eventually(async () =>
        assert.equal((await api.get("/api/board")).body.data.polies[1].waiting, 2),
    );
    await shows(none, none);
    assert.equal(await told(visit as Visit), null);
});

const crowd: Visit[] = [];

// On the ticket, by the link and on the page.
async function isSeenByThePatient(visit: Visit): Promise<void> {
    const estimate = {
        from_minutes: 95,
        to_minutes: 100,
        from: any.timestamp,
        to: any.timestamp,
        confidence: "high",
    };
    const { data: ticket } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body;
    assertJson(ticket.estimate, estimate);
    const stranger = api.as();
    const code = ticket.link.split("/").at(-1);
    const { data: seen } = (await stranger.get(`/api/visits/${code}`)).body;
    assertJson(seen.estimate, estimate);
    // 503: the program was built without the page.
    const page = await fetch(`${server.baseUrl}${ticket.link}`);
    if (page.status !== 503) assert.match(await page.text(), /95–100/);
}

test("EstimatesFollowThePaceOfTheDay", async () => {
    crowd.push(...(await registerSeveral(api, 60, { date })));
    const called = crowd.slice(0, 13);
    for (const visit of called) await move(api, visit, "anamnesa");
    await restart(() => rewriteCalls(called, 120));
    // 12 intervals of exactly two minutes: 47 wait, so the next one is called after 48 of them.
    const late = await register(api, { date });
    await tells(late, [95, 100]);
    // A visit of another day, or in a poly that has no pace, has no estimate.
    const others = [
        await register(api, { date: "2029-06-06" }),
        await register(api, { date, poly_id: 2 }),
    ];
    const later = await register(api, { date });
    await tells(later, [95, 100]);
    for (const other of others) assert.equal(await told(other), null);
    await isSeenByThePatient(later);
    // Called at once, both estimates were wrong.
    await move(api, late, "anamnesa");
    await move(api, later, "anamnesa");
    const { data } = (await api.get(`/api/reservation/${later.id}/ticket`)).body;
    assert.equal(data.estimate, null);
    await shows({ estimates: 2, right: 0, share: 0, days: 1 }, none);
});

test("ACallWithinTheRangeIsRight", async () => {
    for (const visit of crowd.slice(13)) await move(api, visit, "cancelled");
    await eventually(async () =>
        assert.equal((await api.get("/api/board")).body.data.polies[0].waiting, 0),
    );
    const visit = await register(api, { date });
    await eventually(async () => assert.ok((await told(visit)) !== null));
    const [from, to] = (await told(visit)) as [number, number];
    assert.ok(from <= 2 && to <= 4, `${from} to ${to}`);
    if (from > 0)
        await runSql(
            server.store,
            `UPDATE wait_estimates SET from_at = '${stored(inSeconds(-60))}'
             WHERE reservation_id = ${visit.id}`,
        );
    await move(api, visit, "anamnesa");
    await shows({ estimates: 3, right: 1, share: 0.333, days: 1 }, none);
    // A recall does not count again, and a call that is taken back does not count.
    await move(api, visit, "anamnesa");
    await move(api, visit, "waitingdoctor");
    const other = await register(api, { date });
    await eventually(async () => assert.ok((await told(other)) !== null));
    await move(api, other, "anamnesa");
    await eventually(async () =>
        assert.equal((await api.get(path)).body.data[0].estimates, 4),
    );
    assert.equal((await api.post(`/api/queue/${other.id}/undo`)).status, 200);
    await shows({ estimates: 3, right: 1, share: 0.333, days: 1 }, none);
});

test("ARestartCountsNothingTwice", async () => {
    await restart(async () => {});
    const visit = await register(api, { date });
    await eventually(async () => assert.ok((await told(visit)) !== null));
    await shows({ estimates: 3, right: 1, share: 0.333, days: 1 }, none);
});

test("OldDaysGiveThePaceUntilTheDayHasItsOwn", async () => {
    const day = (ago: number) => `'${stored(inSeconds(-ago * 24 * 3600)).slice(0, 10)}'`;
    await restart(async () => {
        const rows = [
            `(${day(2)}, 2, 10, 9, 20, 300, 300, 300)`,
            `(${day(3)}, 2, 10, 6, 20, 300, 300, 300)`,
            `(${day(4)}, 2, 10, 6, 3, 9000, 9000, 9000)`, // too few intervals
            `(${day(40)}, 2, 10, 6, 90, 9000, 9000, 9000)`, // too long ago
        ];
        await runSql(
            server.store,
            `INSERT INTO daily_estimates (date, poly_id, estimates, right_estimates, intervals,
                 interval_mean_s, interval_low_s, interval_high_s) VALUES ${rows.join(", ")}`,
        );
    });
    const { data } = (await api.get(path)).body;
    assert.deepEqual(data[1], {
        poly_id: 2,
        poly: "Poli Gigi",
        estimates: 30,
        right: 21,
        share: 0.7,
        days: 3,
    });
    // Three wait; since the only call of today a part of the first interval has passed.
    const visit = await register(api, { date, poly_id: 2 });
    await eventually(async () => assert.ok((await told(visit)) !== null));
    const [from, to] = (await told(visit)) as [number, number];
    assert.ok(from >= 14 && to <= 20, `${from} to ${to}`);
});

async function isComparedOnceByTwoServers(): Promise<void> {
    const other = await startServer({ store: server.store });
    try {
        const there = await signInAs(new Api(other.baseUrl), "superadmin");
        const before = (await api.get(path)).body.data[0].estimates;
        const visits: Visit[] = [];
        for (let count = 0; count < 10; ++count)
            visits.push(await register(count % 2 === 0 ? api : there, { date }));
        await eventually(async () => {
            for (const visit of visits) assert.ok((await told(visit)) !== null);
        });
        await Promise.all(
            visits.map((visit, index) => move(index % 2 === 0 ? there : api, visit, "anamnesa")),
        );
        const compared = async () => (await there.get(path)).body.data[0].estimates - before;
        await eventually(async () => assert.equal(await compared(), 10));
        // One more, after which both servers have seen all of them.
        const last = await register(api, { date });
        await eventually(async () => assert.ok((await told(last)) !== null));
        await move(there, last, "anamnesa");
        await eventually(async () => assert.equal(await compared(), 11));
    } finally {
        await other.close();
    }
}
if (engineUnderTest() === "postgres")
    test("ACallIsComparedOnceByTwoServers", isComparedOnceByTwoServers);
