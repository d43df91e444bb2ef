// Holidays of the clinic and of doctors, and what they close.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import {
    badIds,
    move,
    notFound,
    plan,
    register,
    registration,
    type Row,
    unauthenticated,
    type Visit,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const { api, server } = await startDemo();

const missing = notFound("Holiday");
const doctors: Record<number, string> = { 7: "Andi Pratama", 8: "Budi Santoso" };

// Separate days for every test, in order; no schedule is later.
let days = 0;
function freshDays(count: number): string[] {
    const day = () => new Date(Date.UTC(2033, 0, ++days)).toISOString().slice(0, 10);
    return Array.from({ length: count }, day);
}
const freshDay = () => freshDays(1)[0]!;

function shown(id: unknown, values: Row): Row {
    const doctor_id = (values.doctor_id ?? null) as number | null;
    return {
        id,
        doctor_id,
        first_date: values.first_date,
        last_date: values.last_date ?? values.first_date,
        reason: values.reason,
        created_at: any.timestamp,
        updated_at: any.timestamp,
        doctor_name: doctor_id === null ? null : doctors[doctor_id],
    };
}

async function close(values: Row): Promise<number> {
    const answer = await api.post("/api/holidays", { reason: "Libur", ...values });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.data.id;
}

const closed = (reason: string) => ({
    status: "error",
    message: `No registrations on this day: ${reason}`,
});
const tryToRegister = (changes: Row, by: Api = api): Promise<Answer> =>
    by.post("/api/reservation", registration(changes));

test("AsksForAToken", async () => {
    const stranger = api.as();
    for (const [method, path] of [
        ["get", "/api/holidays"],
        ["post", "/api/holidays"],
        ["get", "/api/holidays/1"],
        ["put", "/api/holidays/1"],
        ["delete", "/api/holidays/1"],
    ])
        assertAnswer(await stranger.request({ method, url: path }), 401, unauthenticated);
});

test("NamesEveryMissingField", async () => {
    const errors = {
        first_date: ["The first date field is required."],
        reason: ["The reason field is required."],
    };
    assertAnswer(await api.post("/api/holidays", {}), 422, wrapped(errors));
    const blank = { first_date: null, last_date: null, doctor_id: null, reason: " " };
    assertAnswer(await api.post("/api/holidays", blank), 422, wrapped(errors));
});

const brokenValues: [string, Row, string][] = [
    ["doctor_id", { doctor_id: "abc" }, "The doctor id field must be an integer."],
    ["doctor_id", { doctor_id: 999999 }, "The selected doctor id is invalid."],
    ["first_date", { first_date: "2033-02-30" }, "The first date field must be a valid date."],
    ["last_date", { last_date: "besok" }, "The last date field must be a valid date."],
    [
        "last_date",
        { last_date: "2032-12-31" },
        "The last date field must be a date after or equal to first date.",
    ],
    ["last_date", { last_date: "2034-01-02" }, "A holiday has at most 366 days."],
    [
        "reason",
        { reason: "x".repeat(201) },
        "The reason field must not be greater than 200 characters.",
    ],
    ["reason", { reason: 5 }, "The reason field must be a string."],
];

test("RefusesBrokenValuesOnCreateAndOnUpdate", async () => {
    const id = await close({ first_date: freshDay() });
    const values = { first_date: "2033-01-01", last_date: "2033-01-01", reason: "Libur" };
    for (const [field, changes, message] of brokenValues) {
        const sent = { ...values, ...changes };
        const expected = wrapped({ [field]: [message] });
        assertAnswer(await api.post("/api/holidays", sent), 422, expected);
        assertAnswer(await api.put(`/api/holidays/${id}`, sent), 422, expected);
    }
    await api.delete(`/api/holidays/${id}`);
});

test("FindsNoHolidayUnderABadId", async () => {
    for (const id of badIds) {
        assertAnswer(await api.get(`/api/holidays/${id}`), 404, missing);
        assertAnswer(await api.put(`/api/holidays/${id}`, { reason: "x" }), 404, missing);
        assertAnswer(await api.delete(`/api/holidays/${id}`), 404, missing);
    }
});

test("AHolidayIsCreatedShownChangedAndRemoved", async () => {
    const [first_date, last_date, later] = freshDays(3);
    const values = { doctor_id: 7, first_date, last_date, reason: "Cuti" };
    const none = { reservations_count: 0, reservations: [] };
    const created = await api.post("/api/holidays", values);
    const id = created.body.data.id;
    assertAnswer(created, 201, {
        status: "success",
        message: "Holiday created successfully",
        data: { ...shown(id, values), ...none },
    });
    assertAnswer(await api.get(`/api/holidays/${id}`), 200, {
        status: "success",
        message: "Holiday retrieved successfully",
        data: { ...shown(id, values), ...none },
    });
    assertAnswer(await api.put(`/api/holidays/${id}`, { last_date: later }), 200, {
        status: "success",
        message: "Holiday updated successfully",
        data: { ...shown(id, { ...values, last_date: later }), ...none },
    });
    const ofClinic = { ...values, last_date: later, doctor_id: null };
    assertAnswer(await api.put(`/api/holidays/${id}`, { doctor_id: null }), 200, {
        status: "success",
        message: "Holiday updated successfully",
        data: { ...shown(id, ofClinic), ...none },
    });
    assertAnswer(await api.delete(`/api/holidays/${id}`), 200, {
        status: "success",
        message: "Holiday deleted successfully",
    });
    assertAnswer(await api.get(`/api/holidays/${id}`), 404, missing);
});

test("OneDayNeedsNoLastDateAndDatesAreWrittenInManyWays", async () => {
    const day = freshDay();
    const [year, month, date] = day.split("-");
    const answer = await api.post("/api/holidays", {
        first_date: `${month}/${date}/${year}`,
        reason: "  Hari raya  ",
    });
    assert.equal(answer.status, 201);
    const { id, first_date, last_date, reason } = answer.body.data;
    assert.deepEqual([first_date, last_date, reason], [day, day, "Hari raya"]);
    await api.delete(`/api/holidays/${id}`);
});

test("ListsWhatHasADayInTheRangeByFirstDate", async () => {
    const [a, b, c, d] = freshDays(4) as [string, string, string, string];
    const long = { first_date: a, last_date: c, reason: "Panjang" };
    const short = { first_date: b, doctor_id: 7, reason: "Pendek" };
    const [longId, shortId] = [await close(long), await close(short)];
    const listed = async (params: Row) =>
        (await api.get("/api/holidays", params)).body.data.map((row: Row) => row.id);
    assert.deepEqual(await listed({ date_from: c, date_to: d }), [longId]);
    assert.deepEqual(await listed({ date_from: b, date_to: b }), [longId, shortId]);
    assert.deepEqual(await listed({ date_from: d }), []);
    assert.deepEqual(await listed({ date_from: a, date_to: d, doctor_id: 7 }), [shortId]);
    assertAnswer(await api.get("/api/holidays", { date_from: a, date_to: d }), 200, {
        status: "success",
        message: "Holidays retrieved successfully",
        data: [shown(longId, long), shown(shortId, short)],
    });
    const wrong = wrapped({ date_to: ["The date to field must be a valid date."] });
    assertAnswer(await api.get("/api/holidays", { date_to: "kapan" }), 422, wrong);
});

test("AClosedClinicRegistersNobody", async () => {
    const [date, next] = freshDays(2) as [string, string];
    const schedule_id = await plan(api, { date });
    const id = await close({ first_date: date, reason: "Natal" });
    for (const changes of [{ date }, { date, schedule_id }, { date, poly_id: 2 }])
        assertAnswer(await tryToRegister(changes), 422, closed("Natal"));
    const reception = await signInAs(new Api(server.baseUrl), "reception");
    assertAnswer(await tryToRegister({ date }, reception), 422, closed("Natal"));
    await register(api, { date: next });
    // The change and the removal are felt at once.
    await api.put(`/api/holidays/${id}`, { reason: "Cuti bersama" });
    assertAnswer(await tryToRegister({ date }), 422, closed("Cuti bersama"));
    await api.delete(`/api/holidays/${id}`);
    await register(api, { date, schedule_id });
});

test("BrokenInputComesBeforeTheHoliday", async () => {
    const date = freshDay();
    await close({ first_date: date });
    const answer = await tryToRegister({ date, patient_name: "" });
    assert.equal(answer.body.message, "Validation failed");
});

test("OnlyTheDoctorWhoIsAwayIsClosed", async () => {
    const date = freshDay();
    const andi = await plan(api, { date, doctor_id: 7 });
    const citra = await plan(api, { date, doctor_id: 9 });
    await close({ first_date: date, doctor_id: 7, reason: "Seminar" });
    const answer = await tryToRegister({ date, schedule_id: andi });
    assertAnswer(answer, 422, closed("Seminar"));
    await register(api, { date, schedule_id: citra });
    // Without a wish, the doctor who is there.
    assert.equal((await register(api, { date })).schedule_id, citra);
});

test("APolyWhoseDoctorsAreAllAwayIsClosed", async () => {
    const [date, next] = freshDays(2) as [string, string];
    await plan(api, { date, doctor_id: 8 });
    await plan(api, { date: next, doctor_id: 8 });
    const evening = { start_time: "13:00", end_time: "16:00" };
    const late = await plan(api, { date: next, doctor_id: 10, ...evening });
    const holiday = { first_date: date, last_date: next, doctor_id: 8, reason: "Cuti" };
    const id = await close(holiday);
    assertAnswer(await tryToRegister({ date, poly_id: 2 }), 422, closed("Cuti"));
    // The nearest schedule is one of a doctor who is there.
    assert.equal((await register(api, { date: next, poly_id: 2 })).schedule_id, late);
    // A poly without schedules on that day is as it was.
    await register(api, { date, poly_id: 1 });
    await api.delete(`/api/holidays/${id}`);
});

test("NoSeatOfALaterHolidayIsTaken", async () => {
    const [date, holiday, after] = freshDays(3) as [string, string, string];
    await plan(api, { date: holiday, doctor_id: 8 });
    const open = await plan(api, { date: after, doctor_id: 8 });
    const id = await close({ first_date: holiday });
    assert.equal((await register(api, { date, poly_id: 2 })).schedule_id, open);
    await api.delete(`/api/holidays/${id}`);
});

test("NoVisitMovesToAHoliday", async () => {
    const [date, holiday] = freshDays(2) as [string, string];
    const visit = await register(api, { date });
    const andi = await plan(api, { date: holiday, doctor_id: 7 });
    const citra = await plan(api, { date: holiday, doctor_id: 9 });
    const put = (changes: Row) =>
        api.put(`/api/reservation/${visit.id}`, { ...visit.form, ...changes });
    const id = await close({ first_date: holiday, doctor_id: 7, reason: "Cuti" });
    assertAnswer(await put({ date: holiday, schedule_id: andi }), 422, closed("Cuti"));
    await api.put(`/api/holidays/${id}`, { doctor_id: null });
    assertAnswer(await put({ date: holiday, schedule_id: citra }), 422, closed("Cuti"));
    assertAnswer(await put({ date: holiday }), 422, closed("Cuti"));
    assert.equal((await api.get(`/api/reservation/${visit.id}`)).body.data.reservation.date, date);
    await api.put(`/api/holidays/${id}`, { doctor_id: 7 });
    assert.equal((await put({ date: holiday, schedule_id: citra })).status, 200);
});

const affected = (visit: Visit, of: Row = {}): Row => ({
    id: visit.id,
    date: visit.form.date,
    poly_id: visit.form.poly_id,
    queue_number: visit.number,
    patient_name: visit.form.patient_name,
    whatsapp_number: visit.form.whatsapp_number,
    schedule_id: visit.schedule_id,
    doctor_id: null,
    doctor_name: null,
    start_time: null,
    ...of,
});

test("ReservationsForTheHolidayAreListedAndStay", async () => {
    const [first_date, last_date] = freshDays(2) as [string, string];
    const schedule_id = await plan(api, { date: first_date, doctor_id: 7 });
    const withAndi = await register(api, { date: first_date, schedule_id });
    const other = await register(api, { date: last_date, poly_id: 2 });
    const cancelled = await register(api, { date: first_date, schedule_id });
    await move(api, cancelled, "cancelled");
    const answer = await api.post("/api/holidays", {
        first_date,
        last_date,
        doctor_id: 7,
        reason: "Cuti",
    });
    const { id, reservations_count, reservations } = answer.body.data;
    const andis = affected(withAndi, {
        doctor_id: 7,
        doctor_name: "Andi Pratama",
        start_time: "08:00:00",
    });
    assert.deepEqual([reservations_count, reservations], [1, [andis]]);
    const ofAll = await api.put(`/api/holidays/${id}`, { doctor_id: null });
    assert.deepEqual(ofAll.body.data.reservations, [andis, affected(other)]);
    const visit = (await api.get(`/api/reservation/${withAndi.id}`)).body.data.reservation;
    assert.equal(visit.status.status_name, "WAITING");
    await move(api, withAndi, "anamnesa");
});

test("PastReservationsAreNotListed", async () => {
    const date = "2024-03-04";
    await register(api, { date });
    const answer = await api.post("/api/holidays", { first_date: date, reason: "Libur" });
    assert.deepEqual(answer.body.data.reservations, []);
    await api.delete(`/api/holidays/${answer.body.data.id}`);
});

test("SchedulesShowTheHolidayAndTheSeatsTaken", async () => {
    const [date, next] = freshDays(2) as [string, string];
    const schedule_id = await plan(api, { date, doctor_id: 7, quota: 5 });
    await plan(api, { date: next, doctor_id: 7 });
    await register(api, { date, schedule_id });
    const visit = await register(api, { date, schedule_id });
    await register(api, { date, schedule_id });
    await move(api, visit, "cancelled");
    await close({ first_date: next, doctor_id: 7, reason: "Cuti" });
    const range = { date_from: date, date_to: next, doctor_id: 7 };
    const rows = (await api.get("/api/schedule", range)).body.data;
    const facts = rows.map(({ seats_taken, holiday }: Row) => [seats_taken, holiday]);
    assert.deepEqual(facts, [
        [2, null],
        [0, "Cuti"],
    ]);
    const one = (await api.get(`/api/schedule/${schedule_id}`)).body.data;
    assert.deepEqual([one.seats_taken, one.holiday], [2, null]);
});

test("HolidaysHoldInEveryProcess", { skip: engineUnderTest() === "sqlite" }, async () => {
    const other = await startServer({ store: server.store });
    after(() => other.close());
    const there = new Api(other.baseUrl, api.token);
    const date = freshDay();
    assert.equal((await tryToRegister({ date }, there)).status, 201);
    const id = await close({ first_date: date, reason: "Libur" });
    await eventually(async () =>
        assertAnswer(await tryToRegister({ date }, there), 422, closed("Libur")),
    );
    await api.delete(`/api/holidays/${id}`);
    await eventually(async () => assert.equal((await tryToRegister({ date }, there)).status, 201));
});
