// POST /api/queue/{id}/check-in: the patient is in the clinic.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    badIds,
    move,
    notFound,
    ownFacts,
    patientOf,
    queueRow,
    register,
    reservationRow,
    statusRow,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";

const { server, api } = await startDemo();

const date = today();
const checkIn = (visit: Visit) => api.post(`/api/queue/${visit.id}/check-in`);
const detail = async (visit: Visit) =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;
const refused = (message: string) => ({ status: "error", message });

test("AsksForAToken", async () => {
    assertAnswer(await api.as().post("/api/queue/1/check-in"), 401, unauthenticated);
});

test("FindsNoReservationUnderABadId", async () => {
    for (const id of badIds)
        assertAnswer(await api.post(`/api/queue/${id}/check-in`), 404, notFound("Reservation"));
});

test("RefusesAnotherDay", async () => {
    const visit = await register(api, { date: "2029-12-01" });
    const message = "The reservation is not for today, so its patient cannot check in";
    assertAnswer(await checkIn(visit), 409, refused(message));
    assert.equal((await detail(visit)).checked_in_at, null);
});

test("RefusesAVisitThatHasEnded", async () => {
    for (const end of ["done", "noshow", "cancelled"] as const) {
        const visit = await register(api, { date });
        await move(api, visit, end);
        const message = "The visit has ended, so its patient cannot check in";
        assertAnswer(await checkIn(visit), 409, refused(message));
    }
});

test("KeepsTheTimeOfTheFirstCheckIn", async () => {
    const visit = await register(api, { date });
    const first = await checkIn(visit);
    assertAnswer(first, 200, {
        status: "success",
        message: "Patient checked in successfully",
        data: {
            reservation: {
                ...reservationRow(visit, "WAITING"),
                queue: queueRow(visit),
                patient: patientOf(visit),
                status: statusRow("WAITING"),
                ...ownFacts,
                checked_in_at: any.timestamp,
            },
        },
    });
    await runSql(
        server.store,
        `UPDATE reservations SET checked_in_at = '2026-01-02 03:04:05' WHERE id = ${visit.id}`,
    );
    const again = await checkIn(visit);
    assert.equal(again.body.data.reservation.checked_in_at, "2026-01-02T03:04:05.000000Z");
    const steps = await runSql(
        server.store,
        `SELECT kind FROM events WHERE reservation_id = ${visit.id} ORDER BY seq`,
    );
    assert.deepEqual(steps, [["registered"], ["checked_in"]]);
    const report = await api.get("/api/reports/user-activity", { per_page: 1 });
    assert.equal(report.body.data[0].activity, "Arrival");
});

test("ListsAndDetailsShowIt", async () => {
    const visit = await register(api, { date, poly_id: 2 });
    const { checked_in_at } = (await checkIn(visit)).body.data.reservation;
    assert.equal((await detail(visit)).checked_in_at, checked_in_at);
    const query = { date, poly_id: 2 };
    const listed = (await api.get("/api/reservation", query)).body.data.data;
    assert.equal(listed[0].checked_in_at, checked_in_at);
    const queued = (await api.get("/api/queue", query)).body.data.data;
    assert.equal(queued[0].reservation.checked_in_at, checked_in_at);
});

test("StaysWhenTheVisitMovesOnAndEndsWithAnotherDay", async () => {
    const visit = await register(api, { date });
    await checkIn(visit);
    await move(api, visit, "anamnesa");
    assert.notEqual((await detail(visit)).checked_in_at, null);
    await api.put(`/api/reservation/${visit.id}`, { ...visit.form, date: "2029-12-02" });
    assert.equal((await detail(visit)).checked_in_at, null);
});
