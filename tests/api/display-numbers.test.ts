// A poly's letter before its queue numbers, in every answer that shows a visit's queue row.
import { test } from "node:test";
import assert from "node:assert/strict";
import { move, register, registration, type Row } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";

const { api } = await startDemo();

const date = "2029-10-01";
const poly = (id: number, letter: string | null) =>
    api.put(`/api/poly/${id}`, { name: id === 1 ? "Poli Umum" : "Poli Gigi", letter });
const first = async (path: string, filter: Row) =>
    (await api.get(path, filter)).body.data.data[0];

assert.equal((await poly(1, "A")).status, 200);

test("EveryQueueRowOfAPolyWithALetterHasADisplayNumber", async () => {
    const created = (await api.post("/api/reservation", registration({ date }))).body.data;
    assert.equal(created.queue.display_number, "A-001");
    const visit = await register(api, { date });
    const filter = { date, per_page: 1, page: 2 };
    assert.equal((await first("/api/reservation", filter)).queue.display_number, "A-002");
    assert.equal((await first("/api/queue", filter)).display_number, "A-002");
    const detail = (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;
    assert.equal(detail.queue.display_number, "A-002");
    // Plain numbers stay as documented.
    assert.equal(detail.queue.queue_number, 2);
    for (const to of ["anamnesa", "waitingdoctor", "done"] as const) {
        const moved = (await move(api, visit, to)).data.reservation;
        assert.equal(moved.queue.display_number, "A-002", to);
    }
    const later = "2029-10-02";
    const form = { ...visit.form, date: later };
    const corrected = (await api.put(`/api/reservation/${visit.id}`, form)).body.data;
    assert.equal(corrected.queue.display_number, "A-002");
    await move(api, visit, "waitingdoctor");
    const next = await api.patch("/api/queue/call-next", { poly_id: 1, date: later });
    assert.equal(next.body.data.current.queue.display_number, "A-002");
});

test("AVisitShowsTheLetterOfThePolyThatItMovesTo", async () => {
    const visit = await register(api, { date: "2029-10-03" });
    const form = { ...visit.form, poly_id: 2 };
    const corrected = (await api.put(`/api/reservation/${visit.id}`, form)).body.data;
    assert.equal(corrected.queue.display_number, null);
    await poly(2, "GG");
    await eventually(async () => {
        const { reservation } = (await api.get(`/api/reservation/${visit.id}`)).body.data;
        assert.equal(reservation.queue.display_number, "GG-001");
        assert.equal(reservation.poly.letter, "GG");
    });
    await poly(2, null);
});

test("TheNumbersBeingServedAreShownWithTheLetterToo", async () => {
    const day = { poly_id: 1, date: "2029-10-04" };
    const shown = async () => {
        const { body } = await api.get("/api/queue/current", day);
        return [body.display_number_anamnesa, body.display_number_with_doctor];
    };
    assert.deepEqual(await shown(), [undefined, undefined]);
    const visits = [];
    for (let count = 0; count < 12; ++count) visits.push(await register(api, { date: day.date }));
    const [nine, twelve] = [visits[8], visits[11]];
    assert.ok(nine !== undefined && twelve !== undefined);
    await move(api, nine, "anamnesa");
    await move(api, twelve, "withdoctor");
    assert.deepEqual(await shown(), ["A-009", "A-012"]);
    await poly(1, "AB");
    await eventually(async () => assert.deepEqual(await shown(), ["AB-009", "AB-012"]));
    await poly(1, null);
    await eventually(async () => assert.deepEqual(await shown(), [undefined, undefined]));
    const { body } = await api.get("/api/queue/current", day);
    assert.deepEqual([body.queue_number_anamnesa, body.queue_number_with_doctor], [9, 12]);
    const created = (await api.post("/api/reservation", registration(day))).body.data;
    assert.ok(!("display_number" in created.queue), "without a letter as documented");
});
