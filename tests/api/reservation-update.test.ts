// Correcting a reservation: row 39 of the contract, RS-9 and RS-12.
import { test } from "node:test";
import assert from "node:assert/strict";
import type { Answer } from "../support/Api.ts";
import {
    badIds,
    failed,
    move,
    notFound,
    patientOf,
    queueRow,
    register,
    registration,
    reservationRow,
    type Row,
    type Status,
    statusRow,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";

const { api, server } = await startDemo();

const urlOf = (visit: Visit) => `/api/reservation/${visit.id}`;
const put = (visit: Visit, changes: Row = {}): Promise<Answer> =>
    api.put(urlOf(visit), { ...visit.form, ...changes });
const changed = (visit: Visit, changes: Row): Visit => ({
    ...visit,
    form: { ...visit.form, ...changes },
});

function updated(visit: Visit, status: Status = "WAITING", queue?: Row): Row {
    const patient = patientOf(visit);
    return {
        status: "success",
        message: "Reservation successfully updated",
        data: {
            patient,
            reservation: {
                ...reservationRow(visit, status),
                patient,
                status: statusRow(status),
            },
            ...(queue === undefined ? {} : { queue }),
        },
    };
}

// Moves a visit to another poly or day and returns its number then; throws if that fails.
async function moved(visit: Visit, changes: Row): Promise<number> {
    const answer = await put(visit, changes);
    const after = changed(visit, changes);
    const number = answer.body.data?.queue?.queue_number;
    assertAnswer(answer, 200, updated(after, "WAITING", queueRow({ ...after, number })));
    const detail = (await api.get(urlOf(visit))).body.data.reservation;
    assert.equal(detail.queue.queue_number, number);
    return number;
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().put("/api/reservation/1", {}), 401, unauthenticated);
});

test("NamesEveryBrokenField", async () => {
    const visit = await register(api);
    const expected = failed({
        patient_name: ["The patient name field is required."],
        whatsapp_number: ["The whatsapp number field is required."],
        poly_id: ["The poly id field is required."],
        bpjs: ["The bpjs field is required."],
        date: ["The date field is required."],
    });
    assertAnswer(await api.put(urlOf(visit), {}), 422, expected);
    for (const [field, value, message] of [
        ["email", "no", "The email field must be a valid email address."],
        ["poly_id", 999999, "The selected poly id is invalid."],
        ["bpjs", "yes", "The bpjs field must be true or false."],
        ["date", "2029-02-30", "The date field must be a valid date."],
    ] as const)
        assertAnswer(await put(visit, { [field]: value }), 422, failed({ [field]: [message] }));
});

test("ChecksTheBodyBeforeTheId", async () => {
    assert.equal((await api.put("/api/reservation/999999", {})).status, 422);
});

test("FindsNoReservationUnderABadId", async () => {
    for (const id of badIds) {
        const answer = await api.put(`/api/reservation/${id}`, registration());
        assertAnswer(answer, 404, notFound("Reservation"));
    }
});

test("ChangesThePatientAndKeepsTheNumber", async () => {
    const visit = await register(api);
    const changes = {
        patient_name: "Ahmad Fauzi",
        no_bpjs: "0001234567891",
        whatsapp_number: "0812 3456 7890",
        email: "ahmad.fauzi@gmail.com",
        bpjs: false,
    };
    const after = changed(visit, changes);
    assertAnswer(await put(visit, changes), 200, updated(after));
    const { reservation } = (await api.get(urlOf(visit))).body.data;
    assert.equal(reservation.queue.queue_number, visit.number);
    assert.equal(reservation.patient.whatsapp_number, changes.whatsapp_number);
    assert.equal(reservation.bpjs, false);
});

test("KeepsOptionalFieldsThatAreAbsentAndClearsThoseThatAreEmpty", async () => {
    const visit = await register(api);
    const { no_bpjs: _bpjs, email: _email, ...rest } = visit.form;
    assertAnswer(await api.put(urlOf(visit), rest), 200, updated(visit));
    const cleared = changed(visit, { no_bpjs: null, email: null });
    assertAnswer(await put(visit, { no_bpjs: null, email: "" }), 200, updated(cleared));
});

test("AnswersInTheTypesOfTheContractWhateverWasSent", async () => {
    const visit = await register(api);
    const sent = { poly_id: String(visit.form.poly_id), bpjs: "0", date: "1-3-2029" };
    assertAnswer(await put(visit, sent), 200, updated(changed(visit, { bpjs: false })));
});

test("IgnoresAScheduleInTheBody", async () => {
    const visit = await register(api);
    assertAnswer(await put(visit, { schedule_id: 1 }), 200, updated(visit));
    assertAnswer(await put(visit, { schedule_id: "none" }), 200, updated(visit));
});

test("KeepsTheStatus", async () => {
    const visit = await register(api);
    await move(api, visit, "noshow");
    assertAnswer(await put(visit), 200, updated(visit, "NO_SHOW"));
});

test("LetsTwoPatientsShareANumber", async () => {
    // Only a registration checks the owner of a number.
    const one = await register(api);
    const two = await register(api);
    const { whatsapp_number } = one.form;
    const after = changed(two, { whatsapp_number });
    assertAnswer(await put(two, { whatsapp_number }), 200, updated(after));
});

test("KeepsTheNumberWhenItIsFreeOnTheNewPolyAndDay", async () => {
    const visit = await register(api, { date: "2029-04-01" });
    assert.equal(await moved(visit, { date: "2029-04-02" }), 1);
    assert.equal(await moved(visit, { date: "2029-04-02", poly_id: 2 }), 1);
    // The counter of the new poly and day counts it.
    assert.equal((await register(api, { date: "2029-04-02", poly_id: 2 })).number, 2);
});

test("RaisesTheCounterOfTheTargetToAKeptNumber", async () => {
    await register(api, { date: "2029-04-03" });
    await register(api, { date: "2029-04-03" });
    const third = await register(api, { date: "2029-04-03" });
    assert.equal(await moved(third, { date: "2029-04-04" }), 3);
    assert.equal((await register(api, { date: "2029-04-04" })).number, 4);
});

test("GivesTheNextNumberWhenItsOwnIsTaken", async () => {
    const visit = await register(api, { date: "2029-04-05" });
    await register(api, { date: "2029-04-06" });
    await register(api, { date: "2029-04-06" });
    assert.equal(await moved(visit, { date: "2029-04-06" }), 3);
    assert.equal((await register(api, { date: "2029-04-06" })).number, 4);
});

test("NeverGivesAVacatedNumberToSomebodyElse", async () => {
    const [left, target] = ["2029-04-07", "2029-04-08"];
    const one = await register(api, { date: left });
    assert.equal(await moved(one, { date: target }), 1);
    assert.equal((await register(api, { date: left })).number, 2);
    const other = await register(api, { date: "2029-04-09" });
    // Number 1 of that day belonged to another patient before.
    assert.equal(await moved(other, { date: left }), 3);
});

test("ReturnsWithTheNumberThatItGotMeanwhile", async () => {
    const [first, second] = ["2029-04-10", "2029-04-11"];
    await register(api, { date: second });
    const visit = await register(api, { date: first });
    assert.equal(await moved(visit, { date: second }), 2);
    assert.equal(await moved({ ...visit, number: 2 }, { date: first }), 2);
    assert.equal((await register(api, { date: first })).number, 3);
});

test("MovesAndReturnsWithoutLosingItsNumber", async () => {
    const visit = await register(api, { date: "2029-04-12" });
    await moved(visit, { date: "2029-04-13" });
    assert.equal((await register(api, { date: "2029-04-12" })).number, 2);
    assert.equal(await moved(visit, { date: "2029-04-12" }), 1);
});

test("TheCheckFindsNumbersAndLedgerInOrder", async () => {
    await server.stop();
    const { status, stdout } = await server.command("check");
    assert.equal(status, 0, stdout);
});
