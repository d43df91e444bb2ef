// Calling the next patient to the doctor: row 49 of the contract, QL-5 and QL-6.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    move,
    patientOf,
    queueRow,
    raw,
    register,
    registerSeveral,
    reservationRow,
    type Row,
    type Status,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";

// One user calls again and again here, faster than anybody clicks.
const { api } = await startDemo("--double-click", "0");

const path = "/api/queue/call-next";
const nobody = {
    status: "success",
    message: "No queue to call",
    queue_number_with_doctor: null,
    webhook_status: "skipped",
    webhook_message: "Queue not found",
};

function shown(visit: Visit, status: Status, queue: Row): Row {
    return {
        ...reservationRow(visit, status),
        queue: queueRow(visit, queue),
        patient: patientOf(visit),
    };
}

function processed(current: Visit, finished: Row | null): Row {
    return {
        status: "success",
        message: "Queue processed successfully",
        queue_number_with_doctor: current.number,
        webhook_status: "skipped",
        webhook_message: "Webhook URL is not configured",
        data: {
            finished,
            current: shown(current, "WITH_DOCTOR", {
                call_time: any.instant,
                number_of_calls: 1,
            }),
        },
    };
}

async function statusesOf(visits: Visit[]): Promise<string[]> {
    const names: string[] = [];
    for (const { id } of visits) {
        const { body } = await api.get(`/api/reservation/${id}`);
        names.push(body.data.reservation.status.status_name);
    }
    return names;
}

async function waiting(date: string, count: number): Promise<Visit[]> {
    const visits = await registerSeveral(api, count, { date });
    for (const visit of visits) await move(api, visit, "waitingdoctor");
    return visits;
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().patch(path, {}), 401, unauthenticated);
});

test("RefusesABrokenBodyInTheRawEnvelope", async () => {
    const both = raw({
        poly_id: ["The poly id field is required."],
        date: ["The date field is required."],
    });
    assert.equal(both.message, "The poly id field is required. (and 1 more error)");
    assertAnswer(await api.patch(path, {}), 422, both);
    assertAnswer(await api.patch(path), 422, both);
    for (const [field, value, message] of [
        ["poly_id", "x", "The poly id field must be an integer."],
        ["poly_id", 99, "The selected poly id is invalid."],
        ["date", "2029-02-30", "The date field must be a valid date."],
    ] as const) {
        const body = { poly_id: 1, date: "2029-08-01", [field]: value };
        assertAnswer(await api.patch(path, body), 422, raw({ [field]: [message] }));
    }
});

test("ReportsThatNoPatientIsWaiting", async () => {
    const date = "2029-08-02";
    assertAnswer(await api.patch(path, { poly_id: 1, date }), 200, nobody);
    // A patient who still waits for the nurse is not called to the doctor.
    const visit = await register(api, { date });
    await move(api, visit, "anamnesa");
    assertAnswer(await api.patch(path, { poly_id: 1, date }), 200, nobody);
    assert.deepEqual(await statusesOf([visit]), ["ANAMNESA"]);
});

test("CallsTheLowestNumberThatWaitsWhateverTheOrderOfArrival", async () => {
    const date = "2029-08-03";
    const visits = await registerSeveral(api, 3, { date });
    const [one, two, three] = visits as [Visit, Visit, Visit];
    await move(api, three, "waitingdoctor");
    await move(api, two, "waitingdoctor");
    const answer = await api.patch(path, { poly_id: "1", date });
    assertAnswer(answer, 200, processed(two, null));
    assert.deepEqual(await statusesOf([one, two, three]), [
        "WAITING",
        "WITH_DOCTOR",
        "WAITING_DOCTOR",
    ]);
});

test("FinishesTheOneWithTheDoctorAndCallsTheNext", async () => {
    const date = "2029-08-04";
    const [one, two] = (await waiting(date, 2)) as [Visit, Visit];
    await api.patch(path, { poly_id: 1, date });
    const finished = shown(one, "DONE", { call_time: any.time, number_of_calls: 1 });
    assertAnswer(await api.patch(path, { poly_id: 1, date }), 200, processed(two, finished));
});

test("FinishesTheLastPatientWithoutAWaitingOne", async () => {
    const date = "2029-08-05";
    const [one] = (await waiting(date, 1)) as [Visit];
    await api.patch(path, { poly_id: 1, date });
    assertAnswer(await api.patch(path, { poly_id: 1, date }), 200, nobody);
    assert.deepEqual(await statusesOf([one]), ["DONE"]);
});

test("FinishesAllVisitsWithTheDoctor", async () => {
    const date = "2029-08-06";
    const visits = (await waiting(date, 4)) as [Visit, Visit, Visit, Visit];
    for (const visit of visits.slice(0, 3)) await move(api, visit, "withdoctor");
    const answer = await api.patch(path, { poly_id: 1, date });
    const finished = shown(visits[2], "DONE", { call_time: any.time, number_of_calls: 1 });
    assertAnswer(answer, 200, processed(visits[3], finished));
    assert.deepEqual(await statusesOf(visits), ["DONE", "DONE", "DONE", "WITH_DOCTOR"]);
});

test("KeepsPoliesAndDaysApart", async () => {
    const date = "2029-08-07";
    const [one] = (await waiting(date, 1)) as [Visit];
    assertAnswer(await api.patch(path, { poly_id: 2, date }), 200, nobody);
    assertAnswer(await api.patch(path, { poly_id: 1, date: "2029-08-08" }), 200, nobody);
    assert.deepEqual(await statusesOf([one]), ["WAITING_DOCTOR"]);
    const typed = await api.patch(path, { poly_id: 1, date: "07-08-2029" });
    assertAnswer(typed, 200, processed(one, null));
});

test("TheCallCountsAsTheFirstOfThree", async () => {
    const date = "2029-08-09";
    const [one] = (await waiting(date, 1)) as [Visit];
    const answer = await api.patch(path, { poly_id: 1, date });
    assertAnswer(answer, 200, processed(one, null));
    assert.equal((await move(api, one, "withdoctor")).data.number_of_calls, 2);
    assert.equal((await move(api, one, "withdoctor")).data.number_of_calls, 3);
    assert.equal((await api.patch(`/api/queue/${one.id}/withdoctor`)).status, 422);
});

test("AfterTheCallReadsShowTheTimeOnTheWall", async () => {
    const date = "2029-08-10";
    const [one] = (await waiting(date, 1)) as [Visit];
    const { current } = (await api.patch(path, { poly_id: 1, date })).body.data;
    const local = new Date(Date.parse(current.queue.call_time) + 7 * 3600_000);
    const { queue } = (await api.get(`/api/reservation/${one.id}`)).body.data.reservation;
    assert.equal(queue.call_time, local.toISOString().slice(11, 19));
    assert.equal(queue.number_of_calls, 1);
});

test("ManyAtOnceCallEveryWaitingPatientOnce", async () => {
    const date = "2029-08-11";
    const visits = await waiting(date, 8);
    const day = { poly_id: 1, date };
    const answers = await Promise.all(
        Array.from({ length: 12 }, () => api.patch(path, day)),
    );
    const numbers = answers.map(({ body }) => body.queue_number_with_doctor);
    const given = numbers.filter((number) => number !== null).sort((a, b) => a - b);
    assert.deepEqual(given, visits.map((visit) => visit.number));
});
