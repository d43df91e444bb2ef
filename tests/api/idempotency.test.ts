// The header Idempotency-Key: a request that is sent again is carried out once.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { documentOf } from "../support/ApiDocument.ts";
import { registration } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { assertAnswer } from "../support/Json.ts";
import { listDay, together } from "../support/Load.ts";
import { n8n, startReceiver } from "../support/N8n.ts";
import { assertReplay, isReplay, newKey, withKey } from "../support/Repeats.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type Server, startServer } from "../support/Server.ts";
import { form, samples, storedFiles } from "../support/Uploads.ts";
import { newUser } from "../support/Users.ts";

const { server, api } = await startDemo();

const register = (by: Api, key: string, date: string, name = "Siti") =>
    withKey(by, key, "post", "/api/reservation", { ...registration({ date }), ...fixed(name) });
// The same body each time.
const fixed = (patient_name: string) => ({
    patient_name,
    no_bpjs: null,
    whatsapp_number: "081299990001",
    email: null,
});

const ofAnotherRequest = {
    status: "error",
    message: "This Idempotency-Key was used for another request.",
};
const running = {
    status: "error",
    message: "The first request with this Idempotency-Key is not answered yet.",
};

test("ARegistrationThatIsSentAgainExistsOnce", async () => {
    const key = newKey();
    const date = "2029-04-01";
    const first = await register(api, key, date);
    assert.equal(first.status, 201);
    for (const again of await together(5, () => register(api, key, date)))
        assertReplay(again, first);
    assert.equal((await listDay(api, date)).length, 1);
});

test("SentManyTimesAtOnceItExistsOnceToo", async () => {
    const date = "2029-04-02";
    for (let round = 0; round < 5; ++round) {
        const key = newKey();
        const answers = await together(12, () => register(api, key, date));
        assert.equal(answers.filter((answer) => !isReplay(answer)).length, 1);
        const [first] = answers;
        for (const { status, body } of answers)
            assert.deepEqual([status, body], [201, first?.body]);
    }
    assert.equal((await listDay(api, date)).length, 5);
});

test("AnotherRequestWithTheKeyIsRefused", async () => {
    const key = newKey();
    const date = "2029-04-03";
    const first = await register(api, key, date);
    assertAnswer(await register(api, key, date, "Budi"), 422, ofAnotherRequest);
    const same = { ...registration({ date }), ...fixed("Siti") };
    const others: [string, string][] = [
        ["post", "/api/reservation?a=1"],
        ["put", `/api/reservation/${first.body.data.reservation.id}`],
        ["post", "/api/poly"],
    ];
    for (const [method, url] of others)
        assertAnswer(await withKey(api, key, method, url, same), 422, ofAnotherRequest);
    assertReplay(await register(api, key, date), first);
    assert.equal((await listDay(api, date)).length, 1);
});

test("TheSameKeyOfAnotherUserIsAnotherKey", async () => {
    const key = newKey();
    const date = "2029-04-04";
    const reception = await signInAs(api, "reception");
    assert.ok(!isReplay(await register(api, key, date)));
    assert.ok(!isReplay(await register(reception, key, date)));
    assert.equal((await listDay(api, date)).length, 2);
    const other = await signInAs(api, "reception");  // the same user with another token
    assert.ok(isReplay(await register(other, key, date)));
});

test("AKeyHas1To128PrintableCharacters", async () => {
    const message =
        "The Idempotency-Key header must have 1 to 128 printable ASCII characters.";
    for (const key of ["", "x".repeat(129), "kunci\u00e9"])
        assertAnswer(await register(api, key, "2029-04-05"), 400, { status: "error", message });
    assert.equal((await register(api, "x".repeat(128), "2029-04-05")).status, 201);
    assert.equal((await register(api.as(), "", "2029-04-05")).status, 401);
    assert.equal((await listDay(api, "2029-04-05")).length, 1);
});

test("ARefusalOfTheClinicIsRepeatedAndAMistakeMayBeMended", async () => {
    const config = { name: "percobaan", value: "1" };
    const missing = "/api/configs/999999";
    const key = newKey();
    const refused = await withKey(api, key, "put", missing, config);
    assert.equal(refused.status, 404);
    assertReplay(await withKey(api, key, "put", missing, config), refused);
    const other = newKey();
    assert.equal((await withKey(api, other, "post", "/api/configs", {})).status, 422);
    const mended = await withKey(api, other, "post", "/api/configs", config);
    assert.equal(mended.status, 201);
    assertReplay(await withKey(api, other, "post", "/api/configs", config), mended);
});

test("WhatIsForbiddenNowIsNotRepeated", async () => {
    const key = newKey();
    const own = await signInAs(api, "superadmin");
    assert.equal((await withKey(own, key, "post", "/api/auth/logout")).status, 200);
    // The token is gone, and with it the right to any answer.
    assert.equal((await withKey(own, key, "post", "/api/auth/logout")).status, 401);
});

test("ATokenIsIssuedOnceAndStoredNowhere", async () => {
    const key = newKey();
    const path = "/api/auth/permanent-token";
    const first = await withKey(api, key, "post", path);
    assertReplay(await withKey(api, key, "post", path), first);
    const { token } = first.body.data;
    const rows = await runSql(server.store, "SELECT id, request_hash, answer FROM kept_answers");
    assert.ok(rows.length > 0);
    const secret = token.slice(token.indexOf("|") + 1);
    for (const text of rows.flat().map(String))
        for (const hidden of [secret, key, "Siti"]) assert.ok(!text.includes(hidden));
});

test("SlowWorkIsDoneOnce", async () => {
    const key = newKey();
    const user = newUser({});
    const answers = await together(4, () => withKey(api, key, "post", "/api/users", user));
    assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201]);
    assert.equal(answers.filter((answer) => !isReplay(answer)).length, 1);
    const change = { ...user, name: "Nama Lain" };
    const path = `/api/users/${answers[0]?.body.data.id}`;
    const changing = newKey();
    const changed = await withKey(api, changing, "put", path, change);
    assertReplay(await withKey(api, changing, "put", path, change), changed);
});

test("AnUploadIsStoredOnceThoughItsBoundaryChanges", async () => {
    const key = newKey();
    const send = (file: Buffer) =>
        withKey(api, key, "post", "/api/faq", form({ name: "Brosur", file }));
    const first = await send(samples.pdf);
    assert.equal(first.status, 201);
    assertReplay(await send(samples.pdf), first);
    assertAnswer(await send(samples.png), 422, ofAnotherRequest);
    const changing = newKey();
    const path = `/api/faq/${first.body.data.id}`;
    const change = () => withKey(api, changing, "post", path, form({ file: samples.png }));
    const changed = await change();
    assert.equal(changed.status, 200);
    assertReplay(await change(), changed);
    assert.equal((await storedFiles(server.store)).length, 1);
});

test("EveryRouteThatWritesForAUserTakesAKey", () => {
    const without: string[] = [];
    const { paths } = documentOf(server.baseUrl).json;
    for (const [path, methods] of Object.entries<any>(paths))
        for (const [method, operation] of Object.entries<any>(methods)) {
            const names = (operation.parameters ?? []).map(({ name }: any) => name);
            const isRead = method === "get" || !path.startsWith("/api/");
            if (names.includes("Idempotency-Key")) assert.ok(!isRead, path);
            else if (!isRead && operation.security.length > 0) without.push(`${method} ${path}`);
        }
    // These write nothing.
    assert.deepEqual(without.sort(), [
        "patch /api/reservation",
        "post /api/backups",
        "post /api/broadcasting/auth",
        "post /api/broadcasting/user-auth",
        "post /api/events/ticket",
        "post /api/kiosk/lookup",
        "post /api/message-templates/preview",
        "post /api/message-templates/{id}/preview",
        "post /api/queue/current/broadcast",
    ]);
});

async function waitingForTheDoctor(by: Api, date: string, count: number): Promise<void> {
    for (let i = 0; i < count; ++i) {
        const { body } = await by.post("/api/reservation", registration({ date }));
        const path = `/api/queue/${body.data.reservation.id}/waitingdoctor`;
        assert.equal((await by.patch(path)).status, 200);
    }
}

test("ACallThatIsSentTwiceAtOnceCallsOnePatient", async (t) => {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    const own = await startServer({ flags: ["--demo", "--webhook-url", receiver.url] });
    t.after(() => own.close());
    const root = await signInAs(new Api(own.baseUrl), "superadmin");
    const date = "2029-04-06";
    await waitingForTheDoctor(root, date, 3);
    receiver.react = (response, received) => {
        setTimeout(() => n8n.started(response, received), 300);
    };
    const key = newKey();
    const call = () =>
        withKey(root, key, "patch", "/api/queue/call-next", { poly_id: 1, date });
    const answers = await together(3, call);
    for (const { body } of answers) {
        assert.equal(body.queue_number_with_doctor, 1);
        assert.equal(body.webhook_message, "Webhook sent successfully");
        assert.deepEqual(body, answers[0]?.body);
    }
    assert.equal(answers.filter((answer) => !isReplay(answer)).length, 1);
    assert.equal(receiver.received.length, 1);
    receiver.react = n8n.started;
    const next = await withKey(root, newKey(), "patch", "/api/queue/call-next", {
        poly_id: 1,
        date,
        expected_serving: 1, // no double click
    });
    assert.equal(next.body.queue_number_with_doctor, 2);
});

async function callAndCrash(own: Server, root: Api, key: string, date: string): Promise<void> {
    const lost = withKey(root, key, "patch", "/api/queue/call-next", { poly_id: 1, date })
        .then(() => assert.fail("answered"), () => undefined);
    const called = "SELECT id FROM kept_answers WHERE is_complete = 0";
    while ((await runSql(own.store, called)).length === 0) continue;
    await own.kill9();
    await lost;
}

test("ACrashWhileN8nIsAskedLosesNoCall", async (t) => {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    receiver.react = n8n.stall;
    const own = await startServer({ flags: ["--demo", "--webhook-url", receiver.url] });
    t.after(() => own.close());
    const { token } = await signInAs(new Api(own.baseUrl), "superadmin");
    const date = "2029-04-07";
    const before = new Api(own.baseUrl, token);
    await waitingForTheDoctor(before, date, 2);
    const key = newKey();
    await callAndCrash(own, before, key, date);
    await own.start();
    const root = new Api(own.baseUrl, token);
    const call = () => withKey(root, key, "patch", "/api/queue/call-next", { poly_id: 1, date });
    const early = await call();
    assertAnswer(early, 409, running);
    assert.equal(early.headers["retry-after"], "1");
    const until = Date.now() + 8_000;
    let answer = early;
    for (; answer.status === 409 && Date.now() < until; answer = await call())
        await new Promise((done) => setTimeout(done, 500));
    assert.ok(isReplay(answer));
    assert.equal(answer.body.queue_number_with_doctor, 1);
    assert.equal(answer.body.webhook_message, "The outcome of the webhook is not known");
    const rows = await listDay(root, date);
    const statuses = rows.map((row) => row.status.status_name).sort();
    assert.deepEqual(statuses, ["WAITING_DOCTOR", "WITH_DOCTOR"]);
});

if (engineUnderTest() === "postgres")
    test("TwoServersOfOneDatabaseCarryItOutOnce", async (t) => {
        const second = await startServer({ store: server.store });
        t.after(() => second.stop());
        const there = new Api(second.baseUrl, api.token);
        const date = "2029-04-08";
        for (let round = 0; round < 10; ++round) {
            const key = newKey();
            const send = (index: number) => register(index % 2 === 0 ? api : there, key, date);
            const answers = await together(8, send);
            assert.equal(answers.filter((answer) => !isReplay(answer)).length, 1);
            for (const { body } of answers) assert.deepEqual(body, answers[0]?.body);
        }
        assert.equal((await listDay(api, date)).length, 10);
        const key = newKey();
        const user = newUser({});
        const send = (index: number) =>
            withKey(index === 0 ? api : there, key, "post", "/api/users", user);
        const answers = await together(2, send);
        // The slower server learns within its transaction that there is an answer by now.
        for (const answer of answers.filter(({ status }) => status !== 201))
            assertAnswer(answer, 409, running);
        assert.ok(isReplay(await send(0)) && isReplay(await send(1)));
    });
