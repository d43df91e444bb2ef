// Rows 11 to 17 of the contract's table.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer } from "../support/Json.ts";
import { listed, makeRow, shown, testMasterData, type MasterData } from "../support/MasterData.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");

const role: MasterData = {
    path: "/api/roles",
    noun: "Role",
    api: superadmin,
    body: (number) => ({ name: `Peran ${number}` }),
    unique: "name",
    takenErrors: { name: ["The name has already been taken."] },
};

test("BeginsWithTheSixRolesThatTheClientKnows", async () => {
    assertAnswer(await superadmin.get("/api/roles"), 200, {
        status: "success",
        data: [
            shown(6, { name: "Administrasi" }),
            shown(3, { name: "Dokter" }),
            shown(2, { name: "Kepala Klinik" }),
            shown(4, { name: "Perawat Anamnesa" }),
            shown(5, { name: "Perawat Asisten" }),
            shown(1, { name: "Superadmin" }),
        ],
    });
});

for (const [name, body, message] of [
    ["NoName", {}, "The name field is required."],
    ["AnObject", { name: { a: 1 } }, "The name field must be a string."],
    [
        "ALongName",
        { name: "x".repeat(256) },
        "The name field must not be greater than 255 characters.",
    ],
] as const)
    test(`RefusesARoleWith${name}`, async () => {
        const expected = { status: "error", message, errors: { name: [message] } };
        assertAnswer(await superadmin.post("/api/roles", body), 422, expected);
        assertAnswer(await superadmin.put("/api/roles/2", body), 422, expected);
    });

test("UsersDoNotShowATrashedRole", async () => {
    const { id } = await makeRow(role);
    const body = {
        name: "Eko",
        username: "eko",
        email: "eko@mail.com",
        password: "admin123",
        password_confirmation: "admin123",
        roles: [id, 3],
    };
    const created = await superadmin.post("/api/users", body);
    const path = `/api/users/${created.body.data.id}`;
    const rolesOf = async () =>
        (await superadmin.get(path)).body.data.roles.map((held: { id: number }) => held.id);
    assert.deepEqual(await rolesOf(), [3, id]);
    await superadmin.delete(`/api/roles/${id}`);
    assert.deepEqual(await rolesOf(), [3]);
    assertAnswer(await superadmin.put(path, body), 422, {
        status: "error",
        message: "The selected roles.0 is invalid.",
        errors: { "roles.0": ["The selected roles.0 is invalid."] },
    });
    await superadmin.post(`/api/roles/${id}/restore`);
    assert.deepEqual(await rolesOf(), [3, id], "the pivot row stayed");
});

test("ATrashedRoleAllowsNothingUntilItIsRestored", async () => {
    const head = await signInAs(superadmin, "head");
    const write = () => head.put("/api/poly/1", { name: "Poli Umum" });
    assert.equal((await write()).status, 200);
    await superadmin.delete("/api/roles/2");
    await eventually(async () => assert.equal((await write()).status, 403));
    await superadmin.post("/api/roles/2/restore");
    await eventually(async () => assert.equal((await write()).status, 200));
});

test("TheSuperadminRoleKeepsItsNameAndStays", async () => {
    const renamed = await superadmin.put("/api/roles/1", { name: "Pengelola" });
    assertAnswer(renamed, 422, {
        status: "error",
        message: "The Superadmin role cannot be renamed.",
    });
    assert.equal((await superadmin.put("/api/roles/1", { name: "Superadmin" })).status, 200);
    assert.equal((await superadmin.delete("/api/roles/1")).status, 422);
    assert.ok((await listed(role)).some((row) => row.id === 1 && row.name === "Superadmin"));
});

const forbidden = { status: "error", message: "This action is unauthorized." };

test("ARoleThatMayMoreIsOutOfReach", async () => {
    const head = await signInAs(superadmin, "head");
    const { id } = await makeRow(role);
    const path = `/api/roles/${id}`;
    const grant = (permissions: string[]) =>
        superadmin.put(`${path}/permissions`, { permissions });
    assert.equal((await grant(["settings.write"])).status, 200);
    assertAnswer(await head.put(path, { name: "Perkakas" }), 403, forbidden);
    assertAnswer(await head.delete(path), 403, forbidden);
    assert.equal((await superadmin.delete(path)).status, 200);
    assertAnswer(await head.post(`${path}/restore`), 403, forbidden);
    assert.equal((await superadmin.post(`${path}/restore`)).status, 200);

    await grant(["poly.write"]);
    assert.equal((await head.put(path, { name: "Perkakas" })).status, 200);
    assert.equal((await head.delete(path)).status, 200);
    assert.equal((await head.post(`${path}/restore`)).status, 200);
});

test("ARoleThatUsersHaveIsDeletedByASuperadminOnly", async () => {
    const head = await signInAs(superadmin, "head");
    const { id } = await makeRow(role);
    const user = { ...newUser({ roles: [id] }) };
    const holder = (await superadmin.post("/api/users", user)).body.data.id;
    assertAnswer(await head.delete(`/api/roles/${id}`), 403, {
        status: "error",
        message: "Only a Superadmin can delete a role that users have.",
    });
    assertAnswer(await head.delete("/api/roles/2"), 403, {
        status: "error",
        message: "Only a Superadmin can delete a role that users have.",
    });
    await superadmin.delete(`/api/users/${holder}`);
    assert.equal((await head.delete(`/api/roles/${id}`)).status, 200);
});

testMasterData(role);
