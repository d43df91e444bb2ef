// Two doctors in one poly: each calls and finishes the patients of their own schedules only.
import { test } from "node:test";
import assert from "node:assert/strict";
import { move, plan, register, type Row, type Visit } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { newUser } from "../support/Users.ts";

// Several calls in a row are meant here.
const { api } = await startDemo("--double-click", "0");

async function doctor(): Promise<number> {
    const created = await api.post("/api/users", newUser({ poly_id: 1 }));
    assert.equal(created.status, 201, JSON.stringify(created.body));
    return created.body.data.id;
}
const first = await doctor();
const second = await doctor();

let lastDay = 10;
const nextDate = () => `2029-11-${++lastDay}`;

async function waiting(changes: Row): Promise<Visit> {
    const visit = await register(api, changes);
    await move(api, visit, "waitingdoctor");
    return visit;
}

async function callNext(day: Row): Promise<[finished: unknown, current: unknown]> {
    const { status, body } = await api.patch("/api/queue/call-next", day);
    assert.equal(status, 200, JSON.stringify(body));
    return [body.data?.finished?.id ?? null, body.data?.current?.id ?? null];
}

const statusOf = async ({ id }: Visit) =>
    (await api.get(`/api/reservation/${id}`)).body.data.reservation.status.status_name;

async function twoDoctors() {
    const date = nextDate();
    const ofFirst = await plan(api, { doctor_id: first, date });
    const ofSecond = await plan(api, { doctor_id: second, date });
    return {
        date,
        one: await waiting({ date, schedule_id: ofFirst }),
        two: await waiting({ date, schedule_id: ofSecond }),
        three: await waiting({ date, schedule_id: ofFirst }),
        day: (doctor_id?: number) => ({ poly_id: 1, date, doctor_id }),
    };
}

test("ADoctorNeitherCallsNorFinishesAPatientOfAnotherDoctor", async () => {
    const { one, two, three, day } = await twoDoctors();
    assert.deepEqual(await callNext(day(first)), [null, one.id]);
    assert.deepEqual(await callNext(day(second)), [null, two.id]);
    assert.equal(await statusOf(one), "WITH_DOCTOR");
    assert.deepEqual(await callNext(day(first)), [one.id, three.id]);
    assert.equal(await statusOf(two), "WITH_DOCTOR");
    // Nobody waits: the answer names no visit.
    assert.deepEqual(await callNext(day(second)), [null, null]);
    assert.equal(await statusOf(two), "DONE");
    assert.equal(await statusOf(three), "WITH_DOCTOR");
});

test("WithoutADoctorTheWholePolyMovesOn", async () => {
    const { one, two, three, day } = await twoDoctors();
    assert.deepEqual(await callNext(day(first)), [null, one.id]);
    assert.deepEqual(await callNext(day()), [one.id, two.id]);
    assert.deepEqual(await callNext(day()), [two.id, three.id]);
});

test("AVisitWithoutAScheduleBelongsToNoDoctor", async () => {
    const date = nextDate();
    const poly_id = (await api.post("/api/poly", { name: "Poli Tanpa Jadwal" })).body.data.id;
    const visit = await waiting({ date, poly_id });
    assert.equal(visit.schedule_id, null);
    assert.deepEqual(await callNext({ poly_id, date, doctor_id: first }), [null, null]);
    assert.deepEqual(await callNext({ poly_id, date }), [null, visit.id]);
});

test("TheCurrentNumbersOfADoctorAreThoseOfTheDoctorsVisits", async () => {
    const { one, two, day } = await twoDoctors();
    await callNext(day(first));
    await callNext(day(second));
    const withDoctor = async (doctor_id?: number) =>
        (await api.get("/api/queue/current", day(doctor_id))).body.queue_number_with_doctor;
    assert.equal(await withDoctor(first), one.number);
    assert.equal(await withDoctor(second), two.number);
    assert.equal(await withDoctor(), two.number);
});

test("TheExpectedNumberIsThatOfTheDoctor", async () => {
    const { one, two, three, day } = await twoDoctors();
    await callNext(day(first));
    await callNext(day(second));
    const expecting = (expected_serving: number | null) =>
        api.patch("/api/queue/call-next", { ...day(first), expected_serving });
    assert.equal((await expecting(two.number)).status, 409);
    assert.equal((await expecting(null)).status, 409);
    const called = await expecting(one.number);
    assert.equal(called.body.data.current.id, three.id);
});

test("RefusesADoctorWhoIsNone", async () => {
    const day = { poly_id: 1, date: nextDate(), doctor_id: 999_999 };
    assert.equal((await api.patch("/api/queue/call-next", day)).status, 422);
    assert.equal((await api.get("/api/queue/current", day)).status, 422);
});
