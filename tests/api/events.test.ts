// Following the ledger without WebSockets: GET /api/events and /api/events/stream.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, unauthenticated, type Visit, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest, isOnSeveral } from "../support/Engine.ts";
import { FeedStream } from "../support/FeedStream.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const { api, server } = await startDemo();
const date = "2029-05-01";

const poll = (params: Record<string, unknown>, who = api) => who.get("/api/events", params);
const lastSeq = async () => (await poll({})).body.last_seq as number;

const event = (visit: Visit, kind: string, before: number | null, afterwards: number) => ({
    seq: any.id,
    kind,
    reservation_id: visit.id,
    poly_id: visit.form.poly_id,
    date: visit.form.date,
    queue_number: visit.number,
    user_id: 1,
    before_status_id: before,
    after_status_id: afterwards,
    created_at: any.timestamp,
});

test("AsksForAToken", async () => {
    for (const path of ["/api/events", "/api/events/stream"])
        assertAnswer(await api.as().get(path, { after: 0 }), 401, unauthenticated);
});

test("RefusesInvalidNumbersAndNonStreams", async () => {
    assertAnswer(
        await poll({ after: "x", wait: 61 }),
        422,
        wrapped({
            after: ["The after field must be an integer."],
            wait: ["The wait field must be between 0 and 60."],
        }),
    );
    const answer = await api.get("/api/events/stream");
    assertAnswer(answer, 400, {
        status: "error",
        message: "Ask for it with Accept: text/event-stream.",
    });
});

test("APollWaitsForWhatHappensAndGetsItWhole", async () => {
    const from = await lastSeq();
    const waiting = poll({ after: from });
    const visit = await register(api, { date });
    const first = (await waiting).body;
    assertJson(first, {
        status: "success",
        message: "Events retrieved successfully",
        last_seq: first.data[0].seq,
        data: [event(visit, "registered", null, 1)],
    });
    await move(api, visit, "anamnesa");
    await move(api, visit, "done");
    const rest: unknown[] = [];
    for (let at = first.last_seq; rest.length < 2; ) {
        const { body } = await poll({ after: at });
        rest.push(...body.data);
        at = body.last_seq;
    }
    assertJson(rest, [event(visit, "anamnesa", 1, 2), event(visit, "done", 2, 5)]);
});

test("APollWithoutEventsEndsEmpty", async () => {
    const from = await lastSeq();
    assertAnswer(await poll({ after: from, wait: 0 }), 200, {
        status: "success",
        message: "Events retrieved successfully",
        last_seq: from,
        data: [],
    });
});

// As after a backup was restored: the client's number comes from a longer ledger.
test("ANumberBeyondTheLastOneIsReset", async () => {
    const from = await lastSeq();
    const reset = {
        status: "success",
        message: "Events retrieved successfully",
        last_seq: from,
        reset: true,
        data: [],
    };
    assertAnswer(await poll({ after: from + 1000 }), 200, reset);
    const stream = await FeedStream.open(server, api.token, String(from + 1000));
    assert.equal(await stream.isReset(), from);
    const visit = await register(api, { date });
    assertJson((await stream.next()).data, event(visit, "registered", null, 1));
    stream.close();
});

// What a page does with the browser's own EventSource, which sends no Authorization header.
const ofOneServer = isOnSeveral && "a ticket is valid at the server that issued it";
test("ATicketOpensOneStream", { skip: ofOneServer }, async () => {
    const from = await lastSeq();
    const made = await api.post("/api/events/ticket");
    assertAnswer(made, 200, {
        status: "success",
        message: "Ticket created successfully",
        data: { ticket: made.body.data.ticket, expires_in: 30 },
    });
    assert.equal(made.headers["cache-control"], "no-store");
    const { ticket } = made.body.data;
    assert.match(ticket, /^[A-Za-z0-9]{40}$/);
    const path = `/api/events/ticketed-stream?ticket=${ticket}`;
    const visit = await register(api, { date });
    const stream = await FeedStream.at(`${server.baseUrl}${path}&after=${from}`);
    assertJson((await stream.next()).data, event(visit, "registered", null, 1));
    stream.close();
    const refusal = { status: "error", message: "The ticket is unknown, used or expired." };
    const headers = { Accept: "text/event-stream" };
    for (const url of [path, "/api/events/ticketed-stream?ticket=x"])
        assertAnswer(await api.as().request({ method: "get", url, headers }), 401, refusal);
    assert.ok(!server.log().includes(ticket), "the ticket is in no log");
});

test("AStreamFollowsCallsAndResumesWhereItWasCut", async () => {
    const stream = await FeedStream.open(server, api.token);
    const visit = await register(api, { date });
    const seen = await stream.next();
    assertJson(seen.data, event(visit, "registered", null, 1));
    assert.equal(seen.id, String(seen.data.seq));
    stream.close();
    const missed = ["anamnesa", "waitingdoctor", "withdoctor"] as const;
    for (const to of missed) await move(api, visit, to);
    const again = await FeedStream.open(server, api.token, seen.id);
    const kinds: string[] = [];
    for (let count = 0; count < missed.length; ++count) kinds.push((await again.next()).data.kind);
    await move(api, visit, "done");
    kinds.push((await again.next()).data.kind);
    assert.deepEqual(kinds, ["anamnesa", "waiting_doctor", "with_doctor", "done"]);
    again.close();
});

test("AStreamThatWasCutBeforeItsFirstEventMissesNothing", async () => {
    const stream = await FeedStream.open(server, api.token);
    const begin = await stream.begins();
    assert.equal(begin, String(await lastSeq()));
    stream.close();
    const visit = await register(api, { date });
    const again = await FeedStream.open(server, api.token, begin);
    assertJson((await again.next()).data, event(visit, "registered", null, 1));
    again.close();
});

test("ManyEventsAtOnceArriveInOrderAndOnce", async () => {
    const from = await lastSeq();
    const stream = await FeedStream.open(server, api.token, String(from));
    const lines = Array.from({ length: 8 }, async () => {
        for (let count = 0; count < 10; ++count)
            await move(api, await register(api, { date }), "anamnesa");
    });
    const seen: number[] = [];
    const kinds = new Map<number, string[]>();
    while (seen.length < 160) {
        const { data } = await stream.next();
        seen.push(data.seq);
        const of = kinds.get(data.reservation_id) ?? [];
        kinds.set(data.reservation_id, [...of, data.kind]);
    }
    await Promise.all(lines);
    assert.deepEqual(seen, [...new Set(seen)].sort((left, right) => left - right));
    for (const of of kinds.values()) assert.deepEqual(of, ["registered", "anamnesa"]);
    stream.close();
});

test("AStreamIsOverWhenTheServerStopsAndResumesAfterwards", async () => {
    const there = await startServer({ flags: ["--demo"] });
    try {
        const nurse = await signInAs(new Api(there.baseUrl), "superadmin");
        const stream = await FeedStream.open(there, nurse.token);
        const visit = await register(nurse, { date });
        const { id } = await stream.next();
        await move(nurse, visit, "anamnesa");
        await there.stop();
        await stream.ended();
        await there.start();
        const again = await FeedStream.open(there, nurse.token, id);
        assert.equal((await again.next()).data.kind, "anamnesa");
        again.close();
    } finally {
        await there.close();
    }
});

async function followsAnotherServer(): Promise<void> {
    const other = await startServer({ store: server.store });
    try {
        const stream = await FeedStream.open(other, api.token);
        const visit = await register(api, { date });
        assertJson((await stream.next()).data, event(visit, "registered", null, 1));
        stream.close();
    } finally {
        await other.close();
    }
}
if (engineUnderTest() === "postgres") test("AStreamCoversEveryServer", followsAnotherServer);
