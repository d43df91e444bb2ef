// Filters of the schedule list on the demo's schedules: SC-2, SC-8.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { plan, wrapped } from "../support/Clinic.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "reception");

// Outside of the demo's January 2026.
for (const date of ["2025-02-03", "2026-02-04", "2025-12-15", "2025-12-16"])
    await plan(api, { date });

// Each row as "date doctor".
async function listed(query: string): Promise<string[]> {
    const answer = await api.get(`/api/schedule?${query}`);
    assert.equal(answer.status, 200, query);
    return answer.body.data.map((row: any) => `${row.date} ${row.doctor_id}`);
}

const brokenFilters: [string, string, string][] = [
    ["doctor_id=abc", "doctor_id", "The doctor id field must be an integer."],
    ["date=tomorrow", "date", "The date field must be a valid date."],
    ["date=2025-02-30", "date", "The date field must be a valid date."],
    ["date=2025-13-15month=12", "date", "The date field must be a valid date."],
    ["month=13", "month", "The month field must be between 1 and 12."],
    ["month=0", "month", "The month field must be between 1 and 12."],
    ["month=1.5", "month", "The month field must be an integer."],
    ["month=September-2026", "month", "The month field must be a number."],
    ["date_from=besok", "date_from", "The date from field must be a valid date."],
    ["date_to=2026-02-30", "date_to", "The date to field must be a valid date."],
    ["poly_id=umum", "poly_id", "The poly id field must be an integer."],
    ["year=0000", "year", "The year field must be between 1 and 9999."],
    ["year=26", "year", "The year field must be 4 digits."],
    ["year=abc", "year", "The year field must be 4 digits."],
    ["year=20266", "year", "The year field must be 4 digits."],
];

test("RefusesFiltersThatMakeNoSense", async () => {
    for (const [query, field, message] of brokenFilters) {
        const answer = await api.get(`/api/schedule?${query}`);
        assertAnswer(answer, 422, wrapped({ [field]: [message] }));
    }
    // As JSON, with numbers.
    const data = { month: 1.5, year: 20266 };
    assertAnswer(
        await api.request({ method: "get", url: "/api/schedule", data }),
        422,
        wrapped({
            month: ["The month field must be an integer."],
            year: ["The year field must be 4 digits."],
        }),
    );
});

test("ListsEverythingOnOnePageOldestFirst", async () => {
    const rows = await listed("");
    assert.equal(rows.length, 44);
    assert.deepEqual(rows, [...rows].sort((a, b) => (a.slice(0, 10) < b.slice(0, 10) ? -1 : 0)));
    assert.deepEqual(await listed("page=2&per_page=1"), rows);
    assert.deepEqual(await listed("date=&doctor_id=&month=&year=&unknown=1"), rows);
});

test("PrefersTheDateToMonthAndYear", async () => {
    const both = ["2026-01-06 9", "2026-01-06 10"];
    assert.deepEqual(await listed("date=2026-01-06"), both);
    assert.deepEqual(await listed("date=2026-01-06&month=2&year=2025"), both);
});

test("ReadsTheDocumentedUrlThatLacksAnAmpersand", async () => {
    const rows = await listed("doctor_id=7&date=2025-12-15month=12&year=2025");
    assert.deepEqual(rows, ["2025-12-15 7"]);
});

test("CombinesMonthAndYearAndTakesEachAlone", async () => {
    assert.deepEqual(await listed("month=02&year=2025"), ["2025-02-03 7"]);
    assert.deepEqual(await listed("month=2"), ["2025-02-03 7", "2026-02-04 7"]);
    assert.deepEqual(await listed("year=2025"), [
        "2025-02-03 7",
        "2025-12-15 7",
        "2025-12-16 7",
    ]);
    assert.equal((await listed("year=2026&month=01")).length, 40);
    assert.deepEqual(await listed("year=1999"), []);
});

test("FiltersByDoctorToo", async () => {
    assert.equal((await listed("doctor_id=10")).length, 10);
    assert.deepEqual(await listed("doctor_id=9&date=2026-01-06"), ["2026-01-06 9"]);
    assert.deepEqual(await listed("doctor_id=999999"), []);
});

test("ReadsFiltersFromAJsonBodyOfAGetAsWell", async () => {
    const answer = await api.request({
        method: "get",
        url: "/api/schedule?date=2026-01-06",
        headers: { "Content-Type": "application/json" },
    });
    assert.equal(answer.body.data.length, 2);
});

test("ListsARangeOfDaysOfAPoly", async () => {
    assert.deepEqual(await listed("date_from=2026-01-29&date_to=2026-02-04"), [
        "2026-01-29 7",
        "2026-01-29 8",
        "2026-01-30 9",
        "2026-01-30 10",
        "2026-02-04 7",
    ]);
    assert.deepEqual(await listed("date_from=2026-01-29&date_to=2026-02-04&poly_id=2"), [
        "2026-01-29 8",
        "2026-01-30 10",
    ]);
    assert.deepEqual(await listed("date_from=2026-01-30&doctor_id=7"), ["2026-02-04 7"]);
    assert.deepEqual(await listed("date_to=2025-12-15"), ["2025-02-03 7", "2025-12-15 7"]);
    assert.deepEqual(await listed("date_from=2026-02-04&date_to=2026-01-29"), []);
    // A single date goes before the range, and the range before month and year.
    assert.deepEqual(await listed("date=2026-02-04&date_from=2027-01-01"), ["2026-02-04 7"]);
    assert.deepEqual(await listed("date_from=2026-02-01&year=2025&month=12"), ["2026-02-04 7"]);
});
