// The summary of the clinic: every figure is computed again from the list of all visits, and equals
// the reports.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, type Row, unauthenticated, wrapped } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import {
    averageMinutes,
    countOf,
    daysFrom,
    inventVisits,
    pastPolies,
    type PastVisit,
    percent,
    waitsOf,
    writeHistory,
} from "../support/History.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { listDay, Load, oneTo } from "../support/Load.ts";
import { randomOf } from "../support/Random.ts";
import { signInAll } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const api = as.head;

const days = daysFrom("2021-06-01", 150);
const past = inventVisits(1_500, days, 15);
await writeHistory(server.store, past);

const addDays = (date: string, count: number) =>
    new Date(Date.parse(date) + count * 86_400_000).toISOString().slice(0, 10);
const weekday = (date: string) => ((new Date(date).getUTCDay() + 6) % 7) + 1;
const hourOf = ({ registered }: PastVisit) => Number(registered.slice(0, 2));
const isPresent = ({ status }: PastVisit) =>
    status !== "WAITING" && status !== "NO_SHOW" && status !== "CANCELLED";
const rounded = (value: number) => Math.round(value * 100 + 1e-7) / 100;

// Interpolated between two waits of whole minutes.
function percentile(waits: number[], part: number): number | null {
    const minutes = waits.map((wait) => Math.floor(wait / 60)).sort((one, other) => one - other);
    if (minutes.length === 0) return null;
    const rank = part * (minutes.length - 1);
    const [below, above] = [minutes[Math.floor(rank)], minutes[Math.ceil(rank)]];
    return rounded((below as number) + (rank % 1) * ((above as number) - (below as number)));
}

// Of "08:15:30"; counted without the program's own functions.
function secondsOf(time: string): number {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
    return hours * 3_600 + minutes * 60 + seconds;
}
const isShort = (wait: number) => wait < 3_600;

function waitFigures(waits: number[]): Row {
    return {
        median_wait_minutes: percentile(waits, 0.5),
        p90_wait_minutes: percentile(waits, 0.9),
        under_60_minutes_percent:
            waits.length === 0 ? null : percent(waits.filter(isShort).length, waits.length),
    };
}

function counts(visits: PastVisit[]) {
    const bpjs = visits.filter((visit) => visit.bpjs).length;
    return {
        registered: visits.length,
        present: visits.filter(isPresent).length,
        done: countOf(visits, "DONE"),
        no_show: countOf(visits, "NO_SHOW"),
        cancelled: countOf(visits, "CANCELLED"),
        bpjs,
        general: visits.length - bpjs,
    };
}

function figures(visits: PastVisit[]): Row {
    const waits = waitsOf(visits);
    return {
        ...counts(visits),
        waits: waits.length,
        waits_under_60_minutes: waits.filter(isShort).length,
        average_wait_minutes: waits.length === 0 ? null : averageMinutes(waits),
        ...waitFigures(waits),
    };
}

// For each day of the period the average of its weekday in the eight weeks before.
function usual(visits: PastVisit[], from: string, to: string): Row | null {
    const period = daysFrom(from, (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1);
    const before = visits.filter(({ date }) => date >= addDays(from, -56) && date < from);
    const sums: Record<string, number> = {};
    const learned: PastVisit[] = [];
    for (let day = 1; day <= 7; ++day) {
        const times = period.filter((date) => weekday(date) === day).length;
        const same = before.filter(({ date }) => weekday(date) === day);
        if (times === 0 || same.length === 0) continue;
        learned.push(...same);
        const open = new Set(same.map(({ date }) => date)).size;
        for (const [name, sum] of Object.entries(counts(same)))
            sums[name] = rounded((sums[name] ?? 0) + rounded((times * sum) / open));
    }
    return learned.length === 0 ? null : { ...sums, ...waitFigures(waitsOf(learned)) };
}

function summary(all: PastVisit[], from: string, to: string, polies = [1, 2]): Row {
    const visits = all.filter((visit) => polies.includes(visit.poly_id));
    const chosen = visits.filter(({ date }) => date >= from && date <= to);
    const short = addDays(to, -55);
    const charts_from = from < short ? from : short;
    const shown = visits.filter(({ date }) => date >= charts_from && date <= to);
    const dates = [...new Set(shown.map(({ date }) => date))].sort();
    return {
        date_from: from,
        date_to: to,
        figures: figures(chosen),
        usual: usual(visits, from, to),
        now: null,
        polies: polies.map((poly_id) => ({
            poly_id,
            poly: pastPolies[poly_id - 1],
            figures: figures(chosen.filter((visit) => visit.poly_id === poly_id)),
            now: null,
        })),
        charts_from,
        weekdays: oneTo(7).map((day) => {
            const same = shown.filter(({ date }) => weekday(date) === day);
            return {
                weekday: day,
                days: new Set(same.map(({ date }) => date)).size,
                registered_by_hour: Array.from(
                    { length: 24 },
                    (_, hour) => same.filter((visit) => hourOf(visit) === hour).length,
                ),
            };
        }),
        days: dates.map((date) => {
            const same = shown.filter((visit) => visit.date === date);
            const { registered, present, no_show, cancelled, bpjs, general } = counts(same);
            const waits = waitsOf(same);
            return {
                date,
                registered,
                present,
                no_show,
                cancelled,
                bpjs,
                general,
                average_wait_minutes: waits.length === 0 ? null : averageMinutes(waits),
            };
        }),
    };
}

const answered = (data: unknown) => ({
    status: "success",
    message: "Summary retrieved successfully",
    data,
});

test("AsksForATokenAndForThePermission", async () => {
    assertAnswer(await api.as().get("/api/summary"), 401, unauthenticated);
    const forbidden = { status: "error", message: "This action is unauthorized." };
    for (const role of ["doctor", "nurse", "assistant"] as const)
        assertAnswer(await as[role].get("/api/summary"), 403, forbidden);
    for (const role of ["superadmin", "head", "reception"] as const)
        assert.equal((await as[role].get("/api/summary")).status, 200);
});

test("RefusesPeriodsThatMakeNoSense", async () => {
    for (const [query, errors] of [
        ["date_from=2021-02-30", { date_from: ["The date from field must be a valid date."] }],
        ["date_to=x", { date_to: ["The date to field must be a valid date."] }],
        ["poly_id=umum", { poly_id: ["The poly id field must be an integer."] }],
        [
            "date_from=2021-07-02&date_to=2021-07-01",
            { date_from: ["The date from field must not be after date to."] },
        ],
        [
            "date_from=2020-01-01&date_to=2021-01-01",
            { date_from: ["The period must not exceed 366 days."] },
        ],
        ["date_from=0001-01-01", { date_from: ["The period must not exceed 366 days."] }],
    ] as const)
        assertAnswer(await api.get(`/api/summary?${query}`), 422, wrapped(errors as never));
});

test("EveryFigureIsACount", async () => {
    for (const [from, to] of [
        ["2021-08-17", "2021-08-17"],
        ["2021-08-02", "2021-08-08"],
        ["2021-08-01", "2021-08-31"],
        ["2021-06-01", "2021-10-28"],
        ["2021-01-01", "2021-12-31"],
        ["2021-05-01", "2021-06-01"],
        ["2022-05-01", "2022-05-01"],
    ] as const)
        for (const polies of [undefined, [1], [2]]) {
            const poly = polies === undefined ? "" : `&poly_id=${polies[0]}`;
            const answer = await api.get(`/api/summary?date_from=${from}&date_to=${to}${poly}`);
            assertAnswer(answer, 200, answered(summary(past, from, to, polies)));
        }
});

test("ADayAtTheEndOfTimeHasNothing", async () => {
    for (const date of ["0001-01-01", "9999-12-31"]) {
        const answer = await api.get(`/api/summary?date_from=${date}&date_to=${date}`);
        assert.equal(answer.status, 200);
        assert.equal(answer.body.data.figures.registered, 0);
        assert.deepEqual([answer.body.data.usual, answer.body.data.days], [null, []]);
    }
    const answer = await api.get("/api/summary?poly_id=99999");
    assert.deepEqual([answer.status, answer.body.data.polies], [200, []]);
});

test("AFigureIsTheNumberOfVisitsBehindIt", async () => {
    const range = "date_from=2021-08-01&date_to=2021-08-31";
    const { data } = (await api.get(`/api/summary?${range}`)).body;
    const total = async (query: string) =>
        (await api.get(`/api/reports/patient-visits?${range}&per_page=1&${query}`)).body.pagination
            .total;
    assert.equal(await total(""), data.figures.registered);
    assert.equal(await total("present=1"), data.figures.present);
    assert.equal(await total("status=6"), data.figures.no_show);
    assert.equal(await total("status=7"), data.figures.cancelled);
    assert.equal(await total("insurance_type=BPJS"), data.figures.bpjs);
    assert.equal(await total("insurance_type=GENERAL"), data.figures.general);
    assert.equal(await total("wait_from=0"), data.figures.waits);
    assert.equal(await total("wait_to=59"), data.figures.waits_under_60_minutes);
    for (const { poly_id, figures } of data.polies) {
        assert.equal(await total(`poly_id=${poly_id}`), figures.registered);
        assert.equal(await total(`poly_id=${poly_id}&wait_to=59`), figures.waits_under_60_minutes);
    }
    const charts = `date_from=${data.charts_from}&date_to=2021-08-31`;
    for (const { weekday, registered_by_hour } of data.weekdays)
        for (const hour of [0, 8, 23]) {
            const url = `/api/reports/patient-visits?${charts}&weekday=${weekday}&hour=${hour}`;
            const { pagination } = (await api.get(url)).body;
            assert.equal(pagination.total, registered_by_hour[hour]);
        }
});

const now = async () => (await api.get("/api/summary")).body.data;

test("TodayIsSeenAsItStands", async () => {
    const date = today();
    const visit = await register(as.reception, { date, poly_id: 2, bpjs: false });
    const seen = async (changes: Row, waits: Row) => {
        const data = await now();
        const { figures } = data;
        const { registered, present, done, no_show, cancelled, bpjs, general } = figures;
        const count = { registered, present, done, no_show, cancelled, bpjs, general };
        const none = { registered: 1, present: 0, done: 0, no_show: 0, cancelled: 0 };
        assert.deepEqual(count, { ...none, bpjs: 0, general: 1, ...changes });
        const nobody = { waiting: 0, waiting_doctor: 0, being_served: 0, waiting_since: null };
        assertAnswer({ status: 200, body: data.now }, 200, { ...nobody, ...waits });
        assert.deepEqual(data.polies[1].now, data.now);
        return data;
    };
    const since = { waiting_since: any.timestamp };
    await seen({}, { waiting: 1, ...since });
    await as.reception.post(`/api/queue/${visit.id}/check-in`);
    await seen({ present: 1 }, { waiting: 1, ...since });
    await move(as.nurse, visit, "anamnesa");
    await seen({ present: 1 }, { being_served: 1 });
    await as.nurse.post(`/api/queue/${visit.id}/undo`);
    await seen({ present: 1 }, { waiting: 1, ...since });
    await move(as.nurse, visit, "waitingdoctor");
    await seen({ present: 1 }, { waiting_doctor: 1, ...since });
    await move(as.doctor, visit, "withdoctor");
    const { figures } = await seen({ present: 1 }, { being_served: 1 });
    assert.deepEqual([figures.waits, figures.median_wait_minutes], [1, 0]);
    await as.doctor.post(`/api/queue/${visit.id}/undo`);
    assert.equal((await seen({ present: 1 }, { waiting_doctor: 1, ...since })).figures.waits, 0);
    await move(as.doctor, visit, "withdoctor");
    await move(as.doctor, visit, "done");
    await seen({ present: 1, done: 1 }, {});
    // On another day the visit begins again.
    await as.reception.put(`/api/reservation/${visit.id}`, { ...visit.form, date: "2031-01-01" });
    const left = await seen({ registered: 0, general: 0 }, {});
    assert.equal(left.figures.waits, 0);
    const there = "date_from=2031-01-01&date_to=2031-01-01";
    const moved = (await api.get(`/api/summary?${there}`)).body.data;
    assert.deepEqual([moved.figures.registered, moved.figures.present, moved.now], [1, 0, null]);
});

test("ACalledPatientIsPresentUntilMissing", async () => {
    const visit = await register(as.reception, { date: today() });
    const present = async () => (await now()).figures.present;
    assert.equal(await present(), 0);
    await move(as.nurse, visit, "anamnesa");
    assert.equal(await present(), 1);
    await move(as.nurse, visit, "noshow");
    assert.equal(await present(), 0);
    await move(as.reception, visit, "cancelled");
    assert.equal(await present(), 0);
    await as.reception.put(`/api/reservation/${visit.id}`, { ...visit.form, date: "2031-01-02" });
});

test("APolyInTheTrashIsShownWhereItHadVisits", async () => {
    const { id } = (await as.superadmin.post("/api/poly", { name: "Poli Lama" })).body.data;
    await register(as.reception, { date: "2031-02-02", poly_id: id });
    await as.superadmin.delete(`/api/poly/${id}`);
    const names = async (date: string) =>
        (await api.get(`/api/summary?date_from=${date}&date_to=${date}`)).body.data.polies.map(
            ({ poly }: { poly: string }) => poly,
        );
    assert.deepEqual(await names("2031-02-02"), [...pastPolies, "Poli Lama"]);
    assert.deepEqual(await names("2031-02-03"), pastPolies);
});

// Registrations and moves in any order by many clients, then everything is counted again from the
// list of the day, and compared with the reports.
test("FiguresAreThoseOfTheReportsAfterRandomWork", async (t) => {
    const date = "2031-03-03";
    const load = new Load(date, randomOf(t));
    load.start([as.superadmin]);
    await load.answers(3_000);
    await load.stop();
    const rows = await listDay(as.superadmin, date);
    const at = (...ids: number[]) => rows.filter((row) => ids.includes(row.status_id)).length;
    const range = `date_from=${date}&date_to=${date}`;
    const { figures, polies } = (await api.get(`/api/summary?${range}`)).body.data;
    assert.deepEqual(
        [figures.registered, figures.done, figures.no_show, figures.cancelled, figures.present],
        [rows.length, at(5), at(6), at(7), at(2, 3, 4, 5)],
    );
    assert.equal(figures.bpjs, rows.filter((row) => row.bpjs).length);
    const called = rows.filter((row) => row.queue.call_time >= row.queue.re_reservation_time);
    assert.equal(figures.waits, called.length);
    assert.deepEqual(polies[0].figures, figures);
    const report = async (name: string) =>
        (await api.get(`/api/reports/${name}?${range}&percentiles=1`)).body.data[0];
    const noShows = await report("no-show-cancelled");
    assert.deepEqual(
        [figures.registered, figures.no_show, figures.cancelled],
        [noShows.total_reservations, noShows.no_show, noShows.cancelled],
    );
    const insurances = await report("bpjs-vs-general");
    assert.deepEqual(
        [figures.bpjs, figures.general],
        [insurances.total_bpjs, insurances.total_general],
    );
    const performance = await report("poly-performance");
    assert.deepEqual(
        [figures.registered, figures.average_wait_minutes],
        [performance.total_patients, performance.average_waiting_time_minutes],
    );
    assert.equal(percent(figures.no_show, rows.length), performance.no_show_rate_percent);
    // The hours of the heat map, of the report and of the rows.
    const { weekdays } = (await api.get(`/api/summary?${range}`)).body.data;
    const byHour: number[] = weekdays[weekday(date) - 1].registered_by_hour;
    const hours = oneTo(24).map((hour) => String(hour - 1).padStart(2, "0"));
    const counted = hours.map(
        (hour) => rows.filter((row) => row.queue.re_reservation_time.startsWith(hour)).length,
    );
    assert.deepEqual(byHour, counted);
    const busy = await report("busy-hour");
    for (const hour of hours.slice(6, 19))
        assert.equal(busy[`${hour}:00`], counted[Number(hour)], hour);
    const waits = await report("waiting-time");
    assert.equal(figures.average_wait_minutes, waits.average_waiting_time_minutes);
    const seconds = called.map(
        ({ queue }) => secondsOf(queue.call_time) - secondsOf(queue.re_reservation_time),
    );
    assert.equal(figures.waits_under_60_minutes, seconds.filter(isShort).length);
    assert.equal(figures.average_wait_minutes, averageMinutes(seconds));
    assert.equal(figures.median_wait_minutes, percentile(seconds, 0.5));
    assert.equal(figures.p90_wait_minutes, percentile(seconds, 0.9));
    for (const [own, theirs] of [
        [figures.median_wait_minutes, waits.p50_waiting_time_minutes],
        [figures.p90_wait_minutes, waits.p90_waiting_time_minutes],
    ])
        assert.ok(theirs - own >= 0 && theirs - own < 1, `${own} and ${theirs}`);
});
