// GET /api/board, and the events queue.called, board.updated and board.heartbeat.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { createClusterStore } from "../support/Faults.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { type Message, Talk } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const { api, server } = await startDemo();
const date = today();
const stranger = new Api(server.baseUrl);

const number = (queue_number: number, letter = "") => ({
    queue_number,
    display_number: `${letter}${String(queue_number).padStart(3, "0")}`,
});
const called = (visit: Visit, number_of_calls: number, letter = "") => ({
    ...number(visit.number, letter),
    number_of_calls,
    called_at: any.timestamp,
    seq: any.id,
});
const general = { id: 1, name: "Poli Umum", room: null, letter: null };
const dental = { id: 2, name: "Poli Gigi", room: null, letter: null };
const idle = { nurse: null, doctor: null, next: [], waiting: 0, waiting_doctor: 0 };
const callOf = (visit: Visit, station: string, number_of_calls: number) => ({
    seq: any.id,
    poly_id: 1,
    poly: "Poli Umum",
    room: null,
    letter: null,
    ...number(visit.number),
    station,
    number_of_calls,
    called_at: any.timestamp,
});
const board = (polies: object[], calls: object[]) => ({
    clinic: {
        name: "Klinik",
        address: null,
        running_text: null,
        logo_path: null,
        timezone: "Asia/Jakarta",
        voice_style: "digits",
        is_demo: any.value,
    },
    now: any.instant,
    date,
    seq: any.integer,
    polies,
    calls,
});
const shows = (polies: object[], calls: object[]) =>
    eventually(async () =>
        assertAnswer(await stranger.get("/api/board"), 200, {
            status: "success",
            message: "Board retrieved successfully",
            data: board(polies, calls),
        }),
    );

const dataOf = (message: Message) => JSON.parse(message.data as string);
async function screen(channel: string, of = server): Promise<Talk> {
    const talk = await Talk.open(of);
    await talk.subscribe(channel);
    return talk;
}
// The next event of that name; others are skipped.
async function next(talk: Talk, event: string): Promise<any> {
    for (;;) {
        const message = await talk.next();
        if (message.event === event) return dataOf(message);
    }
}
const nextCall = (talk: Talk) => next(talk, "queue.called");

const visits: Visit[] = [];

test("AnEmptyDayHasAnEmptyBoard", async () => {
    await shows([{ ...general, ...idle }, { ...dental, ...idle }], []);
});

test("ShowsWhoIsServedWhoIsNextAndTheLastCalls", async () => {
    visits.push(...(await registerSeveral(api, 6, { date })));
    const [one, two, three, four, five] = visits as [Visit, Visit, Visit, Visit, Visit, Visit];
    await shows(
        [
            {
                ...general,
                ...idle,
                next: [number(1), number(2), number(3)],
                waiting: 6,
            },
            { ...dental, ...idle },
        ],
        [],
    );
    await move(api, one, "anamnesa");
    await move(api, one, "anamnesa");
    await move(api, two, "anamnesa");
    await move(api, one, "waitingdoctor");
    await move(api, three, "waitingdoctor");
    await move(api, one, "withdoctor");
    await shows(
        [
            {
                ...general,
                nurse: called(two, 1),
                doctor: called(one, 1),
                next: [number(four.number), number(five.number), number(6)],
                waiting: 3,
                waiting_doctor: 1,
            },
            { ...dental, ...idle },
        ],
        [
            callOf(one, "doctor", 1),
            callOf(two, "nurse", 1),
            callOf(one, "nurse", 2),
            callOf(one, "nurse", 1),
        ],
    );
});

test("AnUndoneCallIsGone", async () => {
    const [one, two, , four] = visits as [Visit, Visit, Visit, Visit];
    const talk = await screen("queue-channel");
    await move(api, four, "anamnesa");
    assert.equal((await nextCall(talk)).queue_number, four.number);
    await talk.close();
    const undo = await api.post(`/api/queue/${four.id}/undo`);
    assert.equal(undo.status, 200);
    const calls = [
        callOf(one, "doctor", 1),
        callOf(two, "nurse", 1),
        callOf(one, "nurse", 2),
        callOf(one, "nurse", 1),
    ];
    await eventually(async () => {
        const { data } = (await stranger.get("/api/board")).body;
        assert.equal(data.polies[0].nurse.queue_number, two.number);
        assertJson(data.calls, calls);
    });
    // The call stays if the step after it is taken back.
    await move(api, one, "done");
    assert.equal((await api.post(`/api/queue/${one.id}/undo`)).status, 200);
    await eventually(async () => {
        const { data } = (await stranger.get("/api/board")).body;
        assert.equal(data.polies[0].doctor.queue_number, one.number);
        assertJson(data.calls, calls);
    });
});

test("ShowsRoomAndLetter", async () => {
    const poly = { name: "Poli Mata", room: "Ruang 3", letter: "M" };
    const { id } = (await api.post("/api/poly", poly)).body.data;
    const talk = await screen("queue-channel");
    const visit = await register(api, { date, poly_id: id });
    await move(api, visit, "anamnesa");
    assertJson(await nextCall(talk), {
        seq: any.id,
        poly_id: id,
        poly: poly.name,
        room: poly.room,
        letter: poly.letter,
        ...number(1, "M-"),
        station: "nurse",
        number_of_calls: 1,
        called_at: any.timestamp,
    });
    await eventually(async () => {
        const { polies } = (await stranger.get("/api/board")).body.data;
        assertJson(polies[2], { id, ...poly, ...idle, nurse: called(visit, 1, "M-") });
    });
    assert.equal((await api.delete(`/api/poly/${id}`)).status, 200);
    await eventually(async () => {
        const { polies, calls } = (await stranger.get("/api/board")).body.data;
        assert.deepEqual([polies.length, calls[0].poly_id], [2, 1]);
    });
    await talk.close();
});

test("HasNothingThatNamesAPatientOrAVisit", async () => {
    const name = "Rahasia Sekali";
    const visit = await register(api, { date, patient_name: name });
    const talk = await screen("queue-channel");
    await move(api, visit, "anamnesa");
    const call = await nextCall(talk);
    const answer = await eventually(async () => {
        const { body } = await stranger.get("/api/board");
        assert.equal(body.data.calls[0].seq, call.seq);
        return body;
    });
    const text = JSON.stringify([answer, call]);
    for (const key of ["patient_id", "reservation_id", "patient_name", "user_id", "phone", name])
        assert.ok(!text.includes(key), key);
    await talk.close();
});

test("EveryCallIsPublishedOnceAndInOrder", async () => {
    const talk = await screen("queue-channel");
    const crowd = await registerSeveral(api, 12, { date });
    await Promise.all(crowd.map((visit) => move(api, visit, "anamnesa")));
    const recalled = crowd[3] as Visit;
    await move(api, recalled, "anamnesa");
    const calls: any[] = [];
    for (let count = 0; count < 13; ++count) calls.push(await nextCall(talk));
    const seqs = calls.map((call) => call.seq);
    assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b));
    assert.deepEqual(
        calls
            .slice(0, 12)
            .map((call) => call.queue_number)
            .sort((a, b) => a - b),
        crowd.map((visit) => visit.number),
    );
    assert.deepEqual([calls[12].queue_number, calls[12].number_of_calls], [recalled.number, 2]);
    // No further event comes, after other changes neither.
    await move(api, recalled, "waitingdoctor");
    const updated = await screen("board-channel");
    await next(updated, "board.updated");
    await eventually(async () => {
        const { data } = (await stranger.get("/api/board")).body;
        assert.ok(data.polies[0].waiting_doctor >= 2);
        assert.ok(data.seq > calls[12].seq);
    });
    assert.deepEqual((await talk.sofar()).filter(({ event }) => event === "queue.called"), []);
    // The last event that the channel keeps is the documented one.
    const late = await Talk.open(server);
    await late.subscribe("queue-channel");
    assert.equal((await late.next()).event, "queue.updated");
    for (const each of [talk, updated, late]) await each.close();
});

test("ACallForAnotherDayIsNotPublished", async () => {
    const talk = await screen("queue-channel");
    await move(api, await register(api, { date: "2029-05-05" }), "anamnesa");
    const visit = await register(api, { date });
    await move(api, visit, "anamnesa");
    assert.equal((await nextCall(talk)).queue_number, visit.number);
    await talk.close();
});

test("ANewScreenGetsTheWholeBoardAndThenEachChange", async () => {
    const talk = await screen("board-channel");
    const first = await talk.next();
    assert.equal(first.event, "board.updated");
    const { data } = (await stranger.get("/api/board")).body;
    const { now: _, ...known } = dataOf(first);
    const { now: __, ...answered } = data;
    assert.deepEqual(known, answered);
    const visit = await register(api, { date, poly_id: 2 });
    const changed = await next(talk, "board.updated");
    assertJson(changed.polies[1], {
        ...dental,
        ...idle,
        next: [number(visit.number)],
        waiting: 1,
    });
    await talk.close();
});

test("AChangeOfTheProfileReachesTheScreens", async () => {
    const talk = await screen("board-channel");
    await talk.next();
    await api.put("/api/clinic", { name: "Klinik Melati", running_text: "Selamat datang" });
    const { clinic } = await next(talk, "board.updated");
    assert.deepEqual([clinic.name, clinic.running_text], ["Klinik Melati", "Selamat datang"]);
    await talk.close();
});

test("AHeartbeatSaysThatTheNumbersAreCurrent", async () => {
    const talk = await screen("board-channel");
    const { now, seq, ...rest } = await next(talk, "board.heartbeat");
    assert.deepEqual(rest, {});
    assert.ok(Math.abs(Date.parse(now) - Date.now()) < 5_000, now);
    assert.equal(seq, (await stranger.get("/api/board")).body.data.seq);
    const second = await next(talk, "board.heartbeat");
    assert.ok(Date.parse(second.now) - Date.parse(now) >= 4_500, `${now} ${second.now}`);
    await talk.close();
});

test("AStormIsPublishedFiveTimesASecondAtMost", async () => {
    const talk = await screen("board-channel");
    await talk.next();
    const began = Date.now();
    await Promise.all([1, 2, 3, 4].map(() => registerSeveral(api, 15, { date, poly_id: 2 })));
    const wanted = 61;
    let count = 0;
    let last: any;
    do {
        last = await next(talk, "board.updated");
        ++count;
    } while (last.polies[1].waiting !== wanted);
    const most = 2 + (Date.now() - began) / 200;
    assert.ok(count <= most, `${count} events, ${most} at most`);
    await talk.close();
});

test("ARestartRepeatsNoCall", async () => {
    const { data: before } = (await stranger.get("/api/board")).body;
    await server.stop();
    await server.start();
    const again = await signInAs(new Api(server.baseUrl), "superadmin");
    const { data: after } = (await again.as().get("/api/board")).body;
    assert.deepEqual(after, { ...before, now: after.now });
    const talk = await screen("queue-channel");
    const visit = await register(again, { date });
    await move(again, visit, "anamnesa");
    assert.equal((await nextCall(talk)).queue_number, visit.number);
    assert.deepEqual((await talk.sofar()).filter(({ event }) => event === "queue.called"), []);
    await talk.close();
});

async function reachesTheScreensOfEveryServerOnce(): Promise<void> {
    const other = await startServer({ store: server.store });
    try {
        const apis = [server, other].map(({ baseUrl }) => new Api(baseUrl));
        const users = await Promise.all(apis.map((each) => signInAs(each, "superadmin")));
        const talks = await Promise.all(
            [server, other].map((each) => screen("queue-channel", each)),
        );
        const crowd = await registerSeveral(users[0] as Api, 20, { date });
        await Promise.all(
            crowd.map((visit, index) => move(users[index % 2] as Api, visit, "withdoctor")),
        );
        const seen: number[][] = [];
        for (const talk of talks) {
            const seqs: number[] = [];
            for (const _ of crowd) seqs.push((await nextCall(talk)).seq);
            seen.push(seqs);
        }
        assert.deepEqual(seen[0], seen[1]);
        assert.deepEqual(
            seen[0],
            [...new Set(seen[0])].sort((a, b) => a - b),
        );
        const last = await register(users[1] as Api, { date });
        await move(users[1] as Api, last, "anamnesa");
        for (const talk of talks) {
            assert.equal((await nextCall(talk)).queue_number, last.number);
            await talk.close();
        }
        await eventually(async () => {
            const [here, there] = await Promise.all(
                apis.map(async (each) => (await each.get("/api/board")).body.data),
            );
            assert.deepEqual({ ...here, now: 0 }, { ...there, now: 0 });
        });
    } finally {
        await other.close();
    }
}

// A board that cannot be read again is not shown as a current one.
async function endsWhileTheDatabaseIsAway(): Promise<void> {
    const { cluster, store } = await createClusterStore();
    const there = await startServer({ flags: ["--demo"], store });
    try {
        const caller = new Api(there.baseUrl);
        const user = await signInAs(caller, "superadmin");
        const visit = await register(user, { date });
        const talk = await screen("board-channel", there);
        const calls = await screen("queue-channel", there);
        await cluster.stop();
        const away = Date.now();
        await eventually(
            async () => assert.equal((await caller.get("/api/board")).status, 503),
            25_000,
        );
        assert.ok(Date.now() - away > 5_000);
        const beats = (await talk.sofar())
            .filter(({ event }) => event === "board.heartbeat")
            .map((message) => Date.parse(dataOf(message).now));
        assert.ok(beats.every((now) => now < away + 1_000));
        await cluster.start();
        await eventually(async () => {
            assert.equal((await caller.get("/api/board")).status, 200);
            await move(user, visit, "anamnesa");
        }, 20_000);
        assert.equal((await nextCall(calls)).queue_number, visit.number);
        await talk.close();
        await calls.close();
    } finally {
        await there.close();
        await store.remove();
    }
}

if (engineUnderTest() === "postgres") {
    test("EveryCallReachesTheScreensOfEveryServerOnce", reachesTheScreensOfEveryServerOnce);
    test("TheBoardEndsWhileTheDatabaseIsAway", endsWhileTheDatabaseIsAway);
}
