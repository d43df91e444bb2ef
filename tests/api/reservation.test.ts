// Registering a patient: row 38 of the contract, RS-4 to RS-8, and the detail (row 40).
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    badIds,
    createdPatientRow,
    failed,
    move,
    notFound,
    patientRow,
    plan,
    register,
    registration,
    type Registration,
    type Row,
    statusRow,
    unauthenticated,
    wholeRow,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";

const { api } = await startDemo();

const list = "/api/reservation";
const otherName = {
    status: "error",
    message: "WhatsApp number or BPJS number is already registered with a different patient name",
};

function created(form: Registration, patient: Row, changes: Row = {}): Row {
    const { schedule_id = null, queue_number = any.id } = changes;
    const times = { updated_at: any.timestamp, created_at: any.timestamp, id: any.id };
    return {
        status: "success",
        message: "Reservation successfully created",
        data: {
            patient,
            reservation: {
                patient_id: any.id,
                poly_id: form.poly_id,
                schedule_id,
                bpjs: form.bpjs,
                date: form.date,
                status_id: 1,
                ...times,
                status: statusRow("WAITING"),
            },
            queue: {
                reservation_id: any.id,
                poly_id: form.poly_id,
                queue_number,
                date: form.date,
                re_reservation_time: any.time,
                ...times,
            },
            link: any.text,
        },
    };
}

test("AsksForAToken", async () => {
    const stranger = api.as();
    assertAnswer(await stranger.post(list, registration()), 401, unauthenticated);
    assertAnswer(await stranger.get(`${list}/1`), 401, unauthenticated);
});

test("NamesEveryMissingField", async () => {
    const expected = failed({
        patient_name: ["The patient name field is required."],
        whatsapp_number: ["The whatsapp number field is required."],
        poly_id: ["The poly id field is required."],
        bpjs: ["The bpjs field is required."],
        date: ["The date field is required."],
    });
    assertAnswer(await api.post(list, {}), 422, expected);
    const blank = { patient_name: " ", whatsapp_number: "", poly_id: null, bpjs: "", date: "\t" };
    assertAnswer(await api.post(list, blank), 422, expected);
    const headers = { "Content-Type": "application/json" };
    const malformed = { method: "post", url: list, headers, data: "{" };
    assertAnswer(await api.request(malformed), 422, expected);
});

const tooLong = (name: string, characters: number) =>
    `The ${name} field must not be greater than ${characters} characters.`;
const brokenValues: [string, unknown, string][] = [
    ["email", "ahmad.fauzi", "The email field must be a valid email address."],
    ["email", 5, "The email field must be a valid email address."],
    ["patient_name", 12345, "The patient name field must be a string."],
    ["patient_name", "a".repeat(256), tooLong("patient name", 255)],
    ["no_bpjs", 1234567890, "The no bpjs field must be a string."],
    ["no_bpjs", "1".repeat(51), tooLong("no bpjs", 50)],
    ["whatsapp_number", 81234567890, "The whatsapp number field must be a string."],
    ["whatsapp_number", "1".repeat(31), tooLong("whatsapp number", 30)],
    ["poly_id", "umum", "The poly id field must be an integer."],
    ["poly_id", "01", "The poly id field must be an integer."],
    ["poly_id", 999999, "The selected poly id is invalid."],
    ["poly_id", "99999999999999999999", "The poly id field must be an integer."],
    ["schedule_id", "next", "The schedule id field must be an integer."],
    ["schedule_id", 999999, "The selected schedule id is invalid."],
    ["bpjs", "true", "The bpjs field must be true or false."],
    ["bpjs", 2, "The bpjs field must be true or false."],
    ["date", "2027-02-30", "The date field must be a valid date."],
    ["date", "tomorrow", "The date field must be a valid date."],
    ["date", "30/12/2027", "The date field must be a valid date."],
];

test("RefusesBrokenValues", async () => {
    for (const [field, value, message] of brokenValues)
        assertAnswer(
            await api.post(list, registration({ [field]: value })),
            422,
            failed({ [field]: [message] }),
        );
});

test("RefusesTrashedPoliesAndSchedules", async () => {
    const poly = (await api.post("/api/poly", { name: "Poli Lama" })).body.data.id;
    const schedule = await plan(api);
    await api.delete(`/api/poly/${poly}`);
    await api.delete(`/api/schedule/${schedule}`);
    const form = registration({ poly_id: poly, schedule_id: schedule });
    assertAnswer(
        await api.post(list, form),
        422,
        failed({
            poly_id: ["The selected poly id is invalid."],
            schedule_id: ["The selected schedule id is invalid."],
        }),
    );
});

test("RefusesAScheduleOfAnotherPolyOrDayAndOfARemovedDoctor", async () => {
    const date = "2027-03-20";
    const unsuitable = failed({ schedule_id: ["The selected schedule id is invalid."] });
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
    const gone = await plan(api, { date, doctor_id });
    await api.delete(`/api/users/${doctor_id}`);
    const dentist = await plan(api, { date, doctor_id: 8 });
    const other = await plan(api, { date: "2027-03-21" });
    for (const schedule_id of [gone, dentist, other, String(other)])
        assertAnswer(await api.post(list, registration({ date, schedule_id })), 422, unsuitable);
    // The refused registrations took no seat and no number.
    assert.equal((await register(api, { date, schedule_id: null })).number, 1);
    const schedule_id = await plan(api, { date });
    assert.equal((await register(api, { date, schedule_id })).number, 2);
});

test("ADoctorWithoutAPolyTakesPatientsOfEveryPoly", async () => {
    const date = "2027-03-22";
    const schedule_id = await plan(api, { date, doctor_id: 11 });
    for (const poly_id of [1, 2]) await register(api, { date, poly_id, schedule_id });
});

test("RefusesNumbersOfAPatientWithAnotherName", async () => {
    const date = "2027-03-02";
    const { form } = await register(api, { date, whatsapp_number: "0812-7000 111" });
    const foreign: Row[] = [
        { whatsapp_number: form.whatsapp_number },
        { whatsapp_number: "+62 812 7000111" },
        { whatsapp_number: "628127000111" },
        { no_bpjs: form.no_bpjs },
        { no_bpjs: form.no_bpjs, whatsapp_number: form.whatsapp_number },
    ];
    for (const numbers of foreign)
        assertAnswer(await api.post(list, registration({ date, ...numbers })), 409, otherName);
});

test("RefusesNumbersThatTwoOtherPatientsHold", async () => {
    const one = await register(api);
    const two = await register(api);
    const both = { ...one.form, no_bpjs: two.form.no_bpjs };
    assertAnswer(await api.post(list, both), 409, otherName);
});

test("ARefusalGivesNoNumberAndKeepsNoPatient", async () => {
    const date = "2027-03-03";
    const quota = await plan(api, { date, quota: 0 });
    const { form } = await register(api, { date });
    const total = (await api.get("/api/patients")).body.data.total;
    await api.post(list, registration({ date, whatsapp_number: form.whatsapp_number }));
    await api.post(list, registration({ date, schedule_id: quota }));
    await api.post(list, registration({ date, email: "no" }));
    assert.equal((await api.get("/api/patients")).body.data.total, total);
    assert.equal((await register(api, { date })).number, 2);
});

test("FindsNoReservationUnderABadId", async () => {
    for (const id of badIds)
        assertAnswer(await api.get(`${list}/${id}`), 404, notFound("Reservation"));
});

test("AnswersARegistrationWhole", async () => {
    const date = "2027-03-04";
    const schedule_id = await plan(api, { date });
    const form = registration({ date, schedule_id });
    const answer = await api.post(list, form);
    const expected = created(form, createdPatientRow(form), { schedule_id, queue_number: 1 });
    assertAnswer(answer, 201, expected);
    const { patient, reservation, queue } = answer.body.data;
    assert.equal(reservation.patient_id, patient.id);
    assert.equal(queue.reservation_id, reservation.id);
    // The id of reservation and queue row mean the same visit (QU-1).
    assert.equal(queue.id, reservation.id);
    assert.equal(patient.created_at, reservation.created_at);
});

test("TakesAbsentAndEmptyOptionalFieldsAsNull", async () => {
    for (const given of [{}, { no_bpjs: "", email: "" }, { no_bpjs: null, email: null }]) {
        const { no_bpjs: _bpjs, email: _email, ...rest } = registration();
        const form = { ...rest, ...given, no_bpjs: null, email: null };
        const answer = await api.post(list, { ...rest, ...given });
        assertAnswer(answer, 201, created(form, createdPatientRow(form)));
    }
});

test("AnswersInTheTypesOfTheContractWhateverWasSent", async () => {
    const date = "2027-03-05";
    const schedule_id = await plan(api, { date });
    for (const [bpjs, shown] of [["1", true], [1, true], ["0", false], [0, false]] as const) {
        const form = registration({ date, bpjs: shown, schedule_id });
        const sent = { ...form, bpjs, poly_id: "1", schedule_id: String(schedule_id) };
        const answer = await api.post(list, sent);
        assertAnswer(answer, 201, created(form, createdPatientRow(form), { schedule_id }));
    }
});

test("TakesAFormBodyToo", async () => {
    const { email: _, ...form } = registration({ bpjs: "1", poly_id: "1" });
    const answer = await api.post(list, new URLSearchParams(form as Record<string, string>));
    assert.equal(answer.status, 201);
    assert.equal(answer.body.data.reservation.bpjs, true);
});

test("WritesEveryAcceptedDateAsYearMonthDay", async () => {
    for (const typed of ["2027-3-6", "06-03-2027", "3/6/2027", "20270306", "2027-03-06 23:30"]) {
        const { body } = await api.post(list, registration({ date: typed }));
        const { reservation, queue } = body.data;
        assert.deepEqual([reservation.date, queue.date], ["2027-03-06", "2027-03-06"], typed);
    }
});

test("KnowsAPatientByEitherNumberAndShowsHimWhole", async () => {
    const first = registration({ whatsapp_number: "081280009000", email: null });
    const { id } = (await api.post(list, first)).body.data.patient;
    const again = { ...first, patient_name: `  ${first.patient_name.toUpperCase()} ` };
    const sameWhatsapp = { ...again, whatsapp_number: "+62 812-8000-9000", no_bpjs: null };
    // The stored spelling stays, and so do values that are not sent.
    assertAnswer(await api.post(list, sameWhatsapp), 201, created(first, patientRow(first, id)));
    const withEmail = { ...sameWhatsapp, email: "baru@mail.com" };
    const known = patientRow({ ...first, email: "baru@mail.com" }, id);
    assertAnswer(await api.post(list, withEmail), 201, created(first, known));
    assertAnswer(await api.post(list, first), 201, created(first, known));
});

test("FindsAPatientByBpjsNumberWithANewWhatsappNumber", async () => {
    const { form, patient_id } = await register(api);
    const moved = { ...form, whatsapp_number: "081280009111" };
    const answer = await api.post(list, moved);
    assertAnswer(answer, 201, created(moved, patientRow(moved, patient_id)));
    const gave = { ...form, whatsapp_number: "081280009111", no_bpjs: "777" };
    const bpjs = await api.post(list, gave);
    assertAnswer(bpjs, 201, created(gave, patientRow(gave, patient_id)));
});

test("KnowsAPatientByEverySpellingOfTheWhatsappNumber", async () => {
    const form = registration({ whatsapp_number: "081288800001", no_bpjs: null });
    const { id } = (await api.post(list, form)).body.data.patient;
    for (const typed of [
        "\u202A+62 812-8880-0001\u202C",
        "0812\u00A08880\u00A00001",
        "0812\u20118880\u20110001",
        "0812\u20138880\u20130001",
        "0812/8880/0001",
        "81288800001",
        "+62 0812 8880 0001",
        "0062 812 8880 0001",
        "81288800001.0",
        "081288800001 (2)",
        "081288800001 / 081277700009",
    ]) {
        const answer = await api.post(list, { ...form, whatsapp_number: typed });
        assert.equal(answer.status, 201, typed);
        assert.equal(answer.body.data.patient.id, id, typed);
        assert.equal(answer.body.data.patient.whatsapp_number, form.whatsapp_number);
        const other = registration({ whatsapp_number: typed, no_bpjs: null });
        assertAnswer(await api.post(list, other), 409, otherName);
    }
});

test("KnowsAPatientByEveryWritingOfTheName", async () => {
    const form = registration({ patient_name: "Nur\u2019aini \u1E24asan", no_bpjs: null });
    const { id } = (await api.post(list, form)).body.data.patient;
    for (const patient_name of ["NUR'AINI  \u1E25ASAN", "nur\u02BCaini H\u0323asan"]) {
        const answer = await api.post(list, { ...form, patient_name });
        assert.equal(answer.status, 201, patient_name);
        assert.equal(answer.body.data.patient.id, id, patient_name);
    }
});

test("WhatHasTooFewOrTooManyDigitsIdentifiesNoPatient", async () => {
    for (const typed of ["-", "0", "0812", "tidak ada", "081277700011 081277700012"]) {
        const one = registration({ whatsapp_number: typed, no_bpjs: null });
        const two = registration({ whatsapp_number: typed, no_bpjs: null });
        const answers = [await api.post(list, one), await api.post(list, two)];
        assert.deepEqual(answers.map((answer) => answer.status), [201, 201], typed);
    }
    for (const no_bpjs of ["-", "0000", "BPJS"]) {
        const answers = [
            await api.post(list, registration({ no_bpjs })),
            await api.post(list, registration({ no_bpjs })),
        ];
        assert.deepEqual(answers.map((answer) => answer.status), [201, 201], no_bpjs);
    }
});

test("APlaceholderDoesNotReplaceAKnownWhatsappNumber", async () => {
    const { form, patient_id } = await register(api);
    const answer = await api.post(list, { ...form, whatsapp_number: "-" });
    assertAnswer(answer, 201, created(form, patientRow(form, patient_id)));
});

test("LetsAPatientRegisterTwiceOnADay", async () => {
    const { form } = await register(api, { date: "2027-03-07" });
    assert.equal((await api.post(list, form)).body.data.queue.queue_number, 2);
});

test("NumbersEachPolyAndDayFromOneInOrder", async () => {
    const numbers: number[] = [];
    for (const [poly_id, date] of [
        [1, "2027-03-08"],
        [1, "2027-03-08"],
        [2, "2027-03-08"],
        [1, "2027-03-09"],
        [1, "2027-03-08"],
        [2, "2027-03-08"],
    ])
        numbers.push((await register(api, { poly_id, date })).number);
    assert.deepEqual(numbers, [1, 2, 1, 1, 3, 2]);
});

test("NeverGivesANumberAgain", async () => {
    const date = "2027-03-10";
    const visit = await register(api, { date });
    await move(api, visit, "cancelled");
    assert.equal((await register(api, { date })).number, 2);
});

test("ShowsAReservationWithAllItsRelations", async () => {
    const visit = await register(api, { poly_id: 2, bpjs: false });
    assertAnswer(await api.get(`${list}/${visit.id}`), 200, {
        status: "success",
        message: "Reservation detail retrieved successfully",
        data: { reservation: wholeRow(visit) },
    });
});
