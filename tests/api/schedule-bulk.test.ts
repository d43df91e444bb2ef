// A week's schedules for several weeks: all of them or none.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plan, type Row, unauthenticated, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { together } from "../support/Load.ts";

const { api } = await startDemo();

const path = "/api/schedule/bulk";
const conflict = "The schedule conflicts with an existing schedule for this doctor.";

// The Monday of separate weeks for every test.
let weeks = 0;
function freshMonday(count: number): string {
    const first = Date.UTC(2035, 0, 1) + weeks * 7 * 86_400_000;
    weeks += count;
    return new Date(first).toISOString().slice(0, 10);
}
function addDays(date: string, days: number): string {
    return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

const hours = (from_date: string, changes: Row = {}): Row => ({
    doctor_ids: [7],
    weekdays: [1, 3],
    start_time: "08:00",
    end_time: "12:00",
    quota: 20,
    from_date,
    weeks: 2,
    ...changes,
});
const planned = (date: string, changes: Row = {}): Row => ({
    doctor_id: 7,
    date,
    start_time: "08:00:00",
    end_time: "12:00:00",
    quota: 20,
    ...changes,
});
async function rowsFrom(date_from: string, date_to: string): Promise<Row[]> {
    return (await api.get("/api/schedule", { date_from, date_to })).body.data;
}
const datesOf = (rows: Row[]) => rows.map((row) => `${row.date} ${row.doctor_id}`);

test("AsksForAToken", async () => {
    assertAnswer(await api.as().post(path, hours("2035-01-01")), 401, unauthenticated);
});

test("NamesEveryMissingField", async () => {
    const absent = (name: string) => [
        `The ${name} field is required when copy week is not present.`,
    ];
    const none = { weeks: ["The weeks field is required."] };
    assertAnswer(await api.post(path, {}), 422, wrapped(none));
    assertAnswer(
        await api.post(path, { weeks: 1 }),
        422,
        wrapped({
            from_date: absent("from date"),
            doctor_ids: absent("doctor ids"),
            weekdays: absent("weekdays"),
            start_time: absent("start time"),
            end_time: absent("end time"),
        }),
    );
});

const brokenValues: [string, Row, string][] = [
    ["weeks", { weeks: 0 }, "The weeks field must be between 1 and 52."],
    ["weeks", { weeks: 53 }, "The weeks field must be between 1 and 52."],
    ["from_date", { from_date: "kapan" }, "The from date field must be a valid date."],
    ["from_date", { from_date: "9999-12-25" }, "The from date field must be a valid date."],
    ["doctor_ids", { doctor_ids: "7" }, "The doctor ids field must be an array."],
    ["doctor_ids.1", { doctor_ids: [7, 999999] }, "The selected doctor_ids.1 is invalid."],
    ["weekdays.0", { weekdays: [0] }, "The weekdays.0 field must be between 1 and 7."],
    ["weekdays.0", { weekdays: [8] }, "The weekdays.0 field must be between 1 and 7."],
    ["start_time", { start_time: "8" }, "The start time field must match the format H:i."],
    ["end_time", { end_time: "08:00" }, "The end time field must be a date after start time."],
    ["quota", { quota: -1 }, "The quota field must be at least 0."],
    ["copy_week", { copy_week: "lalu" }, "The copy week field must be a valid date."],
    ["poly_id", { poly_id: 99 }, "The selected poly id is invalid."],
    ["dry_run", { dry_run: "ya" }, "The dry run field must be true or false."],
];

test("RefusesBrokenValues", async () => {
    for (const [field, changes, message] of brokenValues) {
        const answer = await api.post(path, hours("2035-01-01", changes));
        assert.equal(answer.status, 422, field);
        assert.ok(answer.body.errors[field]?.includes(message), JSON.stringify(answer.body));
    }
});

test("PlansTheHoursOfADoctorForWeeks", async () => {
    const monday = freshMonday(3);
    const dates = [0, 2, 7, 9].map((days) => addDays(monday, days));
    assertAnswer(await api.post(path, hours(monday)), 200, {
        status: "success",
        message: "Schedules created successfully.",
        data: {
            schedules: dates.map((date) => ({ ...planned(date), id: any.id })),
            conflicts: [],
            holidays: [],
        },
    });
    const rows = await rowsFrom(monday, addDays(monday, 20));
    assert.deepEqual(
        rows.map(({ doctor_id, date, start_time, end_time, quota }) => ({
            doctor_id,
            date,
            start_time,
            end_time,
            quota,
        })),
        dates.map((date) => planned(date)),
    );
});

test("BeginsInTheMiddleOfAWeekAndCountsNoDayTwice", async () => {
    const monday = freshMonday(3);
    const wednesday = addDays(monday, 2);
    const body = hours(wednesday, { doctor_ids: [9, 7, 9], weekdays: ["3", 1, 1], quota: null });
    const { schedules } = (await api.post(path, body)).body.data;
    assert.deepEqual(datesOf(schedules), [
        `${wednesday} 7`,
        `${wednesday} 9`,
        `${addDays(monday, 7)} 7`,
        `${addDays(monday, 7)} 9`,
        `${addDays(monday, 9)} 7`,
        `${addDays(monday, 9)} 9`,
        `${addDays(monday, 14)} 7`,
        `${addDays(monday, 14)} 9`,
    ]);
    assert.ok(schedules.every((row: Row) => row.quota === null));
});

test("OneConflictRefusesAllAndEachIsListed", async () => {
    const monday = freshMonday(2);
    const wednesday = addDays(monday, 9);
    const id = await plan(api, { date: wednesday, start_time: "11:30", end_time: "14:00" });
    const touching = await plan(api, { date: monday, start_time: "12:00", end_time: "13:00" });
    const of = { start_time: "11:30:00", end_time: "14:00:00", quota: null };
    const data = {
        schedules: [0, 2, 7, 9].map((days) => ({ ...planned(addDays(monday, days)), id: null })),
        conflicts: [{ ...planned(wednesday), existing: { ...planned(wednesday, of), id } }],
        holidays: [],
    };
    const body = hours(monday);
    assertAnswer(await api.post(path, body), 422, { status: "error", message: conflict, data });
    const dry = await api.post(path, { ...body, dry_run: true });
    const message = "Schedules checked, none created.";
    assertAnswer(dry, 200, { status: "success", message, data });
    const rows = await rowsFrom(monday, addDays(monday, 13));
    assert.deepEqual(
        rows.map((row) => row.id),
        [touching, id],
    );
});

test("ADryRunCreatesNothing", async () => {
    const monday = freshMonday(2);
    const { status, body } = await api.post(path, hours(monday, { dry_run: true }));
    assert.equal(status, 200);
    assert.equal(body.data.schedules.length, 4);
    assert.deepEqual(await rowsFrom(monday, addDays(monday, 13)), []);
});

test("HolidaysAreLeftOutAndListed", async () => {
    const monday = freshMonday(2);
    await plan(api, { date: monday });  // no conflict, because that day is left out
    await api.post("/api/holidays", { first_date: monday, reason: "Natal" });
    const leave = { doctor_id: 9, first_date: addDays(monday, 7), reason: "Cuti" };
    await api.post("/api/holidays", leave);
    const body = hours(monday, { doctor_ids: [7, 9], weekdays: [1] });
    const { data } = (await api.post(path, body)).body;
    assert.deepEqual(datesOf(data.schedules), [`${addDays(monday, 7)} 7`]);
    assert.deepEqual(data.holidays, [
        { ...planned(monday), reason: "Natal" },
        { ...planned(monday, { doctor_id: 9 }), reason: "Natal" },
        { ...planned(addDays(monday, 7), { doctor_id: 9 }), reason: "Cuti" },
    ]);
});

test("CopiesAWeekToTheNextWeeks", async () => {
    const monday = freshMonday(4);
    await plan(api, { date: monday, quota: 12 });
    const sunday = { date: addDays(monday, 6), doctor_id: 8 };
    await plan(api, { ...sunday, start_time: "17:00", end_time: "20:00" });
    await plan(api, { date: addDays(monday, 21), doctor_id: 10 });
    const thursday = addDays(monday, 3);
    const answer = await api.post(path, { copy_week: thursday, weeks: 2 });
    assert.equal(answer.status, 200);
    const evening = { doctor_id: 8, start_time: "17:00:00", end_time: "20:00:00", quota: null };
    const copies = [7, 14].flatMap((days) => [
        planned(addDays(monday, days), { quota: 12 }),
        planned(addDays(monday, days + 6), evening),
    ]);
    assert.deepEqual(
        answer.body.data.schedules.map(({ id, ...rest }: Row) => rest),
        copies,
    );
    // Once more it conflicts with itself.
    const again = await api.post(path, { copy_week: monday, weeks: 1 });
    assert.equal(again.status, 422);
    assert.equal(again.body.data.conflicts.length, 2);
    // To a week of one's choice, one doctor or one poly.
    const to = addDays(monday, 24);
    for (const [choice, doctor] of [
        [{ doctor_ids: [7] }, 7],
        [{ poly_id: 2 }, 8],
    ] as [Row, number][]) {
        const body = { copy_week: monday, from_date: to, weeks: 1, dry_run: true, ...choice };
        const { schedules } = (await api.post(path, body)).body.data;
        const date = addDays(monday, doctor === 7 ? 21 : 27);
        assert.deepEqual(datesOf(schedules), [`${date} ${doctor}`]);
    }
    const empty = await api.post(path, { copy_week: "2034-01-04", weeks: 52 });
    assert.deepEqual(empty.body.data, { schedules: [], conflicts: [], holidays: [] });
});

test("HasALimit", async () => {
    const body = hours("2040-01-02", {
        doctor_ids: [6, 7, 8, 9, 10, 11],
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        weeks: 48,
        dry_run: true,
    });
    const tooMany = wrapped({ weeks: ["At most 2000 schedules at once."] });
    assertAnswer(await api.post(path, body), 422, tooMany);
    const fewer = await api.post(path, { ...body, weeks: 47 });
    assert.equal(fewer.body.data.schedules.length, 6 * 7 * 47);
});

test("TwoDesksPlanTheSameWeekOnce", async () => {
    const monday = freshMonday(2);
    const answers = await together(4, () => api.post(path, hours(monday)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422, 422]);
    assert.equal((await rowsFrom(monday, addDays(monday, 13))).length, 4);
});
