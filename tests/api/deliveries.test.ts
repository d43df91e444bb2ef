// Deliveries as staff see them, and their outcome when receivers, the network or this server fail.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, notFound, register, registerSeveral, type Row, wrapped } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { announced, n8n, type Reaction, type Receiver, startReceiver } from "../support/N8n.ts";
import { paginator } from "../support/Pages.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

interface Context {
    after(work: () => Promise<void>): void;
}

async function receiverFor(t: Context): Promise<Receiver> {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    return receiver;
}

async function serverFor(
    t: Context,
    url: string,
    store?: Store,
    more: string[] = [],
): Promise<[Server, Api]> {
    const flags = ["--demo", "--webhook-url", url, ...more];
    const server = await startServer(store === undefined ? { flags } : { flags, store });
    t.after(() => server.close());
    return [server, await signInAs(new Api(server.baseUrl), "superadmin")];
}

const path = "/api/deliveries";

async function rowsOf(api: Api, filter: Row = {}): Promise<any[]> {
    return (await api.get(path, { per_page: 100, ...filter })).body.data.data;
}
async function statesOf(api: Api): Promise<string[]> {
    return (await rowsOf(api)).map(({ state }) => state);
}
async function assertAllDelivered(api: Api, count: number): Promise<void> {
    assert.deepEqual(await statesOf(api), Array(count).fill("delivered"));
}

// Each message of a receiver once, even if it arrived twice, in the order of first arrival.
function arrivedOnce(receiver: Receiver, succeeded: Set<string>): string[] {
    const seen = new Set<string>();
    return receiver.received
        .filter(({ headers }) => {
            const id = String(headers["idempotency-key"]);
            return succeeded.has(id) && !seen.has(id) && seen.add(id);
        })
        .map(({ body }) => body);
}

// Answers every `every`th request with one of the others in turn, and records what it accepted. A
// message gets each of the others once at most: a call without an answer is repeated only once.
function unreliable(accepted: Set<string>, others: Reaction[], every: number): Reaction {
    let count = 0;
    const met = new Set<string>();
    return (response, received) => {
        const key = String(received.headers["idempotency-key"]);
        const turn = (++count / every) % others.length;
        const fails = Number.isInteger(turn) && !met.has(`${key} ${turn}`);
        if (fails) met.add(`${key} ${turn}`);
        else accepted.add(key);
        const reaction = fails ? others[turn] : n8n.started;
        (reaction ?? n8n.failed)(response, received);
    };
}

test("StaffSeeWhatWasSentNewestFirst", async (t) => {
    const receiver = await receiverFor(t);
    const [server, api] = await serverFor(t, receiver.url);
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await eventually(() => assertAllDelivered(api, 1));
    const delivered = {
        id: any.id,
        event_id: receiver.eventIds[0],
        kind: "n8n",
        order_key: `reservation:${visit.id}`,
        target: receiver.url,
        body: announced(1, "ANAMNESA"),
        reservation_id: visit.id,
        state: "delivered",
        attempts: 1,
        due_at: any.timestamp,
        next_attempt_at: null,
        give_up_at: any.timestamp,
        reason: null,
        remote_id: null,
        created_at: any.timestamp,
        updated_at: any.timestamp,
        settled_at: any.timestamp,
    };
    await receiver.stop();
    const other = await register(api);
    await move(api, other, "anamnesa");
    await eventually(async () => assert.equal((await rowsOf(api))[0].attempts > 0, true));
    const rows = [
        {
            ...delivered,
            event_id: any.text,
            order_key: `reservation:${other.id}`,
            body: announced(2, "ANAMNESA"),
            reservation_id: other.id,
            state: any.text,
            attempts: any.integer,
            next_attempt_at: any.value,
            reason: any.text,
            settled_at: null,
        },
        delivered,
    ];
    const answer = await api.get(path);
    assertAnswer(answer, 200, {
        status: "success",
        message: "Deliveries retrieved successfully",
        data: paginator(server.baseUrl + path, rows, { total: 2 }),
    });
    const numbersBy = async (filter: Row) =>
        (await rowsOf(api, filter)).map(({ reservation_id }) => reservation_id);
    assert.deepEqual(await numbersBy({ state: "delivered" }), [visit.id]);
    assert.deepEqual(await numbersBy({ kind: "n8n" }), [other.id, visit.id]);
    assert.deepEqual(await numbersBy({ kind: "whatsapp" }), []);
    assert.deepEqual(await numbersBy({ reservation_id: other.id }), [other.id]);
    assert.deepEqual(await numbersBy({ kind: "n8n", state: "failed" }), []);
    assert.deepEqual(await numbersBy({ page: 1_002, per_page: 10 }), []);
    const refused = await api.get(path, { state: "lost", reservation_id: "x" });
    assertAnswer(
        refused,
        422,
        wrapped({
            state: ["The selected state is invalid."],
            reservation_id: ["The reservation id field must be an integer."],
        }),
    );
});

test("NumbersAndPasswordsAreNotShown", async (t) => {
    const receiver = await receiverFor(t);
    const url = receiver.url.replace("//", "//siti:rahasia@").concat("?to=6281234567890");
    const [, api] = await serverFor(t, url);
    await move(api, await register(api), "anamnesa");
    const [{ target }] = await rowsOf(api);
    assert.equal(target, receiver.url.replace("//", "//siti:***@").concat("?to=**********890"));
});

test("StaffHaveADeliverySentAgain", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url);
    await receiver.stop();
    await move(api, await register(api), "anamnesa");
    const [{ id }] = await rowsOf(api);
    const again = { status: "success", message: "Delivery will be sent again" };
    await eventually(async () => assertAnswer(await api.post(`${path}/${id}/retry`), 200, again));
    await receiver.start();
    await eventually(() => assertAllDelivered(api, 1), 20_000);
    assertAnswer(await api.post(`${path}/${id}/retry`), 422, {
        status: "error",
        message: "Delivery has already been delivered",
    });
    for (const wrong of ["0", "abc", "999999", "99999999999999999999"])
        assertAnswer(await api.post(`${path}/${wrong}/retry`), 404, notFound("Delivery"));
});

test("RetryingNeedsThePermissionToChangeSettings", async (t) => {
    const receiver = await receiverFor(t);
    const [server, api] = await serverFor(t, receiver.url);
    await move(api, await register(api), "anamnesa");
    const nurse = await signInAs(new Api(server.baseUrl), "nurse");
    assert.equal((await nurse.get(path)).status, 200);
    assert.equal((await nurse.post(`${path}/1/retry`)).status, 403);
    assert.equal((await new Api(server.baseUrl).get(path)).status, 401);
});

test("FiguresSayHowDeliveriesAre", async (t) => {
    const receiver = await receiverFor(t);
    const [server, api] = await serverFor(t, receiver.url);
    await move(api, await register(api), "anamnesa");
    receiver.react = n8n.failed;
    await move(api, await register(api), "anamnesa");
    const text = (await new Api(server.baseUrl).get("/metrics")).body;
    const attempts = (outcome: string) =>
        new RegExp(
            `^antrean_delivery_attempts_total{kind="n8n",outcome="${outcome}"} [1-9]`,
            "m",
        );
    assert.match(text, attempts("delivered"));
    assert.match(text, attempts("retry"));
});

test("WhatAThirdOfErrorsAndBrokenConnectionsRefuseArrivesInOrder", async (t) => {
    const receiver = await receiverFor(t);
    const accepted = new Set<string>();
    const [, api] = await serverFor(t, receiver.url);
    const visits = await registerSeveral(api, 4, { date: "2031-02-01" });
    receiver.react = unreliable(accepted, [n8n.failed, (response) => response.destroy()], 3);
    for (const to of ["anamnesa", "withdoctor"] as const)
        await Promise.all(visits.map((visit) => move(api, visit, to)));
    await eventually(() => assertAllDelivered(api, 8), 30_000);
    assert.equal(accepted.size, 8);
    const arrived = arrivedOnce(receiver, accepted);
    for (const { number } of visits)
        assert.deepEqual(
            arrived.filter((body) => JSON.parse(body).current_queue === String(number)),
            [announced(number, "ANAMNESA"), announced(number, "WITH_DOCTOR")],
        );
});

test("AStalledReceiverGetsItsTimeThenTheMessageAgain", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url, undefined, ["--webhook-timeout=4"]);
    receiver.react = n8n.stall;
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    const [{ id, state }] = await rowsOf(api);
    assert.equal(state, "sending");
    assertAnswer(await api.post(`${path}/${id}/retry`), 422, {
        status: "error",
        message: "Delivery is being sent",
    });
    receiver.react = n8n.started;
    await eventually(() => assertAllDelivered(api, 1), 30_000);
    assert.equal((await rowsOf(api))[0].attempts, 2);
    assert.deepEqual(receiver.bodies, Array(2).fill(announced(1, "ANAMNESA")));
    assert.equal(new Set(receiver.eventIds).size, 1);
});

test("AWorkflowThatNeverAnswersRunsTwiceAtMost", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url, undefined, ["--webhook-timeout=2"]);
    receiver.react = n8n.stall;
    await move(api, await register(api), "anamnesa");
    const failed = await eventually(async () => {
        const [row] = await rowsOf(api);
        assert.equal(row.state, "failed");
        return row;
    }, 20_000);
    assert.match(failed.reason, /^No answer twice, so it may have arrived: cURL error 28: /);
    assert.equal(receiver.received.length, 2);
    assert.equal(new Set(receiver.eventIds).size, 1);
});

test("ASlowWorkflowRunsOnce", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url);
    receiver.react = (response, received) =>
        void setTimeout(() => n8n.messageSent(response, received), 14_000);
    await move(api, await register(api), "anamnesa");
    await eventually(() => assertAllDelivered(api, 1), 30_000);
    assert.equal(receiver.received.length, 1);
});

test("AVisitWhoseWorkflowFailsHoldsUpNoOther", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url);
    const [bad, good] = await registerSeveral(api, 2, { date: "2031-02-04" });
    assert.ok(bad !== undefined && good !== undefined);
    receiver.react = (response, received) =>
        (JSON.parse(received.body).current_queue === `${bad.number}` ? n8n.failed : n8n.started)(
            response,
            received,
        );
    await move(api, bad, "anamnesa");
    await eventually(
        async () => assert.equal((await rowsOf(api))[0].attempts >= 5, true),
        40_000,
    );
    for (const to of ["anamnesa", "withdoctor"] as const)
        assert.equal((await move(api, good, to)).webhook_status, "success");
});

test("ACallIsNotAnnouncedWhenItIsNotWorthItAnyMore", async (t) => {
    const receiver = await receiverFor(t);
    const [, api] = await serverFor(t, receiver.url, undefined, ["--webhook-worth=7"]);
    await move(api, await register(api), "anamnesa");
    const [row] = await rowsOf(api);
    assert.equal(Date.parse(row.give_up_at) - Date.parse(row.due_at), 7 * 60_000);
});

const secretUrl = (url: string) =>
    `${url.replace("//", "//siti:rahasia-1@")}/rahasia-2?token=rahasia-3&poly=1`;

test("WhoMayNotChangeSettingsSeesNoCredentials", async (t) => {
    const receiver = await receiverFor(t);
    const url = secretUrl(receiver.url);
    receiver.react = (response) => response.writeHead(500).end("rahasia-4");
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const admin = await signInAs(new Api(server.baseUrl), "superadmin");
    const nurse = await signInAs(new Api(server.baseUrl), "nurse");
    const config = await admin.post("/api/configs", { name: "n8n_webhook_url", value: url });
    await admin.post("/api/configs", { name: "bpjs_secret", value: "rahasia-5" });
    const whatsapp = await admin.post("/api/whatsapp-configs", {
        whatsapp_number: "6281200000000",
        waha_api_url: secretUrl("http://127.0.0.1:1/webhook"),
    });

    const visit = await register(admin);
    const called = await move(nurse, visit, "anamnesa");
    assert.equal(called.webhook_status, "error");
    assert.equal(called.webhook_message, "Server error: HTTP 500");
    await receiver.stop();
    const other = await move(nurse, await register(admin), "anamnesa");
    assert.equal(other.webhook_message, "cURL error 7: No connection");

    const paths = [
        "/api/configs",
        `/api/configs/${config.body.data.id}`,
        "/api/whatsapp-configs",
        `/api/whatsapp-configs/${whatsapp.body.data.id}`,
        path,
    ];
    const shown = async (api: Api) =>
        JSON.stringify(await Promise.all(paths.map(async (each) => (await api.get(each)).body)));
    assert.doesNotMatch(await shown(nurse), /rahasia/);
    const whole = await shown(admin);
    for (const secret of ["rahasia-1", "rahasia-2", "rahasia-3", "rahasia-4", "rahasia-5"])
        assert.match(whole, new RegExp(secret));
});

test("AServerThatIsKilledWhileItSendsSendsAgainUnderTheSameId", async (t) => {
    const receiver = await receiverFor(t);
    const store = await createStore();
    t.after(() => store.remove());
    const [server, api] = await serverFor(t, receiver.url, store);
    receiver.react = n8n.stall;
    const visits = await registerSeveral(api, 3, { date: "2031-02-02" });
    const calls = visits.map((visit) => api.patch(`/api/queue/${visit.id}/anamnesa`));
    calls.forEach((call) => call.catch(() => {}));
    await eventually(() => assert.equal(receiver.received.length, 3));
    await server.kill9();
    const before = new Set(receiver.eventIds);
    receiver.react = n8n.started;
    receiver.received.length = 0;
    await server.start();
    const again = await signInAs(new Api(server.baseUrl), "superadmin");
    // On PostgreSQL another process might still be sending, so the leases have to end first.
    await eventually(() => assertAllDelivered(again, 3), 40_000);
    assert.deepEqual(new Set(receiver.eventIds), before);
    assert.equal(receiver.received.length, 3);
});

test("AServerThatIsStoppedLeavesItsMessagesToTheNext", async (t) => {
    const receiver = await receiverFor(t);
    const [server, api] = await serverFor(t, receiver.url);
    await receiver.stop();
    await move(api, await register(api), "anamnesa");
    await server.stop();
    await receiver.start();
    await server.start();
    const again = await signInAs(new Api(server.baseUrl), "superadmin");
    await eventually(() => assertAllDelivered(again, 1), 20_000);
    assert.deepEqual(receiver.bodies, [announced(1, "ANAMNESA")]);
});

if (engineUnderTest() === "postgres")
    test("TwoServersOnOneDatabaseSendEverythingOnceAndInOrder", async (t) => {
        const receiver = await receiverFor(t);
        const store = await createStore();
        t.after(() => store.remove());
        const [, here] = await serverFor(t, receiver.url, store);
        const [, there] = await serverFor(t, receiver.url, store);
        const visits = await registerSeveral(here, 10, { date: "2031-02-03" });
        for (const [index, to] of (["anamnesa", "withdoctor", "anamnesa"] as const).entries()) {
            const apis = index % 2 === 0 ? [here, there] : [there, here];
            const bodies = await Promise.all(
                visits.map((visit) => move(apis[visit.number % 2] as Api, visit, to)),
            );
            for (const { webhook_status } of bodies) assert.equal(webhook_status, "success");
        }
        await eventually(() => assertAllDelivered(there, 30));
        assert.equal(receiver.received.length, 30);
        assert.equal(new Set(receiver.eventIds).size, 30);
        for (const { number } of visits)
            assertJson(
                receiver.bodies.filter((body) => JSON.parse(body).current_queue === `${number}`),
                [
                    announced(number, "ANAMNESA"),
                    announced(number, "WITH_DOCTOR"),
                    announced(number, "ANAMNESA"),
                ],
            );
    });

