// Rows 18 to 24 of the contract's table.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import { listed, makeRow, shown, testMasterData, type MasterData } from "../support/MasterData.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");

const poly: MasterData = {
    path: "/api/poly",
    noun: "Poly",
    api: superadmin,
    body: (number) => ({ name: `Poli ${number}` }),
    unique: "name",
    takenErrors: { name: ["The name has already been taken."] },
};

function invalid(...messages: string[]): unknown {
    return { status: "error", message: messages[0], errors: { name: messages } };
}

test("BeginsWithTheTwoPoliesOfTheClinic", async () => {
    assertAnswer(await superadmin.get("/api/poly"), 200, {
        status: "success",
        data: [shown(2, { name: "Poli Gigi" }), shown(1, { name: "Poli Umum" })],
    });
    assertAnswer(await superadmin.get("/api/poly/trashed"), 200, { status: "success", data: [] });
});

const brokenNames: [name: string, body: unknown, ...messages: string[]][] = [
    ["Nothing", undefined, "The name field is required."],
    ["NoName", {}, "The name field is required."],
    ["NullName", { name: null }, "The name field is required."],
    ["BlankName", { name: " \u3000" }, "The name field is required."],
    ["ANumber", { name: 12 }, "The name field must be a string."],
    ["AList", { name: ["a"] }, "The name field must be a string."],
    [
        "256Letters",
        { name: "é".repeat(256) },
        "The name field must not be greater than 255 characters.",
    ],
];
for (const [name, body, ...messages] of brokenNames)
    test(`RefusesAPolyWith${name}`, async () => {
        assertAnswer(await superadmin.post("/api/poly", body), 422, invalid(...messages));
        assertAnswer(await superadmin.put("/api/poly/1", body), 422, invalid(...messages));
    });

test("TakesANameOf255Letters", async () => {
    const name = "é".repeat(255);
    const answer = await superadmin.post("/api/poly", { name });
    assert.equal(answer.status, 201);
    assert.equal(answer.body.data.name, name);
});

test("ListsPoliesByName", async () => {
    for (const name of ["zahra", "Anak", "bedah"]) await superadmin.post("/api/poly", { name });
    const names = (await listed(poly)).map((row) => row.name);
    const positions = ["Anak", "bedah", "Poli Gigi", "Poli Umum", "zahra"].map((name) =>
        names.indexOf(name),
    );
    assert.deepEqual(positions, [...positions].sort((a, b) => a - b));
    assert.ok(!positions.includes(-1));
});

test("UsersShowATrashedPolyAsNull", async () => {
    const { id, body } = await makeRow(poly);
    const user = {
        name: "Eko",
        username: "eko",
        email: "eko@mail.com",
        password: "admin123",
        password_confirmation: "admin123",
        roles: [3],
        poly_id: id,
    };
    const created = await superadmin.post("/api/users", user);
    assertJson(created.body.data.poly, shown(id, body));
    const path = `/api/users/${created.body.data.id}`;
    const polyOfUser = async () => {
        const { poly_id, poly: row } = (await superadmin.get(path)).body.data;
        return { poly_id, poly: row };
    };
    await superadmin.delete(`/api/poly/${id}`);
    await eventually(async () => assert.deepEqual(await polyOfUser(), { poly_id: id, poly: null }));
    const login = await superadmin.post("/api/auth/login", {
        username: "eko",
        password: "admin123",
    });
    assert.deepEqual([login.body.user.poly_id, login.body.user.poly], [id, null]);
    // No user can be assigned to a trashed poly, but a user who is assigned already stays unless
    // changed.
    assertAnswer(await superadmin.put(path, user), 422, {
        status: "error",
        message: "The selected poly id is invalid.",
        errors: { poly_id: ["The selected poly id is invalid."] },
    });
    const { poly_id: _, ...withoutPoly } = user;
    assert.equal((await superadmin.put(path, withoutPoly)).body.data.poly_id, id);
    await superadmin.post(`/api/poly/${id}/restore`);
    await superadmin.put(`/api/poly/${id}`, { name: "Poli Baru" });
    await eventually(async () =>
        assertJson(await polyOfUser(), { poly_id: id, poly: shown(id, { name: "Poli Baru" }) }),
    );
});

testMasterData(poly);
