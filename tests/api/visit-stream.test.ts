// GET /api/visits/{code}/stream: a patient's page follows the visit.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { EventStream } from "../support/EventStream.ts";
import { assertAnswer } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";
import { type Server, startServer } from "../support/Server.ts";

const { server, api } = await startDemo();
const patient = new Api(server.baseUrl);
const date = today();

async function book(changes: Row = {}) {
    const form = registration({ date, ...changes });
    const { reservation, queue, link } = (await api.post("/api/reservation", form)).body.data;
    return { id: reservation.id, number: queue.queue_number, code: link.slice(3), form };
}
const go = (visit: { id: number }, to: Parameters<typeof move>[2]) =>
    move(api, visit as never, to);

async function follow(code: string, at: Server = server): Promise<EventStream> {
    const stream = await EventStream.open(`${at.baseUrl}/api/visits/${code}/stream`);
    after(() => stream.close());
    return stream;
}

let polies = 200;
async function newPoly(): Promise<number> {
    return (await api.post("/api/poly", { name: `Poli Ikut ${++polies}` })).body.data.id;
}

// Reads events until one is as expected: two changes may come as one event.
async function until(stream: EventStream, isMet: (visit: any) => boolean): Promise<any> {
    for (;;) {
        const visit = await stream.next("visit");
        if (isMet(visit)) return visit;
    }
}

test("RefusesWrongCodesAndOtherMediaTypes", async () => {
    const headers = { Accept: "text/event-stream" };
    const url = `/api/visits/${"A".repeat(22)}/stream`;
    assertAnswer(await patient.request({ method: "get", url, headers }), 404, {
        status: "error",
        message: "Visit not found",
    });
    const { code } = await book();
    assertAnswer(await patient.get(`/api/visits/${code}/stream`), 400, {
        status: "error",
        message: "Ask for it with Accept: text/event-stream.",
    });
});

test("SaysThatItIsAlive", async () => {
    const { code } = await book({ date: "2029-05-01" });
    const stream = await follow(code);
    assert.equal((await stream.next("visit")).state, "upcoming");
    const { now } = await stream.next("beat");
    assert.ok(Math.abs(Date.parse(now) - Date.now()) < 60_000, now);
});

test("SendsTheVisitAtOnceAndAfterEachChange", async () => {
    const poly_id = await newPoly();
    const first = await book({ poly_id });
    const visit = await book({ poly_id });
    const stream = await follow(visit.code);
    const shown = await stream.next("visit");
    const { data } = (await patient.get(`/api/visits/${visit.code}`)).body;
    assert.deepEqual({ ...shown, now: null }, { ...data, now: null });
    assert.equal(shown.people_ahead, 1);
    await go(first, "anamnesa");
    const near = await stream.next("visit");
    assert.deepEqual([near.people_ahead, near.now_serving.nurse], [0, "001"]);
    await go(visit, "anamnesa");
    const called = await until(stream, ({ state }) => state !== "waiting");
    assert.deepEqual([called.state, called.number_of_calls], ["called", 1]);
    await go(visit, "anamnesa");
    assert.equal((await stream.next("visit")).number_of_calls, 2, "a second call");
    await go(visit, "done");
    assert.equal((await stream.next("visit")).state, "done");
});

test("AnotherPolyIsNoNews", async () => {
    const visit = await book({ poly_id: await newPoly() });
    const stream = await follow(visit.code);
    await stream.next("visit");
    await go(await book({ poly_id: await newPoly() }), "anamnesa");
    await patient.post(`/api/visits/${visit.code}/check-in`);
    // The next event is the check-in: the other poly's call changed nothing here.
    assert.notEqual((await stream.next("visit")).checked_in_at, null);
});

test("FollowsAVisitOfAnotherDayThatMovesToToday", async () => {
    const visit = await book({ date: "2029-08-01", poly_id: await newPoly() });
    const stream = await follow(visit.code);
    assert.equal((await stream.next("visit")).state, "upcoming");
    const form = { ...visit.form, date };
    assert.equal((await api.put(`/api/reservation/${visit.id}`, form)).status, 200);
    const moved = await stream.next("visit");
    assert.deepEqual([moved.state, moved.date, moved.people_ahead], ["waiting", date, 0]);
});

test("EndsWithTheReservation", async () => {
    const visit = await book();
    const stream = await follow(visit.code);
    await stream.next("visit");
    const now = "2026-01-01 00:00:00";
    await runSql(
        server.store,
        `UPDATE reservations SET deleted_at = '${now}' WHERE id = ${visit.id}`,
    );
    await book();  // a change that is seen
    await stream.ended();
});

test("AThousandPagesFollowAStormOfCalls", async () => {
    const poly_id = await newPoly();
    const visits = [];
    for (let count = 0; count < 50; ++count) visits.push(await book({ poly_id }));
    const last = visits.at(-1);
    assert.ok(last !== undefined);
    const streams = await Promise.all(
        Array.from({ length: 1_000 }, () => follow(last.code)),
    );
    for (const stream of streams) assert.equal((await stream.next("visit")).people_ahead, 49);
    for (const visit of visits.slice(0, 40)) await go(visit, "anamnesa");
    for (const stream of streams) await until(stream, (visit) => visit.people_ahead === 9);
    for (const stream of streams) stream.close();
});

test("ChangesOfAnotherProcessArrive", { skip: engineUnderTest() !== "postgres" }, async () => {
    const other = await startServer({ store: server.store });
    after(() => other.close());
    const visit = await register(api, { date });
    const { link } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
    const stream = await follow(link.slice(3), other);
    assert.equal((await stream.next("visit")).state, "waiting");
    await go(visit, "anamnesa");
    await until(stream, ({ state }) => state === "called");
});
