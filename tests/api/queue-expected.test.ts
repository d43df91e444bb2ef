// A move or a call-next that says what its sender saw: nothing changes when that no longer holds.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    move,
    type Move,
    patientOf,
    queueRow,
    raw,
    register,
    registerSeveral,
    reservationRow,
    type Row,
    type Status,
    statusId,
    statusRow,
    type Visit,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";

const { api } = await startDemo();

const moves: Move[] = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];
const callNext = "/api/queue/call-next";

const moveIf = (visit: Visit, to: Move, expected_status: unknown) =>
    api.patch(`/api/queue/${visit.id}/${to}`, { expected_status });

const detail = async (visit: Visit) =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;

function movedMeanwhile(visit: Visit, status: Status, queue: Row = {}): Row {
    return {
        status: "error",
        message: "The reservation no longer has the expected status",
        data: {
            reservation: {
                ...reservationRow(visit, status),
                queue: queueRow(visit, queue),
                patient: patientOf(visit),
                status: statusRow(status),
            },
        },
    };
}

test("EveryMoveIsRefusedWhenTheVisitHasMovedMeanwhile", async () => {
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    const before = await detail(visit);
    for (const to of moves) {
        const answer = await moveIf(visit, to, "WAITING");
        assertAnswer(answer, 409, movedMeanwhile(visit, "ANAMNESA", { number_of_calls: 1 }));
        const older = `/api/reservation/${visit.id}/${to}`;
        assert.equal((await api.patch(older, { expected_status: statusId("DONE") })).status, 409);
    }
    assert.deepEqual(await detail(visit), before);
});

test("EveryMoveIsMadeWhenTheVisitIsWhereItIsExpected", async () => {
    for (const expected of ["WAITING", statusId("WAITING"), String(statusId("WAITING"))])
        for (const to of moves) {
            const visit = await register(api);
            assert.equal((await moveIf(visit, to, expected)).status, 200, `${to}, ${expected}`);
        }
    const visit = await register(api);
    for (const nothing of [null, "", undefined])
        assert.equal((await moveIf(visit, "done", nothing)).status, 200);
});

test("RefusesAnExpectedStatusThatIsNone", async () => {
    const visit = await register(api);
    const invalid = wrapped({ expected_status: ["The selected expected status is invalid."] });
    for (const wrong of ["LOST", "waiting", 99, -1, 1.5, true, [], ["WAITING"], {}])
        assertAnswer(await moveIf(visit, "done", wrong), 422, invalid);
    const missing = await api.patch("/api/queue/999999/done", { expected_status: "WAITING" });
    assert.equal(missing.status, 404);
    assert.equal((await detail(visit)).status.status_name, "WAITING");
});

test("OfManyWhoSawTheSameOneMovesTheVisit", async () => {
    const visit = await register(api);
    const answers = await Promise.all(
        Array.from({ length: 12 }, () => moveIf(visit, "anamnesa", "WAITING")),
    );
    const made = answers.filter(({ status }) => status === 200);
    assert.equal(made.length, 1);
    for (const answer of answers.filter(({ status }) => status !== 200))
        assertAnswer(answer, 409, movedMeanwhile(visit, "ANAMNESA", { number_of_calls: 1 }));
});

const served = (anamnesa: number | null, with_doctor: number | null) => ({
    status: "error",
    message: "The number being served is no longer the expected one",
    data: { queue_number_anamnesa: anamnesa, queue_number_with_doctor: with_doctor },
});

test("CallNextIsRefusedWhenAnotherNumberIsServed", async () => {
    const date = "2029-09-01";
    const [one, two, three] = (await registerSeveral(api, 3, { date })) as [Visit, Visit, Visit];
    for (const visit of [one, two]) await move(api, visit, "waitingdoctor");
    await move(api, three, "anamnesa");
    const call = (expected_serving: unknown) =>
        api.patch(callNext, { poly_id: 1, date, expected_serving });
    assertAnswer(await call(1), 409, served(3, null));
    assert.equal((await call(null)).body.queue_number_with_doctor, 1);
    // What a second click of the same screen sends.
    assertAnswer(await call(null), 409, served(3, 1));
    assertAnswer(await call(2), 409, served(3, 1));
    assert.equal((await detail(one)).status.status_name, "WITH_DOCTOR");
    assert.equal((await call("1")).body.queue_number_with_doctor, 2);
    assert.equal((await detail(one)).status.status_name, "DONE");
});

test("CallNextExpectsTheNumberThatScreensShow", async () => {
    const date = "2029-09-02";
    const [one, two] = (await registerSeveral(api, 2, { date })) as [Visit, Visit];
    for (const visit of [two, one]) await move(api, visit, "withdoctor");
    const shown = await api.get("/api/queue/current", { poly_id: 1, date });
    assert.equal(shown.body.queue_number_with_doctor, one.number);
    const call = (expected_serving: number) =>
        api.patch(callNext, { poly_id: 1, date, expected_serving });
    assertAnswer(await call(two.number), 409, served(null, one.number));
    assert.equal((await call(one.number)).status, 200);
    for (const visit of [one, two])
        assert.equal((await detail(visit)).status.status_name, "DONE");
});

test("RefusesAnExpectedNumberThatIsNone", async () => {
    const message = "The expected serving field must be an integer.";
    for (const wrong of ["one", 1.5, [1]]) {
        const body = { poly_id: 1, date: "2029-09-03", expected_serving: wrong };
        assertAnswer(await api.patch(callNext, body), 422, raw({ expected_serving: [message] }));
    }
});

test("OfManyWhoSawTheSameOneCallsTheNext", async () => {
    const date = "2029-09-04";
    const visits = await registerSeveral(api, 4, { date });
    for (const visit of visits) await move(api, visit, "waitingdoctor");
    const body = { poly_id: 1, date, expected_serving: null };
    const answers = await Promise.all(
        Array.from({ length: 8 }, () => api.patch(callNext, body)),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const answer of answers.filter(({ status }) => status !== 200))
        assertAnswer(answer, 409, served(null, 1));
    assert.equal((await detail(visits[1] as Visit)).queue.call_time, null);
});
