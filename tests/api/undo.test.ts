// POST /api/queue/{id}/undo takes back the last move of a visit.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import {
    badIds,
    move,
    type Move,
    notFound,
    patientOf,
    plan,
    queueRow,
    register,
    registerSeveral,
    reservationRow,
    type Row,
    type Status,
    statusRow,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { startReceiver } from "../support/N8n.ts";
import { signInAll } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

const { server, api } = await startDemo("--double-click", "0");
const as = await signInAll(new Api(server.baseUrl));
const callNext = "/api/queue/call-next";
const undo = (visit: Visit, client = api) => client.post(`/api/queue/${visit.id}/undo`);
const refused = (message: string) => ({ status: "error", message });
const nothing = refused("The reservation has no move that could be taken back");
const tooLate = refused("The move is too old to be taken back");
const followed = refused("The move cannot be taken back, because another change followed it");

const detail = async (visit: Visit) =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;
const current = async (date: string) => {
    const { body } = await api.get("/api/queue/current", { poly_id: 1, date });
    return [body.queue_number_anamnesa, body.queue_number_with_doctor];
};

function shown(visit: Visit, status: Status, queue: Row = {}): Row {
    return {
        ...reservationRow(visit, status),
        queue: queueRow(visit, queue),
        patient: patientOf(visit),
        status: statusRow(status),
    };
}
const undone = (reservation: Row, others: Row[] = []) => ({
    status: "success",
    message: "Move taken back",
    message_sent: false,
    data: { reservation, others },
});

// A visit as everybody sees it, without the instants of its last change.
async function seen(visit: Visit): Promise<any> {
    const { updated_at: _, queue, ...rest } = await detail(visit);
    const { updated_at: __, ...place } = queue;
    return { ...rest, queue: place };
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().post("/api/queue/1/undo"), 401, unauthenticated);
});

test("FindsNoReservationUnderABadId", async () => {
    for (const id of badIds)
        assertAnswer(await api.post(`/api/queue/${id}/undo`), 404, notFound("Reservation"));
});

test("ThereIsNothingToTakeBackOfARegistration", async () => {
    assertAnswer(await undo(await register(api)), 409, nothing);
});

test("AMoveIsTakenBackOnce", async () => {
    const visit = await register(api);
    await move(api, visit, "noshow");
    assertAnswer(await undo(visit), 200, undone(shown(visit, "WAITING")));
    assertAnswer(await undo(visit), 409, nothing);
    await move(api, visit, "noshow");
    assert.equal((await undo(visit)).status, 200);
});

test("OnlyTheLastMoveIsTakenBack", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await move(api, visit, "waitingdoctor");
    const queue = { number_of_calls: 1 };
    assertAnswer(await undo(visit), 200, undone(shown(visit, "ANAMNESA", queue)));
    assertAnswer(await undo(visit), 409, nothing);
});

const steps: [name: string, before: Move[], last: Move][] = [
    ["TheFirstCallToTheNurse", [], "anamnesa"],
    ["TheThirdCallToTheNurse", ["anamnesa", "anamnesa"], "anamnesa"],
    ["TheWayToTheDoctor", ["anamnesa", "anamnesa"], "waitingdoctor"],
    ["TheFirstCallToTheDoctor", ["anamnesa", "waitingdoctor"], "withdoctor"],
    ["TheSecondCallToTheDoctor", ["waitingdoctor", "withdoctor"], "withdoctor"],
    ["TheWayBackFromTheDoctor", ["withdoctor"], "waitingdoctor"],
    ["TheEnd", ["withdoctor"], "done"],
    ["AMissedVisit", ["anamnesa", "anamnesa", "anamnesa"], "noshow"],
    ["ACancellation", ["anamnesa"], "cancelled"],
    ["ACancellationOfACancelledVisit", ["cancelled"], "cancelled"],
    ["TheWayBackFromACancellation", ["cancelled"], "waitingdoctor"],
];
for (const [name, before, last] of steps)
    test(`TakesBack${name}`, async () => {
        const visit = await register(api);
        for (const to of before) await move(api, visit, to);
        const unmoved = await seen(visit);
        await move(api, visit, last);
        assert.equal((await undo(visit)).status, 200);
        assert.deepEqual(await seen(visit), unmoved);
    });

test("AFourthCallIsPossibleAfterTheThirdWasTakenBack", async () => {
    const visit = await register(api);
    for (let calls = 0; calls < 3; ++calls) await move(api, visit, "anamnesa");
    await undo(visit);
    assert.equal((await move(api, visit, "anamnesa")).data.number_of_calls, 3);
});

test("ASeatIsTakenAndGivenBack", async () => {
    const date = "2029-11-01";
    const schedule_id = await plan(api, { date, quota: 1 });
    const visit = await register(api, { date, schedule_id });
    const seatIsFree = async () => {
        const answer = await api.post("/api/reservation", {
            ...visit.form,
            patient_name: "Lain",
            whatsapp_number: `0813${Math.floor(performance.now() * 1000)}`,
            no_bpjs: null,
            schedule_id,
        });
        if (answer.status === 201)
            await api.patch(`/api/queue/${answer.body.data.reservation.id}/cancelled`);
        return answer.status === 201;
    };
    await move(api, visit, "cancelled");
    assert.equal(await seatIsFree(), true);
    await undo(visit);
    assert.equal(await seatIsFree(), false);
    await move(api, visit, "cancelled");
    await move(api, visit, "waitingdoctor");
    await undo(visit);
    assert.equal(await seatIsFree(), true);
});

test("ScreensShowWhoIsServedAgain", async () => {
    const date = "2029-11-02";
    const [one, two] = (await registerSeveral(api, 2, { date })) as [Visit, Visit];
    await move(api, one, "withdoctor");
    await move(api, two, "withdoctor");
    await move(api, one, "withdoctor");
    assert.deepEqual(await current(date), [null, 1]);
    await undo(one);
    assert.deepEqual(await current(date), [null, 2]);
    await undo(two);
    assert.deepEqual(await current(date), [null, 1]);
    await move(api, one, "done");
    assert.deepEqual(await current(date), [null, null]);
    await undo(one);
    assert.deepEqual(await current(date), [null, 1]);
});

async function afterCallNext(date: string): Promise<[Visit, Visit, Visit]> {
    const visits = (await registerSeveral(api, 3, { date })) as [Visit, Visit, Visit];
    for (const visit of visits.slice(0, 2)) await move(api, visit, "waitingdoctor");
    await api.patch(callNext, { poly_id: 1, date });
    return visits;
}

for (const through of [0, 1] as const)
    test(`ACallNextIsTakenBackAsAWholeThroughVisit${through + 1}`, async () => {
        const date = `2029-11-1${through}`;
        const visits = await afterCallNext(date);
        const [one, two] = visits;
        const before = [await seen(one), await seen(two)];
        await api.patch(callNext, { poly_id: 1, date });
        assert.deepEqual(await current(date), [null, 2]);
        const rows = [
            shown(one, "WITH_DOCTOR", { number_of_calls: 1, call_time: any.time }),
            shown(two, "WAITING_DOCTOR"),
        ] as [Row, Row];
        const answer = await undo(visits[through]);
        assertAnswer(answer, 200, undone(rows[through], [rows[1 - through] as Row]));
        assert.deepEqual([await seen(one), await seen(two)], before);
        assert.deepEqual(await current(date), [null, 1]);
        for (const visit of [one, two]) assertAnswer(await undo(visit), 409, nothing);
        await api.patch(callNext, { poly_id: 1, date });
        assert.deepEqual(await current(date), [null, 2]);
    });

test("ACallNextWithoutAWaitingPatientIsTakenBack", async () => {
    const date = "2029-11-12";
    const [one] = await registerSeveral(api, 1, { date });
    await move(api, one as Visit, "withdoctor");
    await api.patch(callNext, { poly_id: 1, date });
    assert.equal((await undo(one as Visit)).status, 200);
    assert.deepEqual(await current(date), [null, 1]);
});

test("ACallNextIsNotTakenBackInPart", async () => {
    const date = "2029-11-13";
    const [one, two] = await afterCallNext(date);
    await api.patch(callNext, { poly_id: 1, date });
    await move(api, one, "noshow");
    assertAnswer(await undo(two), 409, followed);
    assert.deepEqual(await current(date), [null, 2]);
    // The later move of the first visit alone can be taken back, and then nothing else.
    assert.equal((await undo(one)).status, 200);
    assert.equal((await detail(one)).status.status_name, "DONE");
    assertAnswer(await undo(two), 409, followed);
});

test("AChangeOfTheReservationEndsTheChance", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await api.put(`/api/reservation/${visit.id}`, visit.form);
    assertAnswer(await undo(visit), 409, followed);
    assert.equal((await detail(visit)).status.status_name, "ANAMNESA");
});

test("UsersTakeBackTheirOwnMoves", async () => {
    const visit = await register(api);
    await move(as.nurse, visit, "anamnesa");
    const forbidden = refused("This action is unauthorized.");
    for (const other of [as.doctor, as.reception, as.head, as.assistant])
        assertAnswer(await undo(visit, other), 403, forbidden);
    assert.equal((await undo(visit, as.nurse)).status, 200);
    // A superadmin may make all moves, and so take back everybody's.
    await move(as.nurse, visit, "anamnesa");
    assert.equal((await undo(visit)).status, 200);
});

test("WhoMayMakeAllMovesMayTakeThemBack", async () => {
    const permissions = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];
    const grant = (names: string[]) =>
        api.put("/api/roles/5/permissions", { permissions: names.map((name) => `queue.${name}`) });
    const visit = await register(api);
    await move(as.nurse, visit, "anamnesa");
    await grant(permissions.slice(1));
    assert.equal((await undo(visit, as.assistant)).status, 403);
    await grant(permissions);
    assert.equal((await undo(visit, as.assistant)).status, 200);
});

test("OfManyAtOnceOneTakesTheMoveBack", async () => {
    const date = "2029-11-14";
    const [one, two] = await afterCallNext(date);
    await api.patch(callNext, { poly_id: 1, date });
    const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => undo(index % 2 === 0 ? one : two)),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status } of answers) assert.ok(status === 200 || status === 409);
    assert.deepEqual(await current(date), [null, 1]);
});

test("TheLedgerKeepsMoveAndUndo", async () => {
    const visit = await register(api, { date: "2029-11-15" });
    await move(as.nurse, visit, "anamnesa");
    await undo(visit, as.nurse);
    const rows = await runSql(
        server.store,
        `SELECT kind, CAST(before_status_id AS TEXT), CAST(after_status_id AS TEXT) FROM events
         WHERE reservation_id = ${visit.id} ORDER BY seq`,
    );
    assert.deepEqual(rows.slice(1), [["anamnesa", "1", "2"], ["undone", "2", "1"]]);
    const { body } = await api.get("/api/reports/user-activity", { per_page: 1 });
    assert.equal(body.data[0].activity, "Undo");
});

test("TheTimeIsLimited", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await runSql(
        server.store,
        `UPDATE last_moves SET moved_at_us = moved_at_us - 61000000
         WHERE reservation_id = ${visit.id}`,
    );
    assertAnswer(await undo(visit), 409, tooLate);
});

test("APatientWhoHasBeenCalledStaysInformed", async (t) => {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    const other = await startServer({ flags: ["--demo", "--webhook-url", receiver.url] });
    t.after(() => other.close());
    const client = (await signInAll(new Api(other.baseUrl))).superadmin;
    const visit = await register(client);
    await move(client, visit, "anamnesa");
    const { body } = await undo(visit, client);
    assert.equal(
        body.message,
        "Move taken back; a message about it has been sent and cannot be taken back",
    );
    assert.equal(body.message_sent, true);
    assert.equal(receiver.bodies.length, 1, "the patient is not called again");
});

test("AMessageThatWaitsIsCancelled", async (t) => {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    const other = await startServer({ flags: ["--demo", "--webhook-url", receiver.url] });
    t.after(() => other.close());
    const client = (await signInAll(new Api(other.baseUrl))).superadmin;
    await receiver.stop();
    const visit = await register(client);
    await move(client, visit, "anamnesa");
    const deliveries = async () =>
        (await client.get("/api/deliveries", { kind: "n8n" })).body.data.data as Row[];
    // While it is being posted, it may arrive.
    await eventually(async () =>
        assert.deepEqual((await deliveries()).map(({ state }) => state), ["pending"]),
    );
    const { body } = await undo(visit, client);
    assert.deepEqual([body.message, body.message_sent], ["Move taken back", false]);
    assert.deepEqual(
        (await deliveries()).map((row) => [row.state, row.reason]),
        [["cancelled", "The call was taken back"]],
    );
});

test("FiguresSeatsAndLedgerAreThoseOfTheVisits", () => assertCheckIsClean(server));
