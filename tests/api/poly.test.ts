// Rows 18 to 24 of the contract's table.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
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
    ignoresCase: true,
    absent: { room: null, letter: null },
};
const row = (id: unknown, body: object) => ({ ...shown(id, body), ...poly.absent });

function invalid(...messages: string[]): unknown {
    return { status: "error", message: messages[0], errors: { name: messages } };
}

test("BeginsWithTheTwoPoliesOfTheClinic", async () => {
    assertAnswer(await superadmin.get("/api/poly"), 200, {
        status: "success",
        data: [row(2, { name: "Poli Gigi" }), row(1, { name: "Poli Umum" })],
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
    assertJson(created.body.data.poly, row(id, body));
    const path = `/api/users/${created.body.data.id}`;
    const polyOfUser = async () => {
        const { poly_id, poly } = (await superadmin.get(path)).body.data;
        return { poly_id, poly };
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
        assertJson(await polyOfUser(), { poly_id: id, poly: row(id, { name: "Poli Baru" }) }),
    );
});

const taken = (field: string) => invalidField(field, `The ${field} has already been taken.`);

function invalidField(field: string, message: string): unknown {
    return { status: "error", message, errors: { [field]: [message] } };
}

test("RefusesANameThatScreensWouldTakeForAnotherPolys", async () => {
    const { id } = await makeRow(poly);
    for (const name of ["Umum", "umum", "POLI UMUM", "poli umum"]) {
        assertAnswer(await superadmin.post("/api/poly", { name }), 422, taken("name"));
        assertAnswer(await superadmin.put(`/api/poly/${id}`, { name }), 422, taken("name"));
    }
    // Its own name may change its case.
    const own = await superadmin.post("/api/poly", { name: "Poli THT" });
    const path = `/api/poly/${own.body.data.id}`;
    assert.equal((await superadmin.put(path, { name: "tht" })).status, 200);
    // The trash keeps the name, so that the poly can come back.
    await superadmin.delete(path);
    assertAnswer(await superadmin.post("/api/poly", { name: "Poli Tht" }), 422, taken("name"));
    assert.equal((await superadmin.post(`${path}/restore`)).status, 200);
});

const brokenPlaces: [body: object, field: string, message: string][] = [
    [{ room: 12 }, "room", "The room field must be a string."],
    [
        { room: "é".repeat(41) },
        "room",
        "The room field must not be greater than 40 characters.",
    ],
    [{ letter: "ABC" }, "letter", "The letter field must not be greater than 2 characters."],
    [{ letter: "a" }, "letter", "The letter field format is invalid."],
    [{ letter: "A1" }, "letter", "The letter field format is invalid."],
    [{ letter: "É" }, "letter", "The letter field format is invalid."],
    [{ letter: "A B" }, "letter", "The letter field must not be greater than 2 characters."],
    [{ letter: 1 }, "letter", "The letter field must be a string."],
];

test("RefusesRoomsAndLettersThatDoNotFit", async () => {
    const { id, body } = await makeRow(poly);
    for (const [place, field, message] of brokenPlaces) {
        const expected = invalidField(field, message);
        assertAnswer(await superadmin.put(`/api/poly/${id}`, { ...body, ...place }), 422, expected);
        const other = { name: "Poli Lain", ...place };
        assertAnswer(await superadmin.post("/api/poly", other), 422, expected);
    }
});

test("APolyHasARoomAndALetterUntilTheyAreCleared", async () => {
    const name = "Poli Mata";
    const created = await superadmin.post("/api/poly", {
        name,
        room: " Lantai 2, R. 4 ",
        letter: "M",
    });
    const place = { room: "Lantai 2, R. 4", letter: "M" };
    assertAnswer(created, 201, {
        status: "success",
        message: "Poly created successfully",
        data: {
            name,
            updated_at: any.timestamp,
            created_at: any.timestamp,
            id: any.id,
            ...place,
        },
    });
    const path = `/api/poly/${created.body.data.id}`;
    const stored = async () => (await superadmin.get(path)).body.data;
    assertJson(await stored(), { ...shown(any.id, { name }), ...place });
    // An update without them keeps them.
    await superadmin.put(path, { name });
    assertJson(await stored(), { ...shown(any.id, { name }), ...place });
    const changed = await superadmin.put(path, { name, room: "", letter: "MT" });
    assertJson(changed.body.data, {
        ...shown(any.id, { name }),
        room: null,
        letter: "MT",
    });
    await superadmin.put(path, { name, letter: null });
    assertJson(await stored(), row(any.id, { name }));
});

test("ALetterStandsForOneActivePoly", async () => {
    const [one, two] = [await makeRow(poly), await makeRow(poly)];
    const give = (to: { id: number; body: object }, letter: string) =>
        superadmin.put(`/api/poly/${to.id}`, { ...to.body, letter });
    assert.equal((await give(one, "Q")).status, 200);
    assert.equal((await give(one, "Q")).status, 200);
    assertAnswer(await give(two, "Q"), 422, taken("letter"));
    const third = { name: "Umum", letter: "Q" };
    assertAnswer(await superadmin.post("/api/poly", third), 422, {
        status: "error",
        message: "The name has already been taken.",
        errors: {
            name: ["The name has already been taken."],
            letter: ["The letter has already been taken."],
        },
    });
    // A poly in the trash gives its letter away, and comes back only when the letter is free.
    await superadmin.delete(`/api/poly/${one.id}`);
    assert.equal((await give(two, "Q")).status, 200);
    const restore = () => superadmin.post(`/api/poly/${one.id}/restore`);
    assertAnswer(await restore(), 422, {
        status: "error",
        message: "Another poly has the name or the letter of this one.",
    });
    assert.equal((await give(two, "R")).status, 200);
    assert.equal((await restore()).body.data.letter, "Q");
});

testMasterData(poly);
