// Doctors' schedules: rows 32 to 36 of the contract, SC-1 to SC-8.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    badIds,
    move,
    plan,
    register,
    registerSeveral,
    unauthenticated,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";

const { api } = await startDemo();

const missing = { status: "error", message: "Schedule not found." };
const conflict = {
    status: "error",
    message: "The schedule conflicts with an existing schedule for this doctor.",
};
const instants = { created_at: any.timestamp, updated_at: any.timestamp, deleted_at: null };

// A separate day for every test that creates a schedule.
let days = 0;
function freshDate(): string {
    return new Date(Date.UTC(2027, 0, ++days)).toISOString().slice(0, 10);
}

function hours(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const date = freshDate();
    return { doctor_id: 7, date, start_time: "08:00", end_time: "12:00", ...changes };
}

test("AsksForAToken", async () => {
    const stranger = api.as();
    for (const [method, path] of [
        ["get", "/api/schedule"],
        ["post", "/api/schedule"],
        ["put", "/api/schedule/1"],
        ["get", "/api/schedule/1"],
        ["delete", "/api/schedule/1"],
    ])
        assertAnswer(await stranger.request({ method, url: path }), 401, unauthenticated);
});

test("NamesEveryMissingField", async () => {
    const errors = {
        doctor_id: ["The doctor id field is required."],
        date: ["The date field is required."],
        start_time: ["The start time field is required."],
        end_time: ["The end time field is required."],
    };
    assertAnswer(await api.post("/api/schedule", {}), 422, wrapped(errors));
    const empty = { doctor_id: "", date: " ", start_time: null, end_time: "" };
    assertAnswer(await api.post("/api/schedule", empty), 422, wrapped(errors));
});

const brokenValues: [string, Record<string, unknown>, string][] = [
    ["doctor_id", { doctor_id: "abc" }, "The doctor id field must be an integer."],
    ["doctor_id", { doctor_id: "07" }, "The doctor id field must be an integer."],
    ["doctor_id", { doctor_id: 999999 }, "The selected doctor id is invalid."],
    ["date", { date: "2027-02-30" }, "The date field must be a valid date."],
    ["date", { date: "30/12/2027" }, "The date field must be a valid date."],
    ["end_time", { end_time: "08:00" }, "The end time field must be a date after start time."],
    ["end_time", { end_time: "07:59" }, "The end time field must be a date after start time."],
    ["quota", { quota: "many" }, "The quota field must be an integer."],
    ["quota", { quota: 2.5 }, "The quota field must be an integer."],
    ["quota", { quota: -1 }, "The quota field must be at least 0."],
];

test("RefusesBrokenValuesOnCreateAndOnUpdate", async () => {
    const id = await plan(api, { date: freshDate() });
    for (const [field, changes, message] of brokenValues) {
        const expected = wrapped({ [field]: [message] });
        assertAnswer(await api.post("/api/schedule", hours(changes)), 422, expected);
        assertAnswer(await api.put(`/api/schedule/${id}`, hours(changes)), 422, expected);
    }
});

test("RefusesInvalidTimesOfDay", async () => {
    for (const time of ["8:00", "24:00", "08:60", "08.00", "08:00:0", "noon", "08:00 WIB"])
        for (const field of ["start_time", "end_time"]) {
            const { status, body } = await api.post("/api/schedule", hours({ [field]: time }));
            assert.equal(status, 422, time);
            const name = field.replace("_", " ");
            assert.equal(body.message, `The ${name} field must match the format H:i.`);
            assert.equal(body.errors[field][0], body.message);
        }
});

test("RefusesATrashedDoctor", async () => {
    const doctor = await api.post("/api/users", {
        name: "Dokter Lama",
        username: "dokter.lama",
        email: "lama@mail.com",
        password: "rahasia",
        password_confirmation: "rahasia",
        roles: [3],
    });
    const doctor_id = doctor.body.data.id;
    const id = await plan(api, { doctor_id, date: freshDate() });
    await api.delete(`/api/users/${doctor_id}`);
    const refused = await api.post("/api/schedule", hours({ doctor_id }));
    assertAnswer(refused, 422, wrapped({ doctor_id: ["The selected doctor id is invalid."] }));
    // The doctor's schedules stay, without the doctor.
    const detail = await api.get(`/api/schedule/${id}`);
    assert.equal(detail.body.data.doctor_id, doctor_id);
    assert.equal(detail.body.data.doctor, null);
});

test("FindsNoScheduleUnderABadId", async () => {
    for (const id of badIds) {
        assertAnswer(await api.get(`/api/schedule/${id}`), 404, missing);
        assertAnswer(await api.put(`/api/schedule/${id}`, hours()), 404, missing);
        assertAnswer(await api.delete(`/api/schedule/${id}`), 404, missing);
    }
});

test("ChecksTheBodyBeforeTheId", async () => {
    const answer = await api.put("/api/schedule/999999", { date: "never" });
    assert.equal(answer.status, 422);
});

test("RefusesHoursThatOverlapForTheSameDoctor", async () => {
    const date = freshDate();
    await plan(api, { date });
    const overlapping = [
        ["08:00", "12:00"],
        ["09:00", "10:00"],
        ["07:00", "13:00"],
        ["07:00", "08:01"],
        ["11:59", "14:00"],
    ];
    for (const [start_time, end_time] of overlapping)
        assertAnswer(
            await api.post("/api/schedule", hours({ date, start_time, end_time })),
            422,
            conflict,
        );
});

test("TakesHoursThatOnlyTouchAndThoseOfOtherDoctorsAndDays", async () => {
    const date = freshDate();
    const id = await plan(api, { date });
    await plan(api, { date, start_time: "12:00", end_time: "13:00" });
    await plan(api, { date, start_time: "07:00", end_time: "08:00" });
    await plan(api, { date, doctor_id: 9 });
    await plan(api, { date: freshDate() });
    await api.delete(`/api/schedule/${id}`);
    await plan(api, { date });
});

test("RefusesAnUpdateIntoOtherHoursButNotIntoItsOwn", async () => {
    const date = freshDate();
    await plan(api, { date });
    const id = await plan(api, { date, start_time: "13:00", end_time: "15:00" });
    const url = `/api/schedule/${id}`;
    const other = hours({ date, start_time: "11:00", end_time: "15:00" });
    assertAnswer(await api.put(url, other), 422, conflict);
    const own = hours({ date, start_time: "12:00", end_time: "14:00" });
    assert.equal((await api.put(url, own)).status, 200);
});

test("RefusesToMoveAScheduleAwayFromItsReservations", async () => {
    const [date, later] = [freshDate(), freshDate()];
    const schedule_id = await plan(api, { date });
    const url = `/api/schedule/${schedule_id}`;
    const reserved = {
        status: "error",
        message: "The schedule has reservations, so its date and doctor cannot be changed.",
    };
    const [one, two, absent] = await registerSeveral(api, 3, { date, schedule_id });
    assert.ok(one !== undefined && two !== undefined && absent !== undefined);
    const refused = async () => {
        const { body: before } = await api.get(url);
        for (const changes of [{ date: later }, { doctor_id: 9 }, { date: later, doctor_id: 9 }])
            assertAnswer(await api.put(url, changes), 422, reserved);
        assert.deepEqual((await api.get(url)).body, before);
    };
    await refused();
    await move(api, one, "done");
    await move(api, two, "cancelled");
    await move(api, absent, "noshow");
    await refused();
    await move(api, absent, "cancelled");
    assert.equal((await api.put(url, { date: later, doctor_id: 9 })).status, 200);
});

test("ChangesHoursAndQuotaOfAScheduleWithReservations", async () => {
    const date = freshDate();
    const schedule_id = await plan(api, { date });
    await register(api, { date, schedule_id });
    const form = hours({ date, start_time: "09:00", end_time: "11:00", quota: 4 });
    assert.equal((await api.put(`/api/schedule/${schedule_id}`, form)).status, 200);
});

test("EchoesACreatedScheduleAsItWasTyped", async () => {
    const cases: [Record<string, unknown>, Record<string, unknown>][] = [
        [{ doctor_id: "7" }, { doctor_id: "7" }],
        [{ doctor_id: 7 }, { doctor_id: 7 }],
        [{ quota: 25 }, { quota: 25 }],
        [{ quota: "25" }, { quota: 25 }],
        [{ quota: null }, { quota: null }],
        [{ start_time: "08:00:30" }, { start_time: "08:00:30" }],
    ];
    for (const [changes, shown] of cases) {
        const form = hours(changes);
        const { quota, ...rest } = { ...form, ...shown };
        assertAnswer(await api.post("/api/schedule", form), 201, {
            status: "success",
            message: "Schedule created successfully.",
            data: {
                ...rest,
                ...("quota" in form ? { quota } : {}),
                updated_at: any.timestamp,
                created_at: any.timestamp,
                id: any.id,
            },
        });
    }
});

test("WritesEveryAcceptedDateAsYearMonthDay", async () => {
    const form = { doctor_id: 7, start_time: "08:00", end_time: "09:00" };
    for (const [typed, stored] of [
        ["2028-3-5", "2028-03-05"],
        ["06-03-2028", "2028-03-06"],
        ["2028-03-07 10:00", "2028-03-07"],
    ]) {
        const { body } = await api.post("/api/schedule", { ...form, date: typed });
        assert.equal(body.data.date, stored);
    }
});

const andi = {
    id: 7,
    name: "Andi Pratama",
    email: "andi.pratama@gmail.com",
    email_verified_at: null,
    created_at: any.timestamp,
    updated_at: any.timestamp,
    poly_id: 1,
    username: "andi.pratama",
    deleted_at: null,
};

test("ShowsAScheduleWithItsDoctor", async () => {
    const date = freshDate();
    const id = await plan(api, { date, doctor_id: "7", quota: 3 });
    const data = {
        id,
        doctor_id: 7,
        date,
        start_time: "08:00:00",
        end_time: "12:00:00",
        ...instants,
        quota: 3,
        doctor: andi,
        seats_taken: 0,
        holiday: null,
    };
    assertAnswer(await api.get(`/api/schedule/${id}`), 200, {
        status: "success",
        message: "Schedule retrieved successfully.",
        data,
    });
    assertAnswer(await api.get("/api/schedule", { date }), 200, {
        status: "success",
        message: "Schedules retrieved successfully.",
        data: [data],
    });
});

test("AnswersAnUpdateWithoutTheDoctor", async () => {
    const date = freshDate();
    const id = await plan(api, { date });
    const form = hours({ date, doctor_id: "9", end_time: "13:00", quota: "25" });
    assertAnswer(await api.put(`/api/schedule/${id}`, form), 200, {
        status: "success",
        message: "Schedule updated successfully.",
        data: {
            id,
            doctor_id: 9,
            date,
            start_time: "08:00",
            end_time: "13:00",
            ...instants,
            quota: 25,
        },
    });
});

test("UpdatesOnlyWhatIsSent", async () => {
    const date = freshDate();
    const id = await plan(api, { date, quota: 5 });
    const url = `/api/schedule/${id}`;
    const kept = { id, doctor_id: 7, date, start_time: "08:00:00", ...instants };
    const later = await api.put(url, { end_time: "11:30:00" });
    assertAnswer({ status: later.status, body: later.body.data }, 200, {
        id,
        doctor_id: 7,
        date,
        start_time: "08:00:00",
        end_time: "11:30:00",
        ...instants,
        quota: 5,
    });
    assert.equal((await api.put(url, { quota: null })).body.data.quota, null);
    assert.equal((await api.get(url)).body.data.start_time, kept.start_time);
    const early = await api.put(url, { end_time: "07:00" });
    const message = "The end time field must be a date after start time.";
    assertAnswer(early, 422, wrapped({ end_time: [message] }));
});

test("KeepsASchedulesAgeWhenNothingChanges", async () => {
    const date = "2026-01-05";
    const [before] = (await api.get("/api/schedule", { date, doctor_id: 7 })).body.data;
    const { doctor_id, start_time, end_time, quota } = before;
    // An answer can be sent back unchanged.
    const same = await api.put(`/api/schedule/${before.id}`, {
        doctor_id,
        date,
        start_time,
        end_time,
        quota,
    });
    assert.equal(same.status, 200);
    assert.equal(same.body.data.updated_at, before.updated_at);
});

test("RemovesAScheduleOnce", async () => {
    const date = freshDate();
    const id = await plan(api, { date });
    assertAnswer(await api.delete(`/api/schedule/${id}`), 200, {
        status: "success",
        message: "Schedule deleted successfully.",
    });
    assertAnswer(await api.delete(`/api/schedule/${id}`), 404, missing);
    assertAnswer(await api.get(`/api/schedule/${id}`), 404, missing);
    assert.deepEqual((await api.get("/api/schedule", { date })).body.data, []);
});

test("PlansForAnyUser", async () => {
    // The user need not be a doctor (SC-7).
    assert.equal((await api.post("/api/schedule", hours({ doctor_id: 11 }))).status, 201);
});
