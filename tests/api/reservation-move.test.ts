// A visit that an update moves to another poly or day begins again there: RS-9, RS-4, RS-6.
import { test } from "node:test";
import assert from "node:assert/strict";
import type { Answer } from "../support/Api.ts";
import {
    failed,
    move,
    type Move,
    plan,
    register,
    type Row,
    statusId,
    type Status,
    type Visit,
    wholeRow,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { oneTo, tally, together } from "../support/Load.ts";

const { api, server } = await startDemo();

const full = { status: "error", message: "Quota is full" };
const unsuitable = failed({ schedule_id: ["The selected schedule id is invalid."] });

// Two separate days for every test, in order; no schedule is later.
let days = 0;
function freshDays(): [string, string] {
    const day = () => new Date(Date.UTC(2031, 0, ++days)).toISOString().slice(0, 10);
    return [day(), day()];
}

const urlOf = (visit: Visit) => `/api/reservation/${visit.id}`;
const put = (visit: Visit, changes: Row = {}): Promise<Answer> =>
    api.put(urlOf(visit), { ...visit.form, ...changes });
const detailOf = async (visit: Visit) => (await api.get(urlOf(visit))).body.data.reservation;
const scheduleOf = async (visit: Visit) => (await detailOf(visit)).schedule_id as number | null;

async function idsOf(path: string, filter: Row): Promise<number[]> {
    return (await api.get(path, filter)).body.data.data.map((row: Row) => row.id);
}

const walks: [Status, Move[]][] = [
    ["WAITING", []],
    ["ANAMNESA", ["anamnesa", "anamnesa"]],
    ["WAITING_DOCTOR", ["anamnesa", "waitingdoctor"]],
    ["WITH_DOCTOR", ["anamnesa", "waitingdoctor", "withdoctor"]],
    ["DONE", ["withdoctor", "done"]],
    ["NO_SHOW", ["anamnesa", "anamnesa", "anamnesa", "noshow"]],
    ["CANCELLED", ["withdoctor", "cancelled"]],
];

for (const [status, moves] of walks)
    test(`AVisitThatMovesFrom_${status}_WaitsAgainWithoutCalls`, async () => {
        const [date, later] = freshDays();
        for (const changes of [{ date: later }, { poly_id: 2 }]) {
            const visit = await register(api, { date });
            for (const to of moves) await move(api, visit, to);
            const answer = await put(visit, changes);
            assert.equal(answer.status, 200);
            assert.equal(answer.body.data.reservation.status.status_name, "WAITING");
            const moved = { ...visit, form: { ...visit.form, ...changes } };
            const { queue_number: number } = (await detailOf(visit)).queue;
            assertJson(await detailOf(visit), wholeRow({ ...moved, number }));
            const { poly_id, date: day } = moved.form;
            const waiting = { poly_id, date: day, status_id: statusId("WAITING") };
            for (const list of ["/api/reservation", "/api/queue"])
                assert.deepEqual(await idsOf(list, waiting), [visit.id]);
            const current = (await api.get("/api/queue/current", { poly_id, date: day })).body;
            assert.equal(current.message, "No current queue");
            // All three calls are left.
            for (const calls of [1, 2, 3])
                assert.equal((await move(api, visit, "anamnesa")).data.number_of_calls, calls);
            await move(api, visit, "done");
        }
    });

test("ACorrectionThatDoesNotMoveTheVisitKeepsStatusCallsAndSchedule", async () => {
    const [date] = freshDays();
    const schedule_id = await plan(api, { date });
    const visit = await register(api, { date, schedule_id });
    await move(api, visit, "withdoctor");
    const before = await detailOf(visit);
    for (const changes of [{}, { bpjs: false }, { date: `${date} 10:00` }, { poly_id: "1" }])
        assert.equal((await put(visit, changes)).status, 200);
    assertJson(await detailOf(visit), { ...before, updated_at: any.timestamp });
});

test("TheLedgerHasTheStatusBeforeAndAfterTheMove", async () => {
    const [date, later] = freshDays();
    const visit = await register(api, { date });
    await move(api, visit, "noshow");
    await put(visit, { date: later });
    await put(visit, { date: later, bpjs: false });
    const edited = async () => {
        const { data } = (await api.get("/api/events", { after: 0, limit: 1000 })).body;
        return data.filter((event: Row) => event.reservation_id === visit.id).slice(2);
    };
    await eventually(async () => assert.equal((await edited()).length, 2));
    assert.deepEqual(
        (await edited()).map((event: Row) => [
            event.kind,
            event.date,
            event.before_status_id,
            event.after_status_id,
        ]),
        [
            ["edited", later, statusId("NO_SHOW"), statusId("WAITING")],
            ["edited", later, statusId("WAITING"), statusId("WAITING")],
        ],
    );
});

test("ReportsOfTheNewDayDoNotKnowWhatHappenedOnTheOldOne", async () => {
    const [date, later] = freshDays();
    const visit = await register(api, { date });
    await move(api, visit, "withdoctor");
    await move(api, visit, "noshow");
    await put(visit, { date: later });
    const report = async (name: string) => {
        const filter = { date_from: date, date_to: later };
        return (await api.get(`/api/reports/${name}`, filter)).body.data;
    };
    const [absent] = await report("no-show-cancelled");
    assert.deepEqual(
        [absent.date, absent.total_reservations, absent.no_show],
        [later, 1, 0],
    );
    assert.deepEqual(await report("waiting-time"), []);
});

test("AVisitThatMovesGivesItsSeatBackAndTakesTheNearest", async () => {
    const [date, later] = freshDays();
    const old = await plan(api, { date, quota: 1 });
    const dentist = await plan(api, { date, doctor_id: 8, quota: 1 });
    const next = await plan(api, { date: later, doctor_id: 9, quota: 1 });
    const visit = await register(api, { date, schedule_id: old });
    // The form is sent back with the schedule of the old day, which does not count.
    await put(visit, { date: later });
    assert.equal(await scheduleOf(visit), next);
    const second = await register(api, { date, schedule_id: old });
    await put(visit, { poly_id: 2, schedule_id: null });
    assert.equal(await scheduleOf(visit), dentist);
    await register(api, { date: later, schedule_id: next });
    // Without a seat at the new place it has none, as a registration.
    await put(second, { poly_id: 2, date: later });
    assert.equal(await scheduleOf(second), null);
    await register(api, { date, schedule_id: old });
});

test("ACancelledVisitTakesASeatWhenItMoves", async () => {
    const [date, later] = freshDays();
    const old = await plan(api, { date, quota: 1 });
    const next = await plan(api, { date: later, quota: 1 });
    const visit = await register(api, { date, schedule_id: old });
    await move(api, visit, "cancelled");
    await register(api, { date, schedule_id: old });
    await put(visit, { date: later });
    assert.equal(await scheduleOf(visit), next);
    await move(api, visit, "cancelled");
    assert.equal((await register(api, { date: later, schedule_id: next })).schedule_id, next);
});

test("AVisitThatMovesTakesTheScheduleThatWasChosenThere", async () => {
    const [date, later] = freshDays();
    await plan(api, { date: later, start_time: "06:00" });
    const chosen = await plan(api, { date: later, doctor_id: 9, quota: 1 });
    const visit = await register(api, { date });
    assert.equal((await put(visit, { date: later, schedule_id: String(chosen) })).status, 200);
    assert.equal(await scheduleOf(visit), chosen);
    const other = await register(api, { date });
    const before = await detailOf(other);
    const changes = { date: later, schedule_id: chosen, patient_name: "Nama Baru" };
    assertAnswer(await put(other, changes), 422, full);
    assert.deepEqual(await detailOf(other), before);
});

test("AVisitThatMovesTakesNoScheduleOfAnotherPolyOrDayAndNoneThatIsGone", async () => {
    const [date, later] = freshDays();
    const doctor = await api.post("/api/users", {
        name: "Dokter Pergi",
        username: "dokter.pergi",
        email: "pergi@mail.com",
        password: "rahasia",
        password_confirmation: "rahasia",
        roles: [3],
        poly_id: 1,
    });
    const doctor_id = doctor.body.data.id;
    const gone = await plan(api, { date: later, doctor_id });
    await api.delete(`/api/users/${doctor_id}`);
    const trashed = await plan(api, { date: later, start_time: "14:00", end_time: "15:00" });
    await api.delete(`/api/schedule/${trashed}`);
    const dentist = await plan(api, { date: later, doctor_id: 8 });
    const own = await plan(api, { date });
    const other = await plan(api, { date, doctor_id: 9 });
    const visit = await register(api, { date, schedule_id: own });
    const before = await detailOf(visit);
    for (const schedule_id of [dentist, other, gone, trashed, 999999, -1])
        assertAnswer(await put(visit, { date: later, schedule_id }), 422, unsuitable);
    for (const schedule_id of ["next", 1.5, [1]])
        assertAnswer(
            await put(visit, { date: later, schedule_id }),
            422,
            failed({ schedule_id: ["The schedule id field must be an integer."] }),
        );
    assert.deepEqual(await detailOf(visit), before);
});

test("ManyVisitsThatMoveAtOnceGetOneSeatOnce", async () => {
    const [date, later] = freshDays();
    const schedule_id = await plan(api, { date: later, quota: 3 });
    const visits = await together(12, () => register(api, { date, poly_id: 2 }));
    const answers = await together(12, (index) =>
        put(visits[index] as Visit, { date: later, poly_id: 1, schedule_id }),
    );
    assert.deepEqual(tally(answers), { 200: 3, 422: 9 });
    const numbers = answers.flatMap(({ body }) => body.data?.queue.queue_number ?? []);
    assert.equal(new Set(numbers).size, oneTo(3).length);
});

test("TheCheckFindsSeatsFiguresAndLedgerInOrder", async () => {
    await server.stop();
    const { status, stdout } = await server.command("check");
    assert.equal(status, 0, stdout);
});
