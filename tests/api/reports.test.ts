// The reports about visits: rows 90, 92, 94, 96, 98 and 100 of the contract, RE-1 to RE-11. The
// expected values are computed from the list of all visits.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, statusId, unauthenticated, wrapped } from "../support/Clinic.ts";
import {
    averageMinutes,
    countOf,
    daysFrom,
    groupBy,
    inventVisits,
    minutes,
    type PastVisit,
    percent,
    polyName,
    waitOf,
    waitsOf,
    writeHistory,
} from "../support/History.ts";
import { assertAnswer } from "../support/Json.ts";
import { assertPage, assertReport, type ReportName, reportNames } from "../support/Reports.ts";
import { signInAll } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const api = as.head;

const past = inventVisits(700, daysFrom("2021-06-01", 150), 11);
await writeHistory(server.store, past);

// Sorts rows by date, then by the poly's name.
type Calculate = (visits: PastVisit[]) => object | undefined;

const hourOf = ({ registered }: PastVisit) => Number(registered.slice(0, 2));
const inHour = (visits: PastVisit[], hour: number) =>
    visits.filter((visit) => hourOf(visit) === hour).length;
const hour = (number: number) => `${String(number).padStart(2, "0")}:00`;
const busy = Array.from({ length: 13 }, (_, index) => 6 + index);

function peakHour(visits: PastVisit[]): string {
    const counts = Array.from({ length: 24 }, (_, number) => inHour(visits, number));
    return hour(counts.lastIndexOf(Math.max(...counts)));
}

function percentile(waits: number[], part: number): number {
    const rank = part * (waits.length - 1);
    const [below, above] = [waits[Math.floor(rank)], waits[Math.ceil(rank)]] as [number, number];
    return minutes(below + (rank - Math.floor(rank)) * (above - below));
}

function waitingTimes(visits: PastVisit[]): object | undefined {
    const waits = waitsOf(visits);
    if (waits.length === 0) return undefined;
    return {
        average_waiting_time_minutes: averageMinutes(waits),
        longest_waiting_time_minutes: minutes(Math.max(...waits)),
        fastest_waiting_time_minutes: minutes(Math.min(...waits)),
    };
}

function withPercentiles(visits: PastVisit[]): object | undefined {
    const waits = waitsOf(visits).sort((one, other) => one - other);
    if (waits.length === 0) return undefined;
    return {
        ...waitingTimes(visits),
        p50_waiting_time_minutes: percentile(waits, 0.5),
        p90_waiting_time_minutes: percentile(waits, 0.9),
    };
}

const ofDays = {
    "no-show-cancelled": (visits) => ({
        total_reservations: visits.length,
        no_show: countOf(visits, "NO_SHOW"),
        cancelled: countOf(visits, "CANCELLED"),
        ratio_percent: percent(countOf(visits, "NO_SHOW", "CANCELLED"), visits.length),
    }),
    "bpjs-vs-general": (visits) => {
        const bpjs = visits.filter((visit) => visit.bpjs).length;
        return {
            total_bpjs: bpjs,
            total_general: visits.length - bpjs,
            bpjs_percentage: percent(bpjs, visits.length),
            general_percentage: percent(visits.length - bpjs, visits.length),
        };
    },
    "poly-performance": (visits) => ({
        total_patients: visits.length,
        average_waiting_time_minutes: waitsOf(visits).length
            ? averageMinutes(waitsOf(visits))
            : null,
        no_show_rate_percent: percent(countOf(visits, "NO_SHOW"), visits.length),
        peak_hour: peakHour(visits),
    }),
    "waiting-time": waitingTimes,
    "busy-hour": (visits) => ({
        ...Object.fromEntries(busy.map((number) => [hour(number), inHour(visits, number)])),
        total_reservations: visits.filter((visit) => busy.includes(hourOf(visit))).length,
    }),
} as const satisfies Partial<Record<ReportName, Calculate>>;
const dayReports = Object.keys(ofDays) as (keyof typeof ofDays)[];

function dayRows(visits: PastVisit[], calculate: Calculate): object[] {
    return groupBy(visits, (visit) => `${visit.date} ${polyName(visit)}`)
        .map(([, group]) => {
            const [one] = group as [PastVisit];
            const figures = calculate(group);
            return figures && { date: one.date, poly: polyName(one), ...figures };
        })
        .filter((row) => row !== undefined);
}

const visitRows = (visits: PastVisit[]) =>
    groupBy(visits, (visit) => `${visit.date} ${polyName(visit)} ${visit.id}`)
        .flatMap(([, group]) => group)
        .map((visit) => {
            const wait = waitOf(visit);
            return {
                date: visit.date,
                reservation_number: visit.id,
                patient_name: visit.patient_name,
                poly: polyName(visit),
                insurance_type: visit.bpjs ? "BPJS" : "GENERAL",
                status: visit.status,
                registration_time: visit.registered.slice(0, 5),
                call_time: visit.called?.slice(0, 5) ?? null,
                waiting_time_minutes: wait === null ? null : minutes(wait),
            };
        });

type Filter = [query: string, fits: (visit: PastVisit) => boolean];
const everything: Filter = ["date_to=2022-12-31", () => true];
const inWinter = (visit: PastVisit) => visit.date >= "2021-07-01" && visit.date <= "2021-07-31";
const days: Filter[] = [
    everything,
    ["date_from=2021-07-01&date_to=2021-07-31", inWinter],
    ["date_from=01-07-2021&date_to=07/31/2021&poly_id=1", (v) => inWinter(v) && v.poly_id === 1],
    ["date_from=2021-09-15&date_to=2022-01-01", ({ date }) => date >= "2021-09-15"],
    ["date_to=2021-06-20&poly_id=2", ({ date, poly_id }) => date <= "2021-06-20" && poly_id === 2],
    ["date_from=2021-07-02&date_to=2021-07-01", () => false],
    ["date_to=0001-01-01", () => false],
    ["date_from=9999-12-31", () => false],
    ["date_to=2022-12-31&poly_id=99999", () => false],
];
const insurances: Filter[] = [
    ["date_to=2022-12-31&insurance_type=BPJS", ({ bpjs }) => bpjs],
    ["date_to=2022-12-31&insurance_type=GENERAL&poly_id=2", (v) => !v.bpjs && v.poly_id === 2],
];
const done = `status[]=${statusId("DONE")}`;
const noShow = statusId("NO_SHOW");
const stations: Filter[] = [
    [`date_to=2022-12-31&${done}`, ({ status }) => status === "DONE"],
    [`date_to=2022-12-31&status%5B0%5D=${noShow}`, ({ status }) => status === "NO_SHOW"],
    [`date_to=2022-12-31&status=${noShow}`, ({ status }) => status === "NO_SHOW"],
    [
        `date_to=2022-12-31&status=${noShow},${statusId("DONE")}`,
        ({ status }) => status === "NO_SHOW" || status === "DONE",
    ],
    [
        `date_to=2022-12-31&${done}&status[]=${noShow}&insurance_type=BPJS&poly_id=1`,
        (v) => (v.status === "NO_SHOW" || v.status === "DONE") && v.bpjs && v.poly_id === 1,
    ],
    [
        `date_from=2021-07-01&date_to=2021-07-31&${done}&insurance_type=GENERAL`,
        (v) => inWinter(v) && v.status === "DONE" && !v.bpjs,
    ],
    ["date_to=2022-12-31&status[]=999", () => false],
    [`date_to=2022-12-31&status[]=999&${done}`, ({ status }) => status === "DONE"],
    ["date_to=2022-12-31&status=", () => true],
    [`date_to=2022-12-31&status=,%20${noShow},`, ({ status }) => status === "NO_SHOW"],
];

// The visits behind the figures of the summary.
const weekday = ({ date }: PastVisit) => ((new Date(date).getUTCDay() + 6) % 7) + 1;
const present = ({ status }: PastVisit) =>
    status !== "WAITING" && status !== "NO_SHOW" && status !== "CANCELLED";
const minuteOf = (visit: PastVisit) => Math.floor((waitOf(visit) ?? -60) / 60);
const refined: Filter[] = [
    ["date_to=2022-12-31&weekday=1", (visit) => weekday(visit) === 1],
    ["date_to=2022-12-31&weekday=7&poly_id=2&insurance_type=BPJS", (visit) =>
        weekday(visit) === 7 && visit.poly_id === 2 && visit.bpjs],
    ["date_to=2022-12-31&hour=8", (visit) => hourOf(visit) === 8],
    ["date_to=2022-12-31&hour=0&weekday=3", (v) => hourOf(v) === 0 && weekday(v) === 3],
    ["date_to=2022-12-31&present=1", present],
    ["date_to=2021-07-31&date_from=2021-07-01&present=1&poly_id=1", (visit) =>
        inWinter(visit) && present(visit) && visit.poly_id === 1],
    ["date_to=2022-12-31&present=0", () => true],
    ["date_to=2022-12-31&wait_from=0", (visit) => minuteOf(visit) >= 0],
    ["date_to=2022-12-31&wait_to=59", (v) => minuteOf(v) >= 0 && minuteOf(v) <= 59],
    ["date_to=2022-12-31&wait_from=60&wait_to=89", (v) => minuteOf(v) >= 60 && minuteOf(v) < 90],
    ["date_to=2022-12-31&wait_from=90&wait_to=60", () => false],
];

test("AsksForATokenAndForThePermission", async () => {
    for (const report of reportNames) {
        const url = `/api/reports/${report}`;
        assertAnswer(await api.as().get(url), 401, unauthenticated);
        const forbidden = { status: "error", message: "This action is unauthorized." };
        for (const role of ["doctor", "nurse", "assistant"] as const)
            assertAnswer(await as[role].get(url), 403, forbidden);
        for (const role of ["superadmin", "head", "reception"] as const)
            assert.equal((await as[role].get(url)).status, 200);
    }
});

const combined = (name: string) => `The ${name} field cannot be combined with these filters.`;

test("RefusesFiltersThatMakeNoSense", async () => {
    const date = { date_from: ["The date from field must be a valid date."] };
    for (const report of reportNames) {
        const answer = await api.get(`/api/reports/${report}?date_from=2021-02-30`);
        assertAnswer(answer, 422, wrapped(date));
    }
    for (const report of reportNames.filter((name) => name !== "user-activity")) {
        const query = "poly_id=umum&date_to=x&date_from=2021-02-30";
        assertAnswer(
            await api.get(`/api/reports/${report}?${query}`),
            422,
            wrapped({
                ...date,
                date_to: ["The date to field must be a valid date."],
                poly_id: ["The poly id field must be an integer."],
            }),
        );
    }
    for (const report of ["patient-visits", "no-show-cancelled"])
        for (const type of ["bpjs", "UMUM", "1"])
            assertAnswer(
                await api.get(`/api/reports/${report}?insurance_type=${type}`),
                422,
                wrapped({ insurance_type: ["The selected insurance type is invalid."] }),
            );
    for (const [query, field] of [
        ["status[]=DONE", "status.0"],
        ["status=5,x", "status.1"],
        ["status[]=5&status[]=", "status.1"],
        ["status=5,6.5", "status.1"],
    ] as const)
        assertAnswer(
            await api.get(`/api/reports/patient-visits?${query}`),
            422,
            wrapped({ [field]: [`The ${field} field must be an integer.`] }),
        );
    for (const [query, field, message] of [
        ["weekday=0", "weekday", "The weekday field must be between 1 and 7."],
        ["weekday=8", "weekday", "The weekday field must be between 1 and 7."],
        ["hour=24", "hour", "The hour field must be between 0 and 23."],
        ["hour=x", "hour", "The hour field must be an integer."],
        ["present=maybe", "present", "The present field must be true or false."],
        ["wait_from=-1", "wait_from", "The wait from field must be between 0 and 1439."],
        ["wait_to=1440", "wait_to", "The wait to field must be between 0 and 1439."],
        ["order=up", "order", "The selected order is invalid."],
        ["sort=bpjs", "sort", "The selected sort is invalid."],
        ["hour=8&status=5", "hour", combined("hour")],
        ["hour=8&insurance_type=BPJS", "hour", combined("hour")],
        ["hour=8&present=1", "present", combined("present")],
        ["present=1&wait_to=5", "wait_to", combined("wait to")],
        ["hour=8&wait_from=5&wait_to=6", "wait_from", combined("wait from")],
    ] as const) {
        const answer = await api.get(`/api/reports/patient-visits?${query}`);
        const errors = answer.body.errors;
        assert.equal(answer.status, 422, query);
        assert.deepEqual(errors[field].includes(message), true, JSON.stringify(errors));
    }
    assertAnswer(
        await api.get("/api/reports/waiting-time?percentiles=maybe"),
        422,
        wrapped({ percentiles: ["The percentiles field must be true or false."] }),
    );
});

for (const report of dayReports)
    test(`DaysAddUpIn ${report}`, async () => {
        for (const [query, fits] of days)
            await assertReport(api, report, query, dayRows(past.filter(fits), ofDays[report]));
    });

test("NoShowsOfOneInsurance", async () => {
    for (const [query, fits] of insurances) {
        const rows = dayRows(past.filter(fits), ofDays["no-show-cancelled"]);
        await assertReport(api, "no-show-cancelled", query, rows);
    }
});

test("OtherReportsIgnoreTheInsurance", async () => {
    const rows = dayRows(past, ofDays["bpjs-vs-general"]);
    const query = "date_to=2022-12-31&insurance_type=UMUM&status=x&user_id=y";
    await assertReport(api, "bpjs-vs-general", query, rows);
});

test("PercentilesAreShownOnRequest", async () => {
    for (const [query, fits] of days) {
        const rows = dayRows(past.filter(fits), withPercentiles);
        await assertReport(api, "waiting-time", `${query}&percentiles=1`, rows);
    }
    const plain = dayRows(past, waitingTimes);
    await assertReport(api, "waiting-time", "date_to=2022-12-31&percentiles=0", plain);
});

test("EveryVisitIsOnItsPage", async () => {
    for (const [query, fits] of [...days, ...insurances, ...stations, ...refined])
        await assertReport(api, "patient-visits", query, visitRows(past.filter(fits)));
});

test("PagesBeginAtEitherEnd", async () => {
    const rows = visitRows(past);
    await assertReport(api, "patient-visits", `${everything[0]}&order=asc`, rows);
    await assertReport(api, "patient-visits", `${everything[0]}&order=desc`, [...rows].reverse());
    const waits = dayRows(past, waitingTimes).reverse();
    await assertReport(api, "waiting-time", `${everything[0]}&order=desc`, waits);
    for (const date of ["2031-01-05", "2031-01-06"]) await register(as.reception, { date });
    const [first] = (await api.get("/api/reports/user-activity?order=asc&per_page=1")).body.data;
    const latest = (await api.get("/api/reports/user-activity?per_page=1")).body.pagination;
    const url = `/api/reports/user-activity?per_page=1&page=${latest.total}`;
    assert.deepEqual((await api.get(url)).body.data, [first]);
});

test("PagesFollowEachOtherWithoutAGap", async () => {
    const rows = visitRows(past);
    for (let page = 1; page <= Math.ceil(rows.length / 13); ++page)
        await assertPage(api, "patient-visits", everything[0], rows, [page, 13]);
});

test("APageThatMakesNoSenseIsTheFirst", async () => {
    for (const query of ["page=0&per_page=0", "page=x&per_page=-4", "page[]=2&per_page=1"]) {
        const { body } = await api.get(`/api/reports/patient-visits?date_to=2022-12-31&${query}`);
        assert.equal(body.pagination.current_page, 1);
        assert.ok(body.data.length >= 1);
    }
    const last = await api.get("/api/reports/patient-visits?page=9223372036854775807");
    assert.deepEqual([last.status, last.body.data], [200, []]);
});

// Registered now, through the API: the wait is a few seconds at most.
test("AVisitOfTodayIsShownAsItStands", async () => {
    const visit = await register(as.reception, { date: "2030-01-02", bpjs: true });
    const row = (status: string, call_time: unknown, waiting_time_minutes: unknown) => ({
        date: "2030-01-02",
        reservation_number: visit.id,
        patient_name: visit.form.patient_name,
        poly: "Poli Umum",
        insurance_type: "BPJS",
        status,
        registration_time: shown.registration_time,
        call_time,
        waiting_time_minutes,
    });
    const url = "/api/reports/patient-visits?date_from=2030-01-02&date_to=2030-01-02";
    let [shown] = (await api.get(url)).body.data;
    assert.match(shown.registration_time, /^\d\d:\d\d$/);
    assert.deepEqual(shown, row("WAITING", null, null));
    await move(as.doctor, visit, "withdoctor");
    [shown] = (await api.get(url)).body.data;
    assert.match(shown.call_time, /^\d\d:\d\d$/);
    assert.deepEqual(shown, row("WITH_DOCTOR", shown.call_time, shown.waiting_time_minutes));
});

test("APolyInTheTrashKeepsItsVisitsAndItsName", async () => {
    const { id } = (await as.superadmin.post("/api/poly", { name: "Anak" })).body.data;
    const visit = await register(as.reception, { date: "2030-02-02", poly_id: id });
    await register(as.reception, { date: "2030-02-02", poly_id: 2 });
    await as.superadmin.delete(`/api/poly/${id}`);
    const range = "date_from=2030-02-02&date_to=2030-02-02";
    const { data } = (await api.get(`/api/reports/patient-visits?${range}`)).body;
    assert.deepEqual(
        data.map((row: { poly: string }) => row.poly),
        ["Anak", "Poli Gigi"],
    );
    assert.equal(data[0].reservation_number, visit.id);
    const days = (await api.get(`/api/reports/busy-hour?${range}&poly_id=${id}`)).body.data;
    assert.deepEqual([days.length, days[0].poly], [1, "Anak"]);
});
