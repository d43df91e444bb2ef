// GET /api/audit: who changed what, before and after. Which routes leave entries is tested in
// audit-routes.test.ts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs, users } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer } from "../support/Server.ts";
import { readSheets } from "../support/Sheets.ts";
import { newUser } from "../support/Users.ts";

const { server, api } = await startDemo();
const anyone = new Api(server.baseUrl);
const path = "/api/audit";

interface Entry {
    id: number;
    kind: string;
    action: string;
    object_id: number | null;
    object_name: string | null;
    before: any;
    after: any;
    user: { id: number; name: string } | null;
    address: string | null;
    request_id: string | null;
}
async function list(params: object = {}, by = api): Promise<Entry[]> {
    const { status, body } = await by.get(path, { ...params });
    assert.equal(status, 200, JSON.stringify(body));
    return body.data;
}
const superadmin = { id: 1, name: "Super Admin" };
const entry = (kind: string, action: string, of: object) => ({
    id: any.id,
    created_at: any.timestamp,
    user: superadmin,
    kind,
    action,
    object_id: any.id,
    object_name: any.text,
    before: null,
    after: null,
    address: "127.0.0.1",
    request_id: any.text,
    ...of,
});
const invalid = (field: string, message: string) => ({
    status: "error",
    message,
    errors: { [field]: [message] },
});

test("OnlyWhoHasThePermissionReadsIt", async () => {
    const forbidden = { status: "error", message: "This action is unauthorized." };
    const head = await signInAs(anyone, "head");
    assertAnswer(await head.get(path), 403, forbidden);
    const { permissions } = (await api.get("/api/roles/2/permissions")).body.data;
    await api.put("/api/roles/2/permissions", { permissions: [...permissions, "audit.read"] });
    assert.equal((await head.get(path)).status, 200);
    await api.put("/api/roles/2/permissions", { permissions });
    assertAnswer(await head.get(path), 403, forbidden);
});

test("WhatItIsAskedForIsChecked", async () => {
    const cases: [object, string, string][] = [
        [{ source: "x" }, "source", "The selected source is invalid."],
        [{ date_from: "x" }, "date_from", "The date from field must be a valid date."],
        [{ user_id: "x" }, "user_id", "The user id field must be an integer."],
        [{ per_page: 201 }, "per_page", "The per page field must be between 1 and 200."],
        ...["x", "1", "1-", "-1", "1-2-3", "9999999999999-1"].map(
            (cursor): [object, string, string] => [
                { cursor },
                "cursor",
                "The selected cursor is invalid.",
            ],
        ),
    ];
    for (const [params, field, message] of cases)
        assertAnswer(
            await api.get(path, params as Record<string, unknown>),
            422,
            invalid(field, message),
        );
});

test("APermissionThatWasTakenHasWhoWhenAndBoth", async () => {
    const before = ["queue.done", "queue.noshow"];
    await api.put("/api/roles/5/permissions", { permissions: before });
    await api.put("/api/roles/5/permissions", { permissions: ["queue.done"] });
    const answer = await api.get(path, { kind: "role_permissions", object_id: 5, per_page: 1 });
    assertAnswer(answer, 200, {
        status: "success",
        message: "Audit retrieved successfully",
        next_cursor: any.text,
        searched_to: any.timestamp,
        data: [
            entry("role_permissions", "changed", {
                object_id: 5,
                object_name: "Perawat Asisten",
                before: { permissions: before },
                after: { permissions: ["queue.done"] },
            }),
        ],
    });
    assert.ok(Math.abs(Date.parse(answer.body.data[0].created_at) - Date.now()) < 10_000);
});

test("SettingTheSamePermissionsAgainIsNoChange", async () => {
    const permissions = ["queue.done"];
    await api.put("/api/roles/5/permissions", { permissions });
    const [newest] = await list();
    await api.put("/api/roles/5/permissions", { permissions });
    assert.equal((await list())[0]?.id, newest?.id);
});

test("AUserIsCreatedChangedRemovedAndRestored", async () => {
    const body = newUser({ name: "Dewi Audit", roles: [3] });
    const { id } = (await api.post("/api/users", body)).body.data;
    const { password, password_confirmation, ...same } = body;
    await api.put(`/api/users/${id}`, { ...same, name: "Dewi Baru", roles: [4] });
    await api.put(`/api/users/${id}`, { ...body, name: "Dewi Baru", roles: [4] });
    await api.delete(`/api/users/${id}`);
    await api.post(`/api/users/${id}/restore`);
    const whole = {
        name: "Dewi Baru",
        username: body.username,
        email: body.email,
        poly_id: null,
        password: "changed",
    };
    const of = { object_id: id, object_name: "Dewi Baru" };
    assertJson(await list({ kind: "user", object_id: id }), [
        entry("user", "restored", { ...of, after: whole }),
        entry("user", "removed", { ...of, before: whole }),
        entry("user", "changed", {
            ...of,
            before: { password: "changed" },
            after: { password: "changed" },
        }),
        entry("user", "changed", {
            ...of,
            before: { name: "Dewi Audit" },
            after: { name: "Dewi Baru" },
        }),
        entry("user", "created", {
            object_id: id,
            object_name: "Dewi Audit",
            after: { ...whole, name: "Dewi Audit" },
        }),
    ]);
    assertJson(await list({ kind: "user_roles", object_id: id }), [
        entry("user_roles", "changed", {
            ...of,
            before: { roles: ["Dokter"] },
            after: { roles: ["Perawat Anamnesa"] },
        }),
        entry("user_roles", "changed", {
            object_id: id,
            object_name: "Dewi Audit",
            before: { roles: [] },
            after: { roles: ["Dokter"] },
        }),
    ]);
});

test("ARefusedChangeIsNoChange", async () => {
    const [newest] = await list();
    assert.equal((await api.post("/api/poly", { name: "" })).status, 422);
    assert.equal((await api.put("/api/roles/1/permissions", { permissions: [] })).status, 422);
    assert.equal((await api.delete("/api/users/1")).status, 422);
    assert.equal((await list())[0]?.id, newest?.id);
});

test("TheCredentialsInAUrlAreStars", async () => {
    const value = "https://siti:rahasia@n8n.example/webhook/a1b2";
    const body = { name: "n8n_webhook_url", value };
    await api.post("/api/configs", body);
    assert.deepEqual((await list({ kind: "config", per_page: 1 }))[0]?.after, {
        name: "n8n_webhook_url",
        value: "https://***@n8n.example/webhook/***",
    });
});

test("WhatThePatientToldIsNotInIt", async () => {
    const visit = await register(api);
    const patient = { ...visit.form, patient_name: "Nama Baru Sekali" };
    await api.put(`/api/patients/${visit.patient_id}`, patient);
    const changed = { patient_name: "changed" };
    assertJson(await list({ kind: "patient", object_id: visit.patient_id }), [
        entry("patient", "changed", {
            object_id: visit.patient_id,
            object_name: null,
            before: changed,
            after: changed,
        }),
    ]);
});

test("ASessionThatSomebodyEndedHasItsOwner", async () => {
    await signInAs(anyone, "doctor");
    await api.delete(`/api/users/${users.doctor.id}/sessions`);
    const [ended] = await list({ kind: "session", per_page: 1 });
    assert.deepEqual(
        [ended?.action, ended?.user, ended?.object_name, ended?.before.address],
        ["removed", superadmin, "Andi Pratama", "127.0.0.1"],
    );
});

test("TheVisitsAreTheOtherSource", async () => {
    const reception = await signInAs(anyone, "reception");
    const visit = await register(reception, { date: today() });
    await move(reception, visit, "anamnesa");
    const lines = await list({ source: "visits", object_id: visit.id });
    const of = (action: string, before: object | null, after: object) => ({
        ...entry("visit", action, {}),
        user: { id: users.reception.id, name: any.text },
        object_id: visit.id,
        before,
        after: {
            ...after,
            poly_id: 1,
            date: today(),
            queue_number: visit.number,
            ...(action === "anamnesa" ? { note: "1" } : {}),
        },
        address: null,
        request_id: null,
    });
    assert.deepEqual(
        lines.map(({ action }) => action),
        ["anamnesa", "registered"],
    );
    const waiting = { status_id: 1, status: "Menunggu" };
    assertJson(lines[1], of("registered", null, waiting));
    assert.deepEqual(lines[0]?.before, waiting);
    assert.equal(lines[0]?.after.status, "Anamnesa");
    const own = await list({ source: "visits", user_id: users.reception.id, action: "anamnesa" });
    assert.deepEqual(own.map(({ object_id }) => object_id)[0], visit.id);
});

test("PagesFollowEachOtherToTheFirstEntry", async () => {
    const all = await list({ per_page: 200 });
    assert.ok(all.length >= 10, `${all.length}`);
    const paged: number[] = [];
    let cursor: string | null = null;
    do {
        const from: object = cursor === null ? {} : { cursor };
        const { body } = await api.get(path, { per_page: 4, ...from });
        paged.push(...body.data.map(({ id }: Entry) => id));
        cursor = body.next_cursor;
    } while (cursor !== null);
    assert.deepEqual(
        paged,
        all.map(({ id }) => id),
    );
});

test("FiltersCountTogether", async () => {
    const head = await signInAs(anyone, "head");
    await head.post("/api/poly", { name: "Poli Kepala" });
    const byHead = await list({ user_id: users.head.id });
    assert.deepEqual(
        byHead.map(({ kind, object_name }) => [kind, object_name]),
        [["poly", "Poli Kepala"]],
    );
    assert.equal((await list({ user_id: users.head.id, kind: "user" })).length, 0);
    assert.equal((await list({ date_to: "2020-01-01" })).length, 0);
    assert.equal((await list({ date_from: "2999-01-01" })).length, 0);
    const now = await list({ date_from: today(), date_to: today(), user_id: users.head.id });
    assert.equal(now.length, 1);
    assert.deepEqual(
        (await list({ action: "restored" })).map(({ kind }) => kind),
        ["user"],
    );
});

test("ASearchFindsNamesAndValuesInAnyCase", async () => {
    const names = async (search: string) =>
        (await list({ search })).map(({ object_name }) => object_name);
    assert.deepEqual(await names("pOLI kepala"), ["Poli Kepala"]);
    assert.ok((await names("dewi audit")).length >= 2, "also in the values before and after");
    assert.deepEqual(await names("tidak ada yang begini"), []);
});

// A page of a search ends, however many entries there are that it does not want.
test("ASearchGoesOnWhereItEnded", async () => {
    const columns = "created_at, kind, action, object_id";
    const instant = engineUnderTest() === "sqlite" ? "TEXT" : "TIMESTAMP";
    await runSql(
        server.store,
        `INSERT INTO audit (${columns})
         WITH RECURSIVE numbers (number) AS (
             SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2500
         )
         SELECT CAST('2021-01-01 00:00:00' AS ${instant}), 'poly', 'changed', number FROM numbers`,
    );
    await runSql(
        server.store,
        `INSERT INTO audit (${columns}, object_name)
         VALUES ('2020-12-31 23:59:59', 'poly', 'changed', 1, 'Paling lama')`,
    );
    const first = await api.get(path, { search: "paling lama" });
    assert.deepEqual(first.body.data, []);
    assert.equal(first.body.searched_to, "2021-01-01T00:00:00.000000Z");
    const { body } = await api.get(path, {
        search: "paling lama",
        cursor: first.body.next_cursor,
    });
    assert.deepEqual(
        body.data.map(({ object_name }: Entry) => object_name),
        ["Paling lama"],
    );
});

test("TheSpreadsheetHasWhatTheListHas", async () => {
    const answer = await api.request({
        method: "get",
        url: `${path}/export`,
        params: { kind: "poly", user_id: users.head.id },
        responseType: "arraybuffer",
    });
    assert.equal(answer.status, 200);
    const [sheet] = readSheets(answer.body);
    const [heading, line, ...more] = sheet?.rows ?? [];
    assert.deepEqual(heading?.slice(2, 5), ["user", "kind", "action"]);
    assert.deepEqual(line?.slice(3, 5), ["poly", "created"]);
    assert.deepEqual(more, []);
});

test("ACommandIsInItToo", async () => {
    const own = await startServer({ flags: ["--demo"] });
    try {
        const command = ["--database", own.store.databaseUrl, "--data-dir", own.store.dataDir];
        const { status, stderr } = await runCommand(
            ["user", "set-password", "andi.pratama", ...command],
            { input: "rahasia-baru\n" },
        );
        assert.equal(status, 0, stderr);
        const signedIn = await signInAs(new Api(own.baseUrl), "superadmin");
        const [changed] = await list({ kind: "user" }, signedIn);
        assert.deepEqual(
            [changed?.user, changed?.object_name, changed?.address, changed?.after],
            [null, "Andi Pratama", "command line", { password: "changed" }],
        );
    } finally {
        await own.close();
    }
});

test("OldEntriesGoIfTheClinicWantsSo", async () => {
    const values = "('2020-01-01 00:00:00', 'a', 'b')";
    const old = `INSERT INTO audit (created_at, kind, action) VALUES ${values}`;
    const own = await startServer({ flags: ["--demo", "--audit-keep", "365"] });
    try {
        await runSql(own.store, old);
        await own.stop();
        await own.start();
        const signedIn = await signInAs(new Api(own.baseUrl), "superadmin");
        await eventually(async () =>
            assert.deepEqual(await list({ kind: "a" }, signedIn), [], "it is still there"),
        );
    } finally {
        await own.close();
    }
});
