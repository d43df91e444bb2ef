// The dashboard's tiles: rows 83 to 89 of the contract and the no-show ratio; DA-1 to DA-7 and
// contract 4.3-25 to 29. The expected values are computed from the list of all visits.
import { test } from "node:test";
import assert from "node:assert/strict";
import { move, register, unauthenticated, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import {
    averageMinutes,
    countOf,
    daysFrom,
    groupBy,
    inventVisits,
    type PastVisit,
    pastPolies,
    percent,
    polyName,
    waitsOf,
    writeHistory,
} from "../support/History.ts";
import { assertAnswer } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";

const { api, server } = await startDemo();

// Nineteen months; no test writes into them.
const past = inventVisits(900, daysFrom("2021-06-01", 570), 7);
await writeHistory(server.store, past);

const byDay = ["summary", "clinic-peak-hours"] as const;
const byPeriod = [
    "reservation-trend",
    "reservations-by-poly",
    "patient-attendance",
    "average-waiting-time",
    "bpjs-vs-general",
    "no-show-ratio",
] as const;
type Tile = (typeof byDay)[number] | (typeof byPeriod)[number];

const messages: Record<Tile, string> = {
    summary: "Summary data retrieved successfully",
    "reservation-trend": "Reservation trend data retrieved successfully",
    "reservations-by-poly": "Reservation comparison by poly retrieved successfully",
    "patient-attendance": "Patient attendance data retrieved successfully",
    "average-waiting-time": "Average waiting time retrieved successfully",
    "clinic-peak-hours": "Clinic peak hours retrieved successfully",
    "bpjs-vs-general": "BPJS vs general patient comparison retrieved successfully",
    "no-show-ratio": "No-show ratio retrieved successfully",
};

async function assertTile(tile: Tile, query: string, data: unknown): Promise<void> {
    assertAnswer(await api.get(`/api/dashboard/${tile}?${query}`), 200, {
        status: "success",
        message: messages[tile],
        data,
    });
}

// Computes each tile from the visits. `polies`: those of the request.
type Calculate = (visits: PastVisit[], polies: string[], label: number) => unknown;
const named = (name: string, value: number) => ({ name, value });
const ofPoly = (visits: PastVisit[], poly: string) =>
    visits.filter((visit) => polyName(visit) === poly);

const calculate: Record<Tile, Calculate> = {
    summary: (visits) => [
        named("Total Queue Today", visits.length),
        named("Total Patients Today", visits.length),
        named("Patients Completed Today", countOf(visits, "DONE")),
        named("No Show Patients Today", countOf(visits, "NO_SHOW")),
    ],
    "clinic-peak-hours": (visits) =>
        Array.from({ length: 24 }, (_, index) => {
            const hour = String(index).padStart(2, "0");
            const value = visits.filter(({ registered }) => registered.startsWith(hour)).length;
            return { hour, value };
        }),
    "reservation-trend": (visits, polies, size) =>
        groupBy(visits, ({ date }) => date.slice(0, size)).map(([label, group]) => ({
            label,
            ...Object.fromEntries(polies.map((poly) => [poly, ofPoly(group, poly).length])),
        })),
    "reservations-by-poly": (visits, polies) =>
        polies.map((poly) => named(poly, ofPoly(visits, poly).length)),
    "patient-attendance": (visits) => {
        const [attended, not_attended] = [countOf(visits, "DONE"), countOf(visits, "NO_SHOW")];
        const total = attended + not_attended;
        const attendance_rate = percent(attended, total);
        return {
            summary: { attended, not_attended, total, attendance_rate },
            chart: [named("Attended", attended), named("Not Attended", not_attended)],
        };
    },
    "average-waiting-time": (visits, polies) =>
        polies
            .map((name) => ({ name, waits: waitsOf(ofPoly(visits, name)) }))
            .filter(({ waits }) => waits.length > 0)
            .map(({ name, waits }) => ({
                name,
                avg_waiting_time: averageMinutes(waits).toFixed(2),
            })),
    "bpjs-vs-general": (visits, _, size) =>
        groupBy(visits, ({ date }) => date.slice(0, size)).map(([label, group]) => {
            const bpjs = group.filter((visit) => visit.bpjs).length;
            return { label, bpjs, general: group.length - bpjs };
        }),
    "no-show-ratio": (visits) => ({
        no_show_count: countOf(visits, "NO_SHOW"),
        total_reservation: visits.length,
        no_show_ratio: percent(countOf(visits, "NO_SHOW"), visits.length),
    }),
};

// The days that begin with this text, of all polies and of each one.
async function assertTiles(tiles: readonly Tile[], query: string, date: string): Promise<void> {
    const visits = past.filter((visit) => visit.date.startsWith(date));
    const label = date.length === 4 ? 7 : 10;
    for (const tile of tiles) {
        await assertTile(tile, query, calculate[tile](visits, pastPolies, label));
        for (const [index, poly] of pastPolies.entries()) {
            const expected = calculate[tile](ofPoly(visits, poly), [poly], label);
            await assertTile(tile, `${query}&poly_id=${index + 1}`, expected);
        }
    }
}

test("AsksForAToken", async () => {
    for (const tile of [...byDay, ...byPeriod])
        assertAnswer(await api.as().get(`/api/dashboard/${tile}`), 401, unauthenticated);
});

test("RefusesInvalidDaysAndPolies", async () => {
    const date = { date: ["The date field must be a valid date."] };
    const poly = { poly_id: ["The poly id field must be an integer."] };
    for (const tile of byDay) {
        const url = `/api/dashboard/${tile}`;
        assertAnswer(await api.get(`${url}?date=2026-02-30`), 422, wrapped(date));
        const both = { ...date, ...poly };
        assertAnswer(await api.get(`${url}?poly_id=umum&date=x`), 422, wrapped(both));
    }
});

test("RefusesInvalidPeriods", async () => {
    for (const [query, field, message] of [
        ["year=26", "year", "The year field must be 4 digits."],
        ["year=abc", "year", "The year field must be 4 digits."],
        ["year=20266", "year", "The year field must be 4 digits."],
        ["year=0000", "year", "The year field must be between 1 and 9999."],
        ["month=13", "month", "The month field must be between 1 and 12."],
        ["month=0", "month", "The month field must be between 1 and 12."],
        ["month=May", "month", "The month field must be a number."],
        ["month=1.5", "month", "The month field must be an integer."],
        ["day=1e1", "day", "The day field must be an integer."],
        ["day=32", "day", "The day field must be between 1 and 31."],
        ["day=0", "day", "The day field must be between 1 and 31."],
        ["poly_id=1.5", "poly_id", "The poly id field must be an integer."],
    ] as const)
        for (const tile of byPeriod) {
            const answer = await api.get(`/api/dashboard/${tile}?${query}`);
            assertAnswer(answer, 422, wrapped({ [field]: [message] }));
        }
});

test("AddsUpAYear", () => assertTiles(byPeriod, "year=2022", "2022"));
test("AddsUpAYearThatHadBegunBefore", () => assertTiles(byPeriod, "year=2021", "2021"));
test("AddsUpAMonth", () => assertTiles(byPeriod, "year=2022&month=02", "2022-02"));
test("AddsUpAMonthWithoutALeadingZero", () =>
    assertTiles(byPeriod, "year=2022&month=3", "2022-03"));

test("AddsUpADay", async () => {
    for (const date of daysFrom("2022-01-01", 12)) {
        const [year, month, day] = date.split("-");
        await assertTiles(byPeriod, `day=${day}&month=${month}&year=${year}`, date);
        await assertTiles(byDay, `date=${date}`, date);
    }
});

test("TheDayOfPeakHoursMayBeCalledAYear", async () => {
    await assertTiles(["clinic-peak-hours"], "year=2022-01-03", "2022-01-03");
    await assertTiles(["clinic-peak-hours"], "year=2022-01-03&date=2022-01-04", "2022-01-04");
});

// The object has nearly as many keys as it may have. A reference into its table that is read after
// the table has moved is a use after free, which the asan ring reports.
test("TheYearOfALargeInputIsReadBeforeTheInputGrows", async () => {
    const tile = "clinic-peak-hours";
    const data: Record<string, unknown> = { year: "2022-01-03" };
    for (let index = 0; index < 998; ++index) data[`k${index}`] = 0;
    const url = `/api/dashboard/${tile}`;
    const answer = await api.request({ method: "get", url, data });
    const { body } = await api.get(`${url}?date=2022-01-03`);
    assertAnswer(answer, 200, { status: "success", message: messages[tile], data: body.data });
});

test("ADayWithoutAMonthDoesNotRestrict", () => assertTiles(byPeriod, "year=2022&day=6", "2022"));

test("NothingIsCountedWhereNothingWas", async () => {
    await assertTiles(byDay, "date=0001-01-01", "0001-01-01");
    await assertTiles(byDay, "date=9999-12-31", "9999-12-31");
    await assertTiles(byPeriod, "year=0001", "0001");
    await assertTiles(byPeriod, "year=9999&month=12", "9999-12");
    await assertTiles(byPeriod, "year=2022&month=02&day=30", "2022-02-30");
});

test("APolyThatIsNotThereHadNothing", async () => {
    for (const poly_id of ["99999", "0", "-1", "9223372036854775807"]) {
        const none = (tile: Tile) => calculate[tile]([], [], 7);
        for (const tile of byPeriod)
            await assertTile(tile, `year=2022&poly_id=${poly_id}`, none(tile));
        for (const tile of byDay)
            await assertTile(tile, `date=2022-01-03&poly_id=${poly_id}`, none(tile));
    }
});

test("TheDefaultsAreTodayAndThisYear", async () => {
    const date = new Intl.DateTimeFormat("sv", { timeZone: "Asia/Jakarta" }).format(new Date());
    const visit = await register(api, { date, bpjs: false });
    await move(api, visit, "done");
    const patients = [named("Total Queue Today", 1), named("Total Patients Today", 1)];
    const ends = [named("Patients Completed Today", 1), named("No Show Patients Today", 0)];
    await assertTile("summary", "", [...patients, ...ends]);
    await assertTile("reservations-by-poly", "", [named("Poli Umum", 1), named("Poli Gigi", 0)]);
    const label = date.slice(0, 7);
    await assertTile("bpjs-vs-general", "", [{ label, bpjs: 0, general: 1 }]);
    const hours = (await api.get("/api/dashboard/clinic-peak-hours")).body.data;
    assert.equal(hours.filter((hour: { value: number }) => hour.value === 1).length, 1);
});

test("APolyInTheTrashIsShownWhereItHadVisits", async () => {
    const { id } = (await api.post("/api/poly", { name: "Poli Lama" })).body.data;
    await register(api, { date: "2035-05-05", poly_id: id });
    const others = { "Poli Umum": 0, "Poli Gigi": 0 };
    await assertTile("reservation-trend", "year=2034", []);
    await assertTile("reservations-by-poly", "year=2034", [
        ...pastPolies.map((name) => named(name, 0)),
        named("Poli Lama", 0),
    ]);
    await api.delete(`/api/poly/${id}`);
    await assertTile("reservations-by-poly", "year=2034", [
        ...pastPolies.map((name) => named(name, 0)),
    ]);
    await assertTile("reservation-trend", "year=2035", [
        { label: "2035-05", ...others, "Poli Lama": 1 },
    ]);
});

test("APolyNamedLikeTheLabelLeavesTheLabelAlone", async () => {
    const { id } = (await api.post("/api/poly", { name: "label" })).body.data;
    for (const date of ["2036-01-01", "2036-02-01"]) await register(api, { date, poly_id: id });
    const row = { "Poli Umum": 0, "Poli Gigi": 0 };
    await assertTile("reservation-trend", `year=2036`, [
        { label: "2036-01", ...row },
        { label: "2036-02", ...row },
    ]);
    await runSql(server.store, "UPDATE polies SET name = 'Poli Label' WHERE name = 'label'");
});
