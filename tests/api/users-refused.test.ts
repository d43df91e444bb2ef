// Rows 4 to 10 of the contract's table: refusals, and the protection of Superadmins.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAll, signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const { head } = as;
let { superadmin } = as;

// Loss of the role and removal end the tokens.
async function signInAgain(): Promise<void> {
    superadmin = await signInAs(head, "superadmin");
}

const forbidden = { status: "error", message: "This action is unauthorized." };

function invalid(errors: Record<string, string[]>): unknown {
    return { status: "error", message: Object.values(errors)[0]?.[0], errors };
}

async function create(changes: object = {}): Promise<number> {
    const answer = await superadmin.post("/api/users", newUser(changes));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.data.id;
}

const nameRequired = "The name field is required.";
const usernameRequired = "The username field is required.";
const emailRequired = "The email field is required.";
const rolesRequired = "The roles field is required.";
const passwordRequired = "The password field is required.";
const notConfirmed = "The password field confirmation does not match.";
const tooShort = "The password field must be at least 6 characters.";
const wrongEmail = "The email field must be a valid email address.";
const wrongPoly = "The selected poly id is invalid.";
const polyNoInteger = "The poly id field must be an integer.";
const noInteger = "The roles.0 field must be an integer.";
const noArray = "The roles field must be an array.";

// Refused by both POST and PUT; `changes` to a valid body.
const broken: [name: string, changes: object, errors: Record<string, string[]>][] = [
    [
        "NothingKnown",
        { name: null, username: null, email: null, roles: null },
        {
            name: [nameRequired],
            username: [usernameRequired],
            email: [emailRequired],
            roles: [rolesRequired],
        },
    ],
    [
        "Numbers",
        { name: 1, username: 2, email: 3, password: 123456, password_confirmation: 123456 },
        {
            name: ["The name field must be a string."],
            username: ["The username field must be a string."],
            email: [wrongEmail],
            password: ["The password field must be a string."],
        },
    ],
    [
        "LongTexts",
        { name: "n".repeat(256), username: "u".repeat(256), email: `${"e".repeat(250)}@m.com` },
        {
            name: ["The name field must not be greater than 255 characters."],
            username: ["The username field must not be greater than 255 characters."],
            email: ["The email field must not be greater than 255 characters."],
        },
    ],
    ["NoEmail", { email: "nandar" }, { email: [wrongEmail] }],
    [
        "AShortPasswordAndAnother",
        { password: "short" },
        { password: [tooShort, notConfirmed] },
    ],
    ["AnUnconfirmedPassword", { password_confirmation: undefined }, { password: [notConfirmed] }],
    ["AnOtherConfirmation", { password_confirmation: "Admin123" }, { password: [notConfirmed] }],
    ["NoRole", { roles: [] }, { roles: [rolesRequired] }],
    ["ARoleOutsideAList", { roles: 3 }, { roles: [noArray] }],
    ["RolesAsText", { roles: "3,4" }, { roles: [noArray] }],
    ["AnUnknownRole", { roles: [3, 99] }, { "roles.1": ["The selected roles.1 is invalid."] }],
    ["ARoleThatIsNoNumber", { roles: ["x"] }, { "roles.0": [noInteger] }],
    ["ANullRole", { roles: [null] }, { "roles.0": [noInteger] }],
    ["AListOfLists", { roles: [[1]] }, { "roles.0": [noInteger] }],
    ["AFractionalRole", { roles: [3.5] }, { "roles.0": [noInteger] }],
    ["ARoleBeyondNumbers", { roles: ["9223372036854775808"] }, { "roles.0": [noInteger] }],
    ["AnUnknownPoly", { poly_id: 99 }, { poly_id: [wrongPoly] }],
    ["APolyThatIsNoNumber", { poly_id: "x" }, { poly_id: [polyNoInteger] }],
    [
        "APolyListAndAnUnknownRole",
        { poly_id: [1], roles: [99] },
        {
            poly_id: [polyNoInteger],
            "roles.0": ["The selected roles.0 is invalid."],
        },
    ],
    [
        "WhatOthersHave",
        {
            username: "nandar",
            email: "nandar@mail.com",
            password_confirmation: "other",
            roles: [99],
        },
        {
            username: ["The username has already been taken."],
            email: ["The email has already been taken."],
            password: [notConfirmed],
            "roles.0": ["The selected roles.0 is invalid."],
        },
    ],
];
for (const [name, changes, errors] of broken)
    test(`RefusesAUserWith${name}`, async () => {
        const body = newUser(changes);
        assertAnswer(await superadmin.post("/api/users", body), 422, invalid(errors));
        assertAnswer(await superadmin.put("/api/users/8", body), 422, invalid(errors));
    });

test("RefusesAnEmptyBody", async () => {
    const errors = {
        name: [nameRequired],
        username: [usernameRequired],
        email: [emailRequired],
        password: [passwordRequired],
        roles: [rolesRequired],
    };
    assertAnswer(await superadmin.post("/api/users"), 422, invalid(errors));
    const { password: _, ...without } = errors;
    assertAnswer(await superadmin.put("/api/users/8", {}), 422, invalid(without));
    assertAnswer(await superadmin.put("/api/users/99999", {}), 422, invalid(without));
});

test("ANewUserNeedsAPassword", async () => {
    for (const password of [undefined, null, "", "        "]) {
        const body = newUser({ password, password_confirmation: password });
        const answer = await superadmin.post("/api/users", body);
        assertAnswer(answer, 422, invalid({ password: [passwordRequired] }));
    }
});

test("TheLengthOfAPasswordIsCountedInLetters", async () => {
    const five = { password: "ééééé", password_confirmation: "ééééé" };
    assertAnswer(
        await superadmin.post("/api/users", newUser(five)),
        422,
        invalid({ password: [tooShort] }),
    );
});

test("NamesOfTrashedUsersStayTaken", async () => {
    const body = newUser({});
    const id = await create(body);
    assert.equal((await superadmin.put(`/api/users/${id}`, body)).status, 200, "its own are free");
    await superadmin.delete(`/api/users/${id}`);
    const errors = {
        username: ["The username has already been taken."],
        email: ["The email has already been taken."],
    };
    assertAnswer(await superadmin.post("/api/users", body), 422, invalid(errors));
});

test("FindsNoUserByAWrongId", async () => {
    const missing = { status: "error", message: "User not found" };
    const notDeleted = { status: "error", message: "User not found or not deleted" };
    for (const id of ["99999", "0", "-1", "abc", "7x", "99999999999999999999", "1.0"]) {
        assertAnswer(await superadmin.get(`/api/users/${id}`), 404, missing);
        assertAnswer(await superadmin.put(`/api/users/${id}`, newUser({})), 404, missing);
        assertAnswer(await superadmin.delete(`/api/users/${id}`), 404, missing);
        assertAnswer(await superadmin.post(`/api/users/${id}/restore`), 404, notDeleted);
    }
    assertAnswer(await superadmin.post("/api/users/7/restore"), 404, notDeleted);
    const id = await create();
    await superadmin.delete(`/api/users/${id}`);
    assertAnswer(await superadmin.delete(`/api/users/${id}`), 404, missing);
    assertAnswer(await superadmin.put(`/api/users/${id}`, newUser({})), 404, missing);
});

function refusedWithReason(answer: Answer): void {
    assert.equal(answer.status, 422);
    assert.deepEqual(Object.keys(answer.body), ["status", "message"]);
    assert.equal(answer.body.status, "error");
    assert.match(answer.body.message, /last Superadmin/);
}

test("TheLastSuperadminStays", async () => {
    const self = {
        name: "Super Admin",
        username: "superadmin",
        email: "superadmin@mail.com",
        roles: [2],
    };
    refusedWithReason(await superadmin.delete("/api/users/1"));
    refusedWithReason(await superadmin.put("/api/users/1", self));
    assert.equal((await superadmin.put("/api/users/1", { ...self, roles: [1, 2] })).status, 200);
    assert.equal((await superadmin.put("/api/users/1", { ...self, roles: [1] })).status, 200);

    // With a second Superadmin the first may be removed; a trashed one does not count.
    const second = newUser({ roles: [1] });
    const id = await create(second);
    await superadmin.delete(`/api/users/${id}`);
    refusedWithReason(await superadmin.delete("/api/users/1"));
    await superadmin.post(`/api/users/${id}/restore`);
    const other = await superadmin.signIn(second.username, second.password);
    assert.equal((await other.put("/api/users/1", self)).status, 200);
    refusedWithReason(await other.delete(`/api/users/${id}`));
    assert.equal((await other.put("/api/users/1", { ...self, roles: [1] })).status, 200);
    await signInAgain();
    assert.equal((await superadmin.delete(`/api/users/${id}`)).status, 200);
});

test("TwoSuperadminsCannotRemoveEachOther", async () => {
    const body = newUser({ roles: [1] });
    const id = await create(body);
    const other = await superadmin.signIn(body.username, body.password);
    const answers = await Promise.all([
        superadmin.delete(`/api/users/${id}`),
        other.delete("/api/users/1"),
    ]);
    const statuses = answers.map((answer) => answer.status);
    assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
    if (statuses[1] === 200) assert.equal((await other.post("/api/users/1/restore")).status, 200);
    if (statuses[1] === 200) await signInAgain();
    if (statuses[1] === 200) await superadmin.delete(`/api/users/${id}`);
});

test("AHeadOfClinicMayNotTouchASuperadmin", async () => {
    const body = newUser({ roles: [1] });
    const id = await create(body);
    assertAnswer(await head.put(`/api/users/${id}`, body), 403, forbidden);
    assertAnswer(await head.put(`/api/users/${id}`, { ...body, roles: [2] }), 403, forbidden);
    assertAnswer(await head.delete(`/api/users/${id}`), 403, forbidden);
    assertAnswer(await head.put("/api/users/6", newUser({ roles: [2, 1] })), 403, forbidden);
    assertAnswer(await head.post("/api/users", newUser({ roles: [1] })), 403, forbidden);
    await superadmin.delete(`/api/users/${id}`);
    assertAnswer(await head.post(`/api/users/${id}/restore`), 403, forbidden);

    const plain = await head.post("/api/users", newUser({ roles: [3] }));
    assert.equal(plain.status, 201);
    const path = `/api/users/${plain.body.data.id}`;
    assert.equal((await head.put(path, newUser({ roles: [2] }))).status, 200);
    assert.equal((await head.delete(path)).status, 200);
    assert.equal((await head.post(`${path}/restore`)).status, 200);
});

// A role of the superadmin's making, with these permissions.
async function roleWith(permissions: string[]): Promise<number> {
    const name = `Peran ${permissions.join(" ")} ${Math.random()}`;
    const { id } = (await superadmin.post("/api/roles", { name })).body.data;
    const granted = await superadmin.put(`/api/roles/${id}/permissions`, { permissions });
    assert.equal(granted.status, 200);
    return id;
}

const self = { name: "Nandar Sudjono", username: "nandar", email: "nandar@mail.com" };

test("NobodyGivesHimselfWhatHeLacks", async () => {
    const settings = await roleWith(["settings.write"]);
    for (const roles of [[2, settings], [2, 3], [3], [2, 1]])
        assertAnswer(await head.put("/api/users/6", { ...self, roles }), 403, forbidden);
    assert.equal((await head.put("/api/users/6", { ...self, roles: [2] })).status, 200);
});

for (const permission of ["settings.write", "tokens.create", "audit.read", "backups.write"])
    test(`NobodyHandsOn ${permission} WhoLacksIt`, async () => {
        const role = await roleWith(["queue.done", permission]);
        const body = newUser({ roles: [role] });
        assertAnswer(await head.post("/api/users", body), 403, forbidden);
        const plain = newUser({});
        const other = await create(plain);
        const path = `/api/users/${other}`;
        const promoted = { ...plain, roles: [3, role] };
        assertAnswer(await head.put(path, promoted), 403, forbidden);
        assert.equal((await superadmin.put(path, promoted)).status, 200);

        // A user who holds it: new password, less roles, removal, return.
        assertAnswer(await head.put(path, promoted), 403, forbidden);
        assertAnswer(await head.put(path, plain), 403, forbidden);
        assertAnswer(await head.delete(path), 403, forbidden);
        await superadmin.delete(path);
        assertAnswer(await head.post(`${path}/restore`), 403, forbidden);
        assert.equal((await superadmin.post(`${path}/restore`)).status, 200);

        // Also if the role is in the trash, from where it may come back.
        await superadmin.delete(`/api/roles/${role}`);
        assertAnswer(await head.put(path, plain), 403, forbidden);
    });

test("AHeadOfClinicEmploysDoctorsWithoutBeingOne", async () => {
    for (const roles of [[3], [4], [5], [6], [2]]) {
        const body = newUser({ roles });
        const created = await head.post("/api/users", body);
        assert.equal(created.status, 201, String(roles));
        const path = `/api/users/${created.body.data.id}`;
        assert.equal((await head.put(path, { ...body, password: "lain123",
            password_confirmation: "lain123" })).status, 200);
        assert.equal((await head.delete(path)).status, 200);
        assert.equal((await head.post(`${path}/restore`)).status, 200);
    }
});

const tooLong = "The password field must not be greater than 72 bytes.";

test("RefusesAPasswordOfWhichBcryptWouldIgnoreTheEnd", async () => {
    for (const [password, isFine] of [
        ["x".repeat(72), true],
        ["x".repeat(73), false],
        ["é".repeat(36), true],
        [`${"é".repeat(36)}x`, false],
    ] as const) {
        const body = newUser({ password, password_confirmation: password });
        const answer = await superadmin.post("/api/users", body);
        if (!isFine) assertAnswer(answer, 422, invalid({ password: [tooLong] }));
        else {
            assert.equal(answer.status, 201);
            await superadmin.signIn(body.username, password);
        }
        const changed = await superadmin.put("/api/users/8", body);
        if (!isFine) assertAnswer(changed, 422, invalid({ password: [tooLong] }));
    }
});
