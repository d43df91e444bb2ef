// Rows 1 to 3 of the contract's table, and section 5.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs, users } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";
import { crc32, plantToken, sha256 } from "../support/Tokens.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = new Api(server.baseUrl);

const refused = { status: "error", message: "Incorrect username or password" };
const unauthenticated = { status: "error", message: "Unauthenticated" };
const usernameRequired = "The username field is required.";
const passwordRequired = "The password field is required.";

function invalid(errors: Record<string, string[]>): unknown {
    return { status: "error", message: Object.values(errors)[0]?.[0], errors };
}

const bothRequired = invalid({ username: [usernameRequired], password: [passwordRequired] });
const brokenLogins: [name: string, body: unknown, expected: unknown][] = [
    ["Nothing", undefined, bothRequired],
    ["AnEmptyObject", {}, bothRequired],
    ["EmptyTexts", { username: "", password: "" }, bothRequired],
    ["BlankTexts", { username: "  ", password: "   " }, bothRequired],
    ["Nulls", { username: null, password: null }, bothRequired],
    ["NoPassword", { username: "superadmin" }, invalid({ password: [passwordRequired] })],
    ["AnEmptyPassword", { username: "a", password: "" }, invalid({ password: [passwordRequired] })],
    ["NoUsername", { password: "admin123" }, invalid({ username: [usernameRequired] })],
    [
        "OtherTypes",
        { username: 1, password: ["admin123"] },
        invalid({
            username: ["The username field must be a string."],
            password: ["The password field must be a string."],
        }),
    ],
];
for (const [name, body, expected] of brokenLogins)
    test(`RefusesALoginWith${name}`, async () => {
        assertAnswer(await api.post("/api/auth/login", body), 422, expected);
    });

test("ReadsBrokenJsonAsAnEmptyBody", async () => {
    const answer = await api.request({
        method: "post",
        url: "/api/auth/login",
        data: '{"username": "superadmin", "password"',
        headers: { "Content-Type": "application/json" },
        transformRequest: (text: string) => text,
    });
    assertAnswer(answer, 422, bothRequired);
});

test("AnswersAnotherMethodOnLoginWith405", async () => {
    const answer = await api.get("/api/auth/login");
    assertAnswer(answer, 405, {
        status: "error",
        message:
            "The GET method is not supported for route api/auth/login. Supported methods: POST.",
    });
    assert.equal(answer.headers.allow, "POST");
});

test("SaysTheSameOfUnknownTrashedAndWrong", async () => {
    const superadmin = await signInAs(api, "superadmin");
    assert.equal((await superadmin.delete("/api/users/8")).status, 200);
    const logins = [
        { username: "nobody", password: "admin123" },
        { username: "budi.santoso", password: "admin123" },
        { username: "andi.pratama", password: "Admin123" },
        { username: "andi.pratama", password: " admin123" },
    ];
    for (const login of logins)
        assertAnswer(await api.post("/api/auth/login", login), 401, refused);
    assert.equal((await superadmin.post("/api/users/8/restore")).status, 200);
    await api.signIn("budi.santoso", "admin123");
});

test("SignsInWithWholeBody", async () => {
    const answer = await api.post("/api/auth/login", {
        username: " superadmin ", // texts are trimmed, passwords are not
        password: users.superadmin.password,
    });
    assertAnswer(answer, 200, {
        status: "success",
        message: "Login success",
        token: any.token,
        type: "Bearer",
        user: {
            id: 1,
            name: "Super Admin",
            username: "superadmin",
            email: "superadmin@mail.com",
            poly_id: 1,
            poly: { id: 1, name: "Poli Umum" },
            roles: [{ id: 1, name: "Superadmin" }],
        },
    });
    const [, secret = ""] = (answer.body.token as string).split("|");
    assert.equal(secret.slice(40), crc32(secret.slice(0, 40)), "the token ends with its CRC-32");
});

test("SignsInWithAForm", async () => {
    const form = new URLSearchParams({ username: "nandar", password: "admin123" });
    const answer = await api.post("/api/auth/login", form);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.user.poly, null);
    assert.deepEqual(answer.body.user.poly_id, null);
});

test("ListsAllRolesOfAUserAtLogin", async () => {
    const superadmin = await signInAs(api, "superadmin");
    const body = {
        name: "Two Roles",
        username: "two.roles",
        email: "two.roles@mail.com",
        password: "admin123",
        password_confirmation: "admin123",
        roles: [5, 3],
    };
    assert.equal((await superadmin.post("/api/users", body)).status, 201);
    const login = { username: "two.roles", password: "admin123" };
    const answer = await api.post("/api/auth/login", login);
    assert.deepEqual(answer.body.user.roles, [
        { id: 3, name: "Dokter" },
        { id: 5, name: "Perawat Asisten" },
    ]);
});

test("StoresTheHashOfTheSecretAndNoSecret", async () => {
    const token = (await signInAs(api, "doctor")).token as string;
    const [id, secret = ""] = token.split("|");
    const rows = await runSql(
        server.store,
        `SELECT tokenable_type, CAST(tokenable_id AS TEXT), name, token, abilities,
                CAST(expires_at AS TEXT)
         FROM personal_access_tokens WHERE id = ${id}`,
    );
    assert.deepEqual(rows, [
        ["App\\Models\\User", "7", "auth_token", sha256(secret), '["*"]', null],
    ]);
});

test("EachLoginHasATokenOfItsOwn", async () => {
    const first = await signInAs(api, "nurse");
    const second = await signInAs(api, "nurse");
    assert.notEqual(first.token, second.token);
    assertAnswer(await first.post("/api/auth/logout"), 200, {
        status: "success",
        message: "Logout success",
    });
    assertAnswer(await first.post("/api/auth/logout"), 401, unauthenticated);
    assertAnswer(await first.get("/api/poly"), 401, unauthenticated);
    assert.equal((await second.get("/api/poly")).status, 200);
});

test("KnowsATokenOnlyInItsOwnForm", async () => {
    const token = (await signInAs(api, "doctor")).token as string;
    const other = (await signInAs(api, "head")).token as string;
    const [id, secret] = token.split("|");
    const [otherId] = other.split("|");
    const wrong = [
        undefined,
        "",
        "Bearer",
        "Bearer ",
        token,
        `Basic ${token}`,
        `Bearer ${id}|`,
        `Bearer 0${id}|${secret}`,
        `Bearer 00${id}|${secret}`,
        `Bearer |${secret}`,
        `Bearer x|${secret}`,
        `Bearer -${id}|${secret}`,
        `Bearer ${id}x|${secret}`,
        `Bearer ${otherId}|${secret}`,
        `Bearer 99999999999999999999|${secret}`,
        `Bearer ${token}x`,
        `Bearer ${token.slice(0, -1)}`,
        `Bearer ${token.toUpperCase()}`,
        `Bearer ${"9".repeat(10_000)}`,
        `Bearer ${id}|\u00e9`,
    ];
    for (const header of wrong) {
        const headers = header === undefined ? {} : { authorization: header };
        const answer = await api.request({ method: "get", url: "/api/poly", headers });
        assertAnswer({ ...answer, body: { header, ...answer.body } }, 401, {
            header,
            ...unauthenticated,
        });
    }
    const right = [`Bearer ${token}`, `bearer ${token}`, `BEARER ${token},x`, `x Bearer ${token}`];
    for (const authorization of right) {
        const answer = await api.request({ url: "/api/poly", headers: { authorization } });
        assert.equal(answer.status, 200, authorization);
    }
});

test("TakesOldTokensThatAreABareSecret", async () => {
    const secret = "old-token-of-the-n8n-flow";
    await plantToken(server.store, 7, secret);
    assert.equal((await api.as(secret).get("/api/poly")).status, 200);
    const [, newSecret] = ((await signInAs(api, "doctor")).token as string).split("|");
    assert.equal((await api.as(newSecret).get("/api/poly")).status, 200);
    assert.equal((await api.as(`${secret}x`).get("/api/poly")).status, 401);
});

test("RefusesATokenWhoseTimeIsOver", async () => {
    const over = await plantToken(server.store, 7, "over", "2020-01-01 00:00:00");
    const valid = await plantToken(server.store, 7, "valid", "2099-01-01 00:00:00");
    assertAnswer(await api.as(`${over}|over`).get("/api/poly"), 401, unauthenticated);
    assert.equal((await api.as(`${valid}|valid`).get("/api/poly")).status, 200);
    const soon = new Date(Date.now() + 1500).toISOString().replace("T", " ").slice(0, 19);
    const ending = api.as(`${await plantToken(server.store, 7, "soon", soon)}|soon`);
    await eventually(async () => assert.equal((await ending.get("/api/poly")).status, 401));
});

test("NotesWhenATokenWasUsed", async () => {
    const id = await plantToken(server.store, 7, "used");
    const used = () =>
        runSql(
            server.store,
            `SELECT CAST(last_used_at AS TEXT) FROM personal_access_tokens WHERE id = ${id}`,
        );
    assert.deepEqual(await used(), [[null]]);
    assert.equal((await api.as(`${id}|used`).get("/api/poly")).status, 200);
    await eventually(async () => {
        const at = String((await used())[0]?.[0]);
        assert.ok(Math.abs(Date.parse(`${at}Z`) - Date.now()) < 60_000, at);
    });
});

test("MakesPermanentTokensAndKeepsTheEarlierOnes", async () => {
    assertAnswer(await api.post("/api/auth/permanent-token"), 401, unauthenticated);
    const superadmin = await signInAs(api, "superadmin");
    const first = await superadmin.post("/api/auth/permanent-token");
    assertAnswer(first, 200, {
        status: "success",
        message: "Permanent token generated successfully",
        data: { token_name: "permanent-token", token: any.token },
    });
    const second = await superadmin.post("/api/auth/permanent-token");
    await superadmin.post("/api/auth/logout");
    for (const answer of [first, second]) {
        const permanent = api.as(answer.body.data.token);
        assert.equal((await permanent.get("/api/poly")).status, 200);
    }
    const [id] = (first.body.data.token as string).split("|");
    const row = await runSql(
        server.store,
        `SELECT name, CAST(expires_at AS TEXT) FROM personal_access_tokens WHERE id = ${id}`,
    );
    assert.deepEqual(row, [["permanent-token", null]]);
});
