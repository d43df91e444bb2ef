// The schedule that a registration takes, and its quota: RS-4 and RS-6.
import { test } from "node:test";
import assert from "node:assert/strict";
import { move, plan, register, registration, type Row } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";

const { api, server } = await startDemo();

const full = { status: "error", message: "Quota is full" };

async function assertFull(changes: Row): Promise<void> {
    assertAnswer(await api.post("/api/reservation", registration(changes)), 422, full);
}

test("AdmitsExactlyTheQuota", async () => {
    const date = "2027-04-01";
    const schedule_id = await plan(api, { date, quota: 2 });
    await register(api, { date, schedule_id });
    await register(api, { date, schedule_id });
    await assertFull({ date, schedule_id });
    await assertFull({ date, schedule_id: String(schedule_id) });
});

test("AQuotaOfZeroAdmitsNoPatient", async () => {
    const date = "2027-04-02";
    await assertFull({ date, schedule_id: await plan(api, { date, quota: 0 }) });
});

test("WithoutAQuotaEverybodyIsAdmitted", async () => {
    const date = "2027-04-03";
    const schedule_id = await plan(api, { date });
    for (let count = 0; count < 30; ++count) await register(api, { date, schedule_id });
});

test("CountsEachDayOfAScheduleForItself", async () => {
    const [day, date] = ["2027-04-04", "2027-04-05"];
    const schedule_id = await plan(api, { date, doctor_id: 8, quota: 1 });
    // A registration without a schedule takes the nearest, which may be on a later day.
    assert.equal((await register(api, { date: day, poly_id: 2 })).schedule_id, schedule_id);
    assert.equal((await register(api, { date: day, poly_id: 2 })).schedule_id, null);
    await register(api, { date, poly_id: 2, schedule_id });
    await assertFull({ date, poly_id: 2, schedule_id });
});

test("ARaisedQuotaAdmitsMoreAndALoweredOneNoPatient", async () => {
    const date = "2027-04-06";
    const schedule_id = await plan(api, { date, quota: 1 });
    const setQuota = (quota: number | null) => api.put(`/api/schedule/${schedule_id}`, { quota });
    await register(api, { date, schedule_id });
    await setQuota(3);
    await register(api, { date, schedule_id });
    await setQuota(1);
    await assertFull({ date, schedule_id });
    await setQuota(null);
    await register(api, { date, schedule_id });
});

test("ACancelledReservationGivesItsSeatBackOnce", async () => {
    const date = "2027-04-07";
    const schedule_id = await plan(api, { date, quota: 1 });
    const visit = await register(api, { date, schedule_id });
    await move(api, visit, "cancelled");
    await move(api, visit, "cancelled");
    await register(api, { date, schedule_id });
    await assertFull({ date, schedule_id });
});

test("EveryOtherStatusKeepsItsSeat", async () => {
    const date = "2027-04-08";
    const schedule_id = await plan(api, { date, quota: 1 });
    const visit = await register(api, { date, schedule_id });
    for (const to of ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow"] as const) {
        await move(api, visit, to);
        await assertFull({ date, schedule_id });
    }
});

test("AReservationThatComesBackFromCancelledTakesItsSeatAgain", async () => {
    const date = "2027-04-09";
    const schedule_id = await plan(api, { date, quota: 1 });
    const visit = await register(api, { date, schedule_id });
    await move(api, visit, "cancelled");
    const other = await register(api, { date, schedule_id });
    // Transitions are not restricted (QU-5), so two visits now have the same seat.
    await move(api, visit, "anamnesa");
    await move(api, other, "cancelled");
    await assertFull({ date, schedule_id });
    await move(api, visit, "cancelled");
    await register(api, { date, schedule_id });
});

test("WithoutAScheduleTheNearestOfThePolyIsTaken", async () => {
    const day = "2027-05-10";
    const dentist = await plan(api, { date: day, doctor_id: 8, start_time: "06:00" });
    const late = { start_time: "13:00", end_time: "15:00" };
    const afternoon = await plan(api, { ...late, date: day, quota: 1 });
    const morning = await plan(api, { date: day, doctor_id: 9, quota: 1 });
    const next = await plan(api, { date: "2027-05-12", quota: 1 });
    const taken = async (changes: Row) => (await register(api, changes)).schedule_id;

    assert.equal(await taken({ date: day, poly_id: 2 }), dentist);
    // The requested day counts first, then the earliest; a full schedule is skipped.
    assert.equal(await taken({ date: day }), morning);
    assert.equal(await taken({ date: day, schedule_id: null }), afternoon);
    assert.equal(await taken({ date: day, schedule_id: "" }), next);
    // No schedule has a seat left on that day, so the visit has no schedule.
    assert.equal(await taken({ date: day }), null);
    // Schedules before the day do not count.
    assert.equal(await taken({ date: "2027-05-11" }), next);
    assert.equal(await taken({ date: "2027-05-13" }), null);
});

test("TheNearestIsNeitherTrashedNorATrashedDoctors", async () => {
    const date = "2027-06-01";
    const trashed = await plan(api, { date });
    const left = await plan(api, { date, doctor_id: 9 });
    await api.delete(`/api/schedule/${trashed}`);
    await api.delete("/api/users/9");
    assert.equal((await register(api, { date })).schedule_id, null);
    await api.post("/api/users/9/restore");
    assert.equal((await register(api, { date })).schedule_id, left);
});

test("TheCheckFindsEverySeatInItsPlace", async () => {
    await server.stop();
    const { status, stdout } = await server.command("check");
    assert.equal(status, 0, stdout);
});
