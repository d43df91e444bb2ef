// Patients: rows 50 to 52 of the contract, PA-1 to PA-4.
import { test } from "node:test";
import assert from "node:assert/strict";
import type { Answer } from "../support/Api.ts";
import {
    badIds,
    notFound,
    patientRow,
    register,
    type Row,
    unauthenticated,
    type Visit,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer } from "../support/Json.ts";
import { paginator } from "../support/Pages.ts";

const { api, server } = await startDemo();

const list = "/api/patients";
const url = `${server.baseUrl}${list}`;

// Ids 1 to 12, in this order.
const visits: Visit[] = [];
for (const changes of [
    { patient_name: "Andi Wijaya", whatsapp_number: "628123456789", no_bpjs: "1234567890123" },
    { patient_name: "Rachmat Hidayat", whatsapp_number: "0812-3456-7891", no_bpjs: "AB-77c" },
    { patient_name: "Élodie O'Brien_1", email: null, no_bpjs: null },
    ...Array.from({ length: 9 }, () => ({})),
])
    visits.push(await register(api, changes));
const rows = visits.map((visit) => patientRow(visit.form, visit.patient_id)).reverse();

function assertPage(answer: Answer, shown: unknown[], page: Parameters<typeof paginator>[2]): void {
    assertAnswer(answer, 200, {
        status: "success",
        message: "Patient list retrieved successfully",
        data: paginator(url, shown, page),
    });
}

function updated(of: Row, id: number): Row {
    return {
        status: "success",
        message: "Patient updated successfully",
        data: patientRow(of, id),
    };
}

async function idsFound(search: string): Promise<number[]> {
    const { body } = await api.get(list, { search, per_page: 100 });
    return body.data.data.map((row: Row) => row.id);
}

test("AsksForAToken", async () => {
    const stranger = api.as();
    assertAnswer(await stranger.get(list), 401, unauthenticated);
    assertAnswer(await stranger.get(`${list}/1`), 401, unauthenticated);
    assertAnswer(await stranger.put(`${list}/1`, {}), 401, unauthenticated);
});

test("NamesEveryBrokenField", async () => {
    assertAnswer(
        await api.put(`${list}/4`, {}),
        422,
        wrapped({
            patient_name: ["The patient name field is required."],
            whatsapp_number: ["The whatsapp number field is required."],
        }),
    );
    const numbers = { patient_name: 5, whatsapp_number: 812, no_bpjs: 1, email: "andi@" };
    assertAnswer(
        await api.put(`${list}/4`, numbers),
        422,
        wrapped({
            patient_name: ["The patient name field must be a string."],
            whatsapp_number: ["The whatsapp number field must be a string."],
            no_bpjs: ["The no bpjs field must be a string."],
            email: ["The email field must be a valid email address."],
        }),
    );
});

test("FindsNoPatientUnderABadId", async () => {
    const form = { patient_name: "Andi", whatsapp_number: "08123" };
    for (const id of badIds) {
        assertAnswer(await api.get(`${list}/${id}`), 404, notFound("Patient"));
        assertAnswer(await api.put(`${list}/${id}`, form), 404, notFound("Patient"));
    }
    assert.equal((await api.put(`${list}/999999`, {})).status, 422);
});

test("NeitherCreatesNorDeletes", async () => {
    assert.equal((await api.post(list, {})).status, 405);
    assert.equal((await api.delete(`${list}/1`)).status, 405);
});

test("ListsTheNewestFirst", async () => {
    assertPage(await api.get(list), rows.slice(0, 10), { total: 12 });
    assertPage(await api.get(list, { page: 2 }), rows.slice(10), { number: 2, total: 12 });
    assertPage(await api.get(list, { page: 3 }), [], { number: 3, total: 12 });
    assertPage(await api.get(`${list}/?per_page=0`), [rows[0]], { size: 1, total: 12 });
    assertPage(await api.get(list, { per_page: 1000 }), rows, { size: 100, total: 12 });
});

test("SearchesNameAndBothNumbers", async () => {
    for (const [search, ids] of [
        ["ANDI w", [1]],
        ["1234567890123", [1]],
        ["62812345", [2, 1]],
        ["0812-3456", [2, 1]],
        ["ab-77C", [2]],
        ["élodie", [3]],
        ["o'brien_", [3]],
        ["_", [3]],
        ["%", []],
        ["nobody", []],
    ] as const)
        assert.deepEqual(await idsFound(search), ids, search);
    assert.equal((await idsFound("")).length, 12);
    assert.equal((await idsFound("  ")).length, 12);
});

test("EverySpellingOfANumberFindsEverySpelling", async () => {
    const ids: number[] = [];
    for (const whatsapp_number of ["0812-7770-0002", "+62 812 7770 0002", "81277700002"]) {
        const { patient_id } = await register(api);
        const patient_name = "Semua Ejaan";
        await api.put(`${list}/${patient_id}`, { patient_name, whatsapp_number });
        ids.unshift(patient_id);
    }
    for (const search of [
        "081277700002", "+6281277700002", "0812-7770", "+62 812 777", "62812777", "812 7770",
        "0062 812 7770", "+62 0812 7770", "7770-0002", "77700002", "777-0000",
    ]) {
        assert.deepEqual(await idsFound(search), ids, search);
        const found = await api.get("/api/reservation", { search, per_page: 100 });
        const patients = found.body.data.data.map((row: Row) => row.patient_id);
        assert.deepEqual(patients.reverse(), ids, search);
    }
});

test("ANameIsFoundInEveryCaseAndWritingOfItsLetters", async () => {
    for (const [name, searches] of [
        ["\u1E24asan Basri", ["\u1E24asan", "\u1E25ASAN", "H\u0323asan", "hasan basri"]],
        ["NGUY\u1EC4N TH\u1ECA H\u1EA0NH", ["nguy\u1EC5n th\u1ECB", "NGUY\u1EC4N", "h\u1EA1nh"]],
        ["\u0130brahim", ["\u0130BRAHIM", "i\u0307brahim", "ibrahim"]],
        ["\u0218tefan", ["\u0219TEFAN", "S\u0326tefan"]],
        ["Nur\u2019aini", ["nur'aini", "NUR\u2019AINI", "nur\u02BCaini", "nur`aini"]],
        ["Siti  Zu\u00A0Lestari", ["siti zu lestari", "Siti  Zu  Lestari"]],
        ["Andre\u0301 Zo\u00EB", ["ANDR\u00C9 ZO\u00CB", "andr\u00E9 zoe\u0308"]],
    ] as const) {
        const { patient_id } = await register(api, { patient_name: name });
        for (const search of [name, ...searches]) {
            assert.deepEqual(await idsFound(search), [patient_id], search);
            const found = await api.get("/api/reservation", { search });
            assert.equal(found.body.data.data[0]?.patient_id, patient_id, search);
        }
    }
});

test("PagesTheFoundOnes", async () => {
    const answer = await api.get(list, { search: "pasien", per_page: 4, page: 3 });
    assertPage(answer, [rows[8]], { number: 3, size: 4, total: 9 });
    assertPage(await api.get(list, { search: "nobody" }), [], { total: 0 });
});

test("ShowsOnePatient", async () => {
    assertAnswer(await api.get(`${list}/2`), 200, {
        status: "success",
        message: "Patient detail retrieved successfully",
        data: rows[10],
    });
});

test("StoresAndShowsNumbersAsTheyWereTyped", async () => {
    const form = {
        patient_name: "  Andi Wijaya ",
        whatsapp_number: "+62 812-345 6789",
        no_bpjs: "000 123",
        email: "andi@mail.com",
    };
    const { patient_id } = await register(api);
    const shown = { ...form, patient_name: "Andi Wijaya" };
    assertAnswer(await api.put(`${list}/${patient_id}`, form), 200, updated(shown, patient_id));
    const detail = await api.get(`${list}/${patient_id}`);
    assertAnswer({ status: 200, body: detail.body.data }, 200, patientRow(shown, patient_id));
});

test("KeepsOptionalFieldsThatAreAbsentAndClearsThoseThatAreEmpty", async () => {
    const { form, patient_id } = await register(api);
    const { patient_name, whatsapp_number } = form;
    const path = `${list}/${patient_id}`;
    const bare = { patient_name, whatsapp_number };
    assertAnswer(await api.put(path, bare), 200, updated(form, patient_id));
    const cleared = { ...bare, no_bpjs: null, email: null };
    const answer = await api.put(path, { ...bare, no_bpjs: "", email: null });
    assertAnswer(answer, 200, updated(cleared, patient_id));
});

test("LetsTwoPatientsShareTheirNumbers", async () => {
    const one = await register(api);
    const two = await register(api);
    const shared = { ...one.form, patient_name: "Nama Lain" };
    const answer = await api.put(`${list}/${two.patient_id}`, shared);
    assertAnswer(answer, 200, updated(shared, two.patient_id));
});

test("ANumberThatWasChangedHereIsKnownToTheNextRegistration", async () => {
    const { form, patient_id } = await register(api);
    const moved = { ...form, whatsapp_number: "081299990001" };
    await api.put(`${list}/${patient_id}`, moved);
    const again = { ...moved, whatsapp_number: "+6281299990001" };
    const answer = await api.post("/api/reservation", again);
    assert.equal(answer.body.data.reservation.patient_id, patient_id);
    const other = { ...form, no_bpjs: null, patient_name: "Lain" };
    assert.equal((await api.post("/api/reservation", other)).status, 201);
});

test("KeepsAPatientsAgeWhenNothingChanges", async () => {
    const before = (await api.get(`${list}/1`)).body.data;
    const { patient_name, whatsapp_number, no_bpjs, email } = before;
    await eventually(async () => {
        const touched = await register(api);
        const { created_at } = (await api.get(`${list}/${touched.patient_id}`)).body.data;
        assert.notEqual(created_at, before.updated_at);
    });
    const same = { patient_name, whatsapp_number, no_bpjs, email };
    assert.deepEqual((await api.put(`${list}/1`, same)).body.data, before);
    const renamed = await api.put(`${list}/1`, { ...same, patient_name: "Andi W." });
    assert.ok(renamed.body.data.updated_at > before.updated_at);
});
