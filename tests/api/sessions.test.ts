// Logins of browsers by cookie, the list of sessions, and the caller's own account.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs, users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo", "--login-throttle", "off"] });
after(() => server.close());
const api = new Api(server.baseUrl);
const superadmin = await signInAs(api, "superadmin");

const unauthenticated = { status: "error", message: "Unauthenticated" };
const foreign = { status: "error", message: "The request comes from another site." };
const doctorLogin = { username: users.doctor.username, password: users.doctor.password };

type Headers = Record<string, string>;

function openSession(body: unknown, headers: Headers = {}): Promise<Answer> {
    return api.request({ method: "post", url: "/api/auth/session", data: body, headers });
}

// "antrean_session=17|secret" and its attributes.
function cookieOf(answer: Answer): { pair: string; attributes: string[] } {
    const [pair = "", ...attributes] = (answer.headers["set-cookie"] as string).split("; ");
    return { pair, attributes: attributes.sort() };
}

async function cookieOfDoctor(): Promise<string> {
    const answer = await openSession(doctorLogin);
    assert.equal(answer.status, 200);
    return cookieOf(answer).pair;
}

function call(method: string, url: string, headers: Headers, data?: unknown): Promise<Answer> {
    return api.request({ method, url, headers, data });
}

test("ABrowserLogsInWithoutSeeingAToken", async () => {
    const answer = await openSession(doctorLogin);
    assertAnswer(answer, 200, {
        status: "success",
        message: "Login success",
        user: {
            id: 7,
            name: "Andi Pratama",
            username: "andi.pratama",
            email: "andi.pratama@gmail.com",
            poly_id: 1,
            poly: { id: 1, name: "Poli Umum" },
            roles: [{ id: 3, name: "Dokter" }],
        },
    });
    const { pair, attributes } = cookieOf(answer);
    assert.match(pair, /^antrean_session=\d+\|[A-Za-z0-9]{48}$/);
    assert.deepEqual(attributes, ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Strict"]);
    const me = await call("get", "/api/auth/me", { Cookie: `a=b; ${pair}; c=d` });
    assert.equal(me.body.data.username, "andi.pratama");
});

test("RefusesAWrongPasswordAsTheLoginDoes", async () => {
    assertAnswer(await openSession({ ...doctorLogin, password: "wrong" }), 401, {
        status: "error",
        message: "Incorrect username or password",
    });
    assert.equal((await openSession({})).status, 422);
});

test("APageLearnsWhetherItsBrowserHasASession", async () => {
    const has = (headers: Headers) => call("get", "/api/auth/session", headers);
    const answer = (has_session: boolean) => ({
        status: "success",
        message: "Session retrieved successfully",
        data: { has_session },
    });
    assertAnswer(await has({}), 200, answer(false));
    assertAnswer(await has({ Cookie: await cookieOfDoctor() }), 200, answer(true));
});

test("TheCookieIsSecureBehindHttps", async () => {
    const secure = await startServer({ flags: ["--demo", "--public-url", "https://klinik.test"] });
    try {
        const there = new Api(secure.baseUrl);
        const answer = await there.post("/api/auth/session", doctorLogin);
        const { pair, attributes } = cookieOf(answer);
        assert.match(pair, /^__Host-antrean_session=\d+\|[A-Za-z0-9]{48}$/);
        const expected = ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Strict", "Secure"];
        assert.deepEqual(attributes, expected);
        const statusWith = async (Cookie: string) =>
            (await there.request({ method: "get", url: "/api/auth/me", headers: { Cookie } }))
                .status;
        assert.equal(await statusWith(pair), 200);
        // The name that a neighbour in the domain could set.
        assert.equal(await statusWith(pair.replace("__Host-", "")), 401);
    } finally {
        await secure.close();
    }
});

test("ABrowserKeepsNoAnswerOnItsDisk", async () => {
    const Cookie = await cookieOfDoctor();
    for (const url of ["/api/patients", "/api/patients/0", "/api/reports/patient-visits"])
        assert.equal((await call("get", url, { Cookie })).headers["cache-control"], "no-store");
    const withToken = await superadmin.get("/api/patients");
    assert.equal(withToken.headers["cache-control"], "no-cache, private");
});

test("TheAuthorizationHeaderWins", async () => {
    const pair = await cookieOfDoctor();
    const headers = { Cookie: pair, Authorization: `Bearer ${superadmin.token}` };
    const me = await call("get", "/api/auth/me", headers);
    assert.equal(me.body.data.username, "superadmin");
    const wrong = { Cookie: pair, Authorization: "Bearer 1|forged" };
    assertAnswer(await call("get", "/api/auth/me", wrong), 401, unauthenticated);
});

test("ACookieThatIsNoSessionIsNoLogin", async () => {
    const pair = await cookieOfDoctor();
    const empty = "antrean_session=";
    for (const cookie of ["", empty, `${empty}1|forged`, `x${pair}`, `${pair}x`])
        assertAnswer(await call("get", "/api/poly", { Cookie: cookie }), 401, unauthenticated);
});

const otherSites: [name: string, headers: Headers][] = [
    ["AnotherOrigin", { Origin: "https://evil.test" }],
    ["NoKnownOrigin", { Origin: "null" }],
    ["AnotherPort", { Origin: "http://127.0.0.1:1" }],
    ["ASiteThatTheBrowserCallsOther", { "Sec-Fetch-Site": "cross-site" }],
    ["ANeighbour", { "Sec-Fetch-Site": "same-site" }],
    ["ASiteThatHidesItsOrigin", { "Sec-Fetch-Site": "cross-site", Origin: "null" }],
];
for (const [name, headers] of otherSites)
    test(`RefusesChangesByCookieFrom${name}`, async () => {
        const Cookie = await cookieOfDoctor();
        for (const [method, path] of [
            ["post", "/api/queue/current/broadcast"],
            ["post", "/api/auth/logout"],
            ["put", "/api/auth/password"],
            ["delete", "/api/auth/session"],
            ["post", "/api/broadcasting/auth"],
        ] as const)
            assertAnswer(await call(method, path, { ...headers, Cookie }), 403, foreign);
        // Nor does it log the browser in as somebody else.
        assertAnswer(await openSession(doctorLogin, headers), 403, foreign);
        // Reading is left to the browser, which does not show the other page the answer.
        assert.equal((await call("get", "/api/poly", { ...headers, Cookie })).status, 200);
        // A token in the header is not sent by a browser on its own.
        const bearer = { ...headers, Authorization: `Bearer ${superadmin.token}` };
        assert.equal((await call("post", "/api/roles", bearer)).status, 422);
    });

test("AcceptsChangesByCookieFromItsOwnPages", async () => {
    const Cookie = await cookieOfDoctor();
    for (const headers of [
        {},
        { Origin: server.baseUrl },
        { "Sec-Fetch-Site": "same-origin" },
        { "Sec-Fetch-Site": "none" },
        { "Sec-Fetch-Site": "same-origin", Origin: "null" },
        { Origin: server.baseUrl.toUpperCase() },
    ] as Headers[]) {
        const answer = await call("put", "/api/auth/password", { ...headers, Cookie });
        assert.equal(answer.status, 422, JSON.stringify(headers));
    }
});

test("TheEndOfTheSessionRemovesTheCookie", async () => {
    const Cookie = await cookieOfDoctor();
    const ended = await call("delete", "/api/auth/session", { Cookie });
    assertAnswer(ended, 200, { status: "success", message: "Logout success" });
    const { pair, attributes } = cookieOf(ended);
    assert.equal(pair, "antrean_session=");
    assert.ok(attributes.includes("Max-Age=0"));
    assertAnswer(await call("get", "/api/poly", { Cookie }), 401, unauthenticated);
});

interface Person {
    id: number;
    body: any;
    api: Api;
}

async function person(changes: object = {}): Promise<Person> {
    const body = newUser(changes);
    const created = await superadmin.post("/api/users", body);
    assert.equal(created.status, 201);
    const signedIn = await api.signIn(body.username, body.password);
    return { id: created.body.data.id, body, api: signedIn };
}

test("ListsWhereTheCallerIsLoggedIn", async () => {
    const { body, api: first } = await person();
    const login = { username: body.username, password: body.password };
    const agent = `Mozilla/5.0 ${"ü".repeat(300)}`;
    await openSession(login, { "User-Agent": Buffer.from(agent).toString("latin1") });
    const answer = await first.get("/api/auth/sessions", { per_page: 5 });
    const kept = [...answer.body.data[0].agent as string];
    assert.equal(Buffer.byteLength(kept.join("")) <= 255, true);
    assert.ok(agent.startsWith(kept.join("")));
    const session = (name: string, current: boolean, used: unknown) => ({
        id: any.id,
        name,
        created_at: any.timestamp,
        last_used_at: used,
        address: "127.0.0.1",
        agent: any.text,
        current,
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.body.message, "Sessions retrieved successfully");
    assert.deepEqual(answer.body.meta, { current_page: 1, last_page: 1, per_page: 5, total: 2 });
    const rows = answer.body.data.map((row: any) => [row.name, row.address, row.current]);
    assert.deepEqual(rows, [
        ["browser-session", "127.0.0.1", false],
        ["auth_token", "127.0.0.1", true],
    ]);
    assert.deepEqual(Object.keys(answer.body.data[0]), Object.keys(session("", true, null)));
});

test("EndsASessionOfTheCallerAndOfNobodyElse", async () => {
    const { body, api: first } = await person();
    const second = await api.signIn(body.username, body.password);
    const other = await person();
    const idOf = (token: Api) => Number((token.token as string).split("|")[0]);
    const missing = { status: "error", message: "Session not found" };
    for (const id of [idOf(other.api), 999_999, "x", 0])
        assertAnswer(await first.delete(`/api/auth/sessions/${id}`), 404, missing);
    assert.equal((await other.api.get("/api/poly")).status, 200);
    assertAnswer(await first.delete(`/api/auth/sessions/${idOf(second)}`), 200, {
        status: "success",
        message: "Session ended successfully",
    });
    assertAnswer(await second.get("/api/poly"), 401, unauthenticated);
    assertAnswer(await first.delete(`/api/auth/sessions/${idOf(second)}`), 404, missing);
    assert.equal((await first.get("/api/poly")).status, 200);
});

test("WhoMayWriteUsersSeesAndEndsTheirSessions", async () => {
    const head = await signInAs(api, "head");
    const doctor = await person({ roles: [3] });
    const path = `/api/users/${doctor.id}/sessions`;
    const list = await head.get(path);
    assert.deepEqual(list.body.data.map((row: any) => [row.name, row.current]), [
        ["auth_token", false],
    ]);
    assertAnswer(await head.delete(path), 200, {
        status: "success",
        message: "Sessions ended successfully",
    });
    assertAnswer(await doctor.api.get("/api/poly"), 401, unauthenticated);
    assert.deepEqual((await head.get(path)).body.data, []);

    // The own ones, but not the one in use.
    const second = await signInAs(api, "head");
    assert.equal((await head.delete("/api/users/6/sessions")).status, 200);
    assert.equal((await head.get("/api/poly")).status, 200);
    assertAnswer(await second.get("/api/poly"), 401, unauthenticated);

    const forbidden = { status: "error", message: "This action is unauthorized." };
    assertAnswer(await head.get("/api/users/1/sessions"), 403, forbidden);
    assertAnswer(await head.delete("/api/users/1/sessions"), 403, forbidden);
    const missing = { status: "error", message: "User not found" };
    assertAnswer(await head.get("/api/users/99999/sessions"), 404, missing);
    assertAnswer(await head.delete("/api/users/99999/sessions"), 404, missing);
});

test("ChangesTheOwnPasswordAndEndsTheOtherSessions", async () => {
    const { body, api: first } = await person();
    const second = await api.signIn(body.username, body.password);
    const change = (current_password: unknown, password: unknown, again = password) =>
        first.put("/api/auth/password", {
            current_password,
            password,
            password_confirmation: again,
        });
    const invalid = (field: string, message: string) => ({
        status: "error",
        message,
        errors: { [field]: [message] },
    });
    const cases: [args: [unknown, unknown, unknown?], field: string, message: string][] = [
        [[null, "rahasia"], "current_password", "The current password field is required."],
        [["wrong", "rahasia"], "current_password", "The password is incorrect."],
        [["admin123", "short"], "password", "The password field must be at least 6 characters."],
        [
            ["admin123", "x".repeat(73)],
            "password",
            "The password field must not be greater than 72 bytes.",
        ],
        [
            ["admin123", "rahasia", "Rahasia"],
            "password",
            "The password field confirmation does not match.",
        ],
    ];
    for (const [args, field, message] of cases)
        assertAnswer(await change(...args), 422, invalid(field, message));
    assert.equal((await second.get("/api/poly")).status, 200);
    assertAnswer(await change("admin123", "rahasia"), 200, {
        status: "success",
        message: "Password changed successfully",
    });
    assertAnswer(await second.get("/api/poly"), 401, unauthenticated);
    assert.equal((await first.get("/api/poly")).status, 200);
    await api.signIn(body.username, "rahasia");
    await assert.rejects(api.signIn(body.username, "admin123"), /401/);
});

test("GuessesOfTheOldPasswordAreThrottledLikeLogins", async () => {
    const strict = await startServer({ flags: ["--demo"] });
    try {
        const doctor = await signInAs(new Api(strict.baseUrl), "doctor");
        const guess = () =>
            doctor.put("/api/auth/password", {
                current_password: "wrong",
                password: "rahasia",
                password_confirmation: "rahasia",
            });
        for (let attempt = 1; attempt <= 5; ++attempt) assert.equal((await guess()).status, 422);
        const refused = await guess();
        assert.equal(refused.status, 429);
        assert.ok(Number(refused.headers["retry-after"]) > 0);
        await assert.rejects(signInAs(doctor, "doctor"), /429/);
    } finally {
        await strict.close();
    }
});

test("ShowsTheCallerWithRolesPermissionsAndPolies", async () => {
    const doctor = await signInAs(api, "doctor");
    assertAnswer(await doctor.get("/api/auth/me"), 200, {
        status: "success",
        message: "User retrieved successfully",
        data: {
            id: 7,
            name: "Andi Pratama",
            username: "andi.pratama",
            email: "andi.pratama@gmail.com",
            poly_id: 1,
            poly: { id: 1, name: "Poli Umum" },
            roles: [{ id: 3, name: "Dokter" }],
            permissions: [
                "queue.withdoctor",
                "queue.done",
                "queue.noshow",
                "queue.call-next",
                "checkup.write",
            ],
            polies: [{ id: 1, name: "Poli Umum" }],
        },
    });
    const polies = [{ id: 1, name: "Poli Umum" }, { id: 2, name: "Poli Gigi" }];
    const reception = await signInAs(api, "reception");
    assert.deepEqual((await reception.get("/api/auth/me")).body.data.polies, polies);
    const admin = (await superadmin.get("/api/auth/me")).body.data;
    assert.deepEqual(admin.polies, polies);
    assert.equal(admin.permissions.length, 21);
});
