// Rows 73 to 77 of the contract's table; CK-1 to CK-6.
import { test } from "node:test";
import assert from "node:assert/strict";
import { patientOf, polyRow, register, type Row, wrapped } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import {
    assertRelation,
    instants,
    makeSetting,
    type Setting,
    storedRow,
    testSetting,
} from "../support/Settings.ts";

const { api, server } = await startDemo();

const visit = await register(api, { patient_name: "Rachmat Hidayat" });
const other = await register(api, { patient_name: "Élodie O'Brien" });
const patients = new Map([visit, other].map((one) => [one.patient_id, patientOf(one)]));
const missing = "Checkup schedule not found";

const checkup: Setting = {
    path: "/api/checkup-schedule",
    api: await signInAs(api, "doctor"),
    body: (number) => ({
        patient_id: visit.patient_id,
        poly_id: 2,
        date: "2026-01-15",
        description: `Routine dental check-up ${number}`,
    }),
    relations: (body) => ({
        patient: patients.get(body.patient_id as number),
        poly: polyRow(body.poly_id as number),
    }),
    texts: {
        created: "Checkup schedule created successfully",
        updated: "Checkup schedule updated successfully",
        detail: "Checkup schedule retrieved successfully",
        removed: "Checkup schedule deleted successfully",
        missing: { get: missing, put: missing, delete: missing },
    },
};

interface Place {
    number?: number;
    size?: number;
    total: number;
}

function page(data: unknown[], { number = 1, size = 10, total }: Place): Row {
    const last_page = Math.max(Math.ceil(total / size), 1);
    return {
        status: "success",
        message: "Checkup schedules retrieved successfully",
        data,
        meta: { current_page: number, per_page: size, total, last_page },
    };
}

// The ids and the total of a list with these filters.
async function found(params: Row): Promise<number[]> {
    const { data, meta } = (await api.get(checkup.path, { per_page: 100, ...params })).body;
    assert.equal(meta.total, data.length);
    return data.map((row: Row) => row.id);
}

const required = {
    patient_id: ["The patient id field is required."],
    poly_id: ["The poly id field is required."],
    date: ["The date field is required."],
};
const selected = {
    patient_id: ["The selected patient id is invalid."],
    poly_id: ["The selected poly id is invalid."],
};
const noDate = ["The date field must be a valid date."];

test("BeginsEmpty", async () => {
    assertAnswer(await api.get(checkup.path), 200, page([], { total: 0 }));
});

test("NamesTheFieldsThatACreationLacks", async () => {
    assertAnswer(await checkup.api.post(checkup.path, {}), 422, wrapped(required));
    const blanks = { patient_id: "", poly_id: null, date: " ", description: 5 };
    const errors = { ...required, description: ["The description field must be a string."] };
    assertAnswer(await checkup.api.post(checkup.path, blanks), 422, wrapped(errors));
});

test("RefusesPatientsAndPoliesThatAreNotThere", async () => {
    const { path } = await makeSetting(checkup);
    const poly = (await api.post("/api/poly", { name: "Poli Lama" })).body.data.id;
    await api.delete(`/api/poly/${poly}`);
    const body = { patient_id: 999999, poly_id: poly, date: "2026-01-15" };
    assertAnswer(await checkup.api.post(checkup.path, body), 422, wrapped(selected));
    assertAnswer(await checkup.api.put(path, body), 422, wrapped(selected));
    const { patient_id } = selected;
    const unknown = { ...checkup.body(1), patient_id: 999999 };
    assertAnswer(await checkup.api.post(checkup.path, unknown), 422, wrapped({ patient_id }));
    assertAnswer(await checkup.api.put(path, unknown), 422, wrapped({ patient_id }));
    // Rules are checked before the row is looked up.
    const nowhere = `${checkup.path}/999999`;
    assertAnswer(await checkup.api.put(nowhere, unknown), 422, wrapped({ patient_id }));
});

test("RefusesInvalidDates", async () => {
    const { path } = await makeSetting(checkup);
    for (const date of ["2026-02-30", "tomorrow", "15/13/2026", true, ["2026-01-15"], "2026"]) {
        const body = { ...checkup.body(1), date };
        assertAnswer(await checkup.api.post(checkup.path, body), 422, wrapped({ date: noDate }));
        assertAnswer(await checkup.api.put(path, { date }), 422, wrapped({ date: noDate }));
    }
});

test("WritesDatesInOneForm", async () => {
    for (const date of ["15-01-2026", "1/15/2026", "20260115", 20260115, "15 January 2026 08:00"]) {
        const created = await checkup.api.post(checkup.path, { ...checkup.body(1), date });
        assert.equal(created.body.data.date, "2026-01-15", String(date));
    }
    const { path } = await makeSetting(checkup);
    const before = (await checkup.api.get(path)).body.data;
    const same = await checkup.api.put(path, { date: "2026-1-15" });
    assert.deepEqual(same.body.data, before);
});

test("NeedsNoDescription", async () => {
    const { description: _, ...bare } = checkup.body(1);
    const created = await checkup.api.post(checkup.path, bare);
    assertAnswer(created, 201, {
        status: "success",
        message: "Checkup schedule created successfully",
        data: {
            ...bare,
            updated_at: any.timestamp,
            created_at: any.timestamp,
            id: any.id,
            ...checkup.relations?.(bare),
        },
    });
    for (const description of ["", "  ", null]) {
        const { id, path } = await makeSetting(checkup, { description });
        const stored = storedRow(checkup, id, { ...bare, description: null });
        assertAnswer(await checkup.api.get(path), 200, {
            status: "success",
            message: "Checkup schedule retrieved successfully",
            data: stored,
        });
    }
});

test("AnUpdateNeedsNoField", async () => {
    const { id, body, path } = await makeSetting(checkup);
    const put = (changes: Row) => checkup.api.put(path, changes);
    // As in the document: the fields of a config.
    assertAnswer(await put({ name: "clinic_timezone", value: "Asia/Jakarta" }), 200, {
        status: "success",
        message: "Checkup schedule updated successfully",
        data: storedRow(checkup, id, body),
    });
    assertAnswer(await put({ patient_id: null, poly_id: "", date: null }), 422, wrapped(required));
    assert.equal((await put({ description: "" })).body.data.description, null);
    const moved = { patient_id: String(other.patient_id), poly_id: "1", date: "2026-02-01" };
    assertAnswer(await put(moved), 200, {
        status: "success",
        message: "Checkup schedule updated successfully",
        data: storedRow(checkup, id, {
            patient_id: other.patient_id,
            poly_id: 1,
            date: "2026-02-01",
            description: null,
        }),
    });
});

test("ShowsRemovedRelationsAsNull", async () => {
    const poly = (await api.post("/api/poly", { name: "Poli Anak" })).body.data.id;
    const gone = await register(api, {});
    const changes = { poly_id: poly, patient_id: gone.patient_id, date: "2031-01-01" };
    const { id, path } = await makeSetting(checkup, changes);
    const place = { room: null, letter: null };
    const poliAnak = { id: poly, name: "Poli Anak", ...instants, ...place };
    await assertRelation(checkup, path, { poly: poliAnak, patient: patientOf(gone) });
    await api.delete(`/api/poly/${poly}`);
    await runSql(
        server.store,
        `UPDATE patients SET deleted_at = '2026-01-01 00:00:00' WHERE id = ${gone.patient_id}`,
    );
    await assertRelation(checkup, path, {
        patient_id: gone.patient_id,
        poly_id: poly,
        patient: null,
        poly: null,
    });
    assert.deepEqual(await found({ date: "2031-01-01" }), [id]);
    assert.deepEqual(await found({ search: gone.form.patient_name }), []);
    const changed = (await checkup.api.put(path, { date: "2031-01-02" })).body.data;
    assert.deepEqual([changed.date, changed.patient, changed.poly], ["2031-01-02", null, null]);
});

test("PagesCheckups", async () => {
    const rows: Row[] = [];
    for (let day = 10; day < 22; ++day) {
        const { id, body } = await makeSetting(checkup, {
            patient_id: other.patient_id,
            poly_id: 1,
            date: `2028-01-${day}`,
            description: "Seri",
        });
        rows.push(storedRow(checkup, id, body));
    }
    const get = (params: Row) => api.get(checkup.path, { search: "SERI", ...params });
    assertAnswer(await get({}), 200, page(rows.slice(0, 10), { total: 12 }));
    assertAnswer(await get({ page: 2 }), 200, page(rows.slice(10), { number: 2, total: 12 }));
    assertAnswer(await get({ page: 9 }), 200, page([], { number: 9, total: 12 }));
    assertAnswer(
        await get({ page: -1, per_page: "x" }),
        200,
        page(rows.slice(0, 10), { total: 12 }),
    );
    assertAnswer(await get({ per_page: 1000 }), 200, page(rows, { size: 100, total: 12 }));
    assertAnswer(
        await get({ date: "18-01-2028", per_page: 1 }),
        200,
        page(rows.slice(8, 9), { size: 1, total: 1 }),
    );
});

test("CombinesFilters", async () => {
    const make = async (changes: Row) => (await makeSetting(checkup, changes)).id;
    const date = "2030-05-01";
    const one = await make({ date });
    const two = await make({ date, poly_id: 1 });
    const three = await make({ date, patient_id: other.patient_id, description: "Kontrol 100%_" });
    await make({ date: "2030-05-02", poly_id: 1 });
    assert.deepEqual(await found({ date }), [one, two, three]);
    assert.deepEqual(await found({ date, poly_id: 2 }), [one, three]);
    assert.deepEqual(await found({ date, poly_id: "2", patient_id: visit.patient_id }), [one]);
    assert.deepEqual(await found({ date, search: "rachMAT" }), [one, two]);
    assert.deepEqual(await found({ date, search: "élodie o'" }), [three]);
    assert.deepEqual(await found({ search: "100%_" }), [three]);
    assert.deepEqual(await found({ date, search: "1%0" }), []);
    assert.deepEqual(await found({ patient_id: 999999 }), []);
    const all = await found({});
    assert.deepEqual(await found({ date: "", poly_id: "", patient_id: "", search: "" }), all);
    assert.deepEqual(await found({ status_id: 3, description: "none" }), all);
});

test("RefusesFiltersThatMakeNoSense", async () => {
    assertAnswer(
        await api.get(checkup.path, { date: "2026-02-30", poly_id: "x", patient_id: 1.5 }),
        422,
        wrapped({
            patient_id: ["The patient id field must be an integer."],
            poly_id: ["The poly id field must be an integer."],
            date: noDate,
        }),
    );
});

testSetting(checkup);
