// A patient's whole day, each step by a user with the right role.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import {
    move,
    type Move,
    patientOf,
    plan,
    registration,
    type Row,
    type Visit,
    wholeRow,
} from "../support/Clinic.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { type Role, signInAll } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));

const date = "2029-10-01";
const forbidden = { status: "error", message: "This action is unauthorized." };

async function current(): Promise<unknown[]> {
    const { body } = await as.assistant.get("/api/queue/current", { poly_id: 1, date });
    return [body.queue_number_anamnesa, body.queue_number_with_doctor];
}

let schedule_id: number;
before(async () => {
    schedule_id = await plan(as.head, { date, quota: 2 });
});

// Reception registers; the nearest schedule is the one of that day.
async function arrive(): Promise<Visit> {
    const form = registration({ date });
    const { body } = await as.reception.post("/api/reservation", form);
    const { reservation, queue } = body.data;
    assert.equal(reservation.schedule_id, schedule_id);
    return {
        id: reservation.id,
        patient_id: reservation.patient_id,
        number: queue.queue_number,
        form,
        schedule_id,
    };
}

test("EachRoleDoesOnlyItsOwnWork", async () => {
    const refused: [Role[], string, string, Row?][] = [
        [["nurse", "assistant", "doctor", "head"], "post", "/api/reservation", registration()],
        [["nurse", "assistant", "doctor", "head"], "put", "/api/reservation/1", registration()],
        [["nurse", "assistant", "doctor", "head"], "patch", "/api/queue/1/cancelled"],
        [["nurse", "assistant", "doctor"], "post", "/api/schedule", {}],
        [["assistant", "doctor", "head"], "patch", "/api/queue/1/anamnesa"],
        [["assistant", "doctor", "head"], "patch", "/api/queue/1/waitingdoctor"],
        [["nurse", "reception", "head"], "patch", "/api/queue/1/withdoctor"],
        [["nurse", "reception", "head"], "patch", "/api/reservation/1/done"],
        [["nurse", "reception", "head"], "patch", "/api/queue/call-next", {}],
        [["head"], "patch", "/api/queue/1/noshow"],
        [["nurse", "assistant", "doctor", "head"], "put", "/api/patients/1", {}],
    ];
    for (const [roles, method, url, data] of refused)
        for (const role of roles)
            assertAnswer(await as[role].request({ method, url, data }), 403, forbidden);
});

test("APatientWalksFromTheDeskToTheDoctorAndHome", async () => {
    const [one, two] = [await arrive(), await arrive()];
    assert.deepEqual([one.number, two.number], [1, 2]);
    const third = await as.reception.post("/api/reservation", registration({ date, schedule_id }));
    assertAnswer(third, 422, { status: "error", message: "Quota is full" });
    assert.deepEqual(await current(), [null, null]);

    await move(as.nurse, one, "anamnesa");
    assert.deepEqual(await current(), [1, null]);
    await move(as.nurse, one, "waitingdoctor");
    await move(as.nurse, two, "anamnesa");
    assert.deepEqual(await current(), [2, null]);

    const day = { poly_id: 1, date };
    const called = await as.doctor.patch("/api/queue/call-next", day);
    assert.equal(called.body.queue_number_with_doctor, 1);
    assert.deepEqual(await current(), [2, 1]);
    await move(as.nurse, two, "waitingdoctor");

    const next = (await as.assistant.patch("/api/queue/call-next", day)).body;
    assert.equal(next.data.finished.id, one.id);
    assert.equal(next.data.current.id, two.id);
    assert.deepEqual(await current(), [null, 2]);
    await move(as.doctor, two, "done");
    assert.deepEqual(await current(), [null, null]);

    const listed = await as.doctor.get("/api/reservation", { date });
    const served = { call_time: any.time, number_of_calls: 1 };
    assertJson(listed.body.data.data, [
        wholeRow(one, "DONE", served),
        wholeRow(two, "DONE", served),
    ]);
    const { body } = await as.head.get(`/api/patients/${one.patient_id}`);
    assertJson(body.data, patientOf(one));
});

test("APatientWhoDoesNotComeIsCalledThreeTimesAndThenNotedAsAbsent", async () => {
    const { body } = await as.reception.post("/api/reservation", registration({ date }));
    const { id } = body.data.reservation;
    const answer = (role: Role, to: Move) => as[role].patch(`/api/queue/${id}/${to}`);
    for (let calls = 1; calls <= 3; ++calls)
        assert.equal((await answer("nurse", "anamnesa")).body.data.number_of_calls, calls);
    const fourth = await answer("nurse", "anamnesa");
    assert.equal(fourth.status, 422);
    assert.match(fourth.body.message, /Maximum number of calls reached/);
    const gone = await answer("nurse", "noshow");
    assert.equal(gone.body.data.reservation.status.status_name, "NO_SHOW");
    const back = await answer("reception", "cancelled");
    assert.equal(back.body.data.reservation.status.status_name, "CANCELLED");
});

test("TheDayLeavesADatabaseInOrder", async () => {
    await server.stop();
    const { status, stdout } = await server.command("check");
    assert.equal(status, 0, stdout);
});
