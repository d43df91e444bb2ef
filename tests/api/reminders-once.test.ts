// No reminder is sent twice, and none is lost: over restarts, kills, and with a second process.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, registerSeveral } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { createStore, engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";
import { connect, deliveriesOf, remind, swift, Waha } from "../support/Waha.ts";

async function open(t: TestContext): Promise<{ waha: Waha; server: Server }> {
    const waha = await Waha.start();
    const server = await startServer({ flags: swift });
    t.after(async () => {
        await server.close();
        await waha.close().catch(() => undefined); // a test may have closed it
    });
    return { waha, server };
}

test("NoReminderComesTwiceAfterARestartOrAKill", async (t) => {
    const { waha, server } = await open(t);
    let api = await signInAs(new Api(server.baseUrl), "superadmin");
    await connect(api, waha);
    await remind(api, { type: "QUEUE", count: 9, message: "{{queue_number}}" });
    await remind(api, { type: "NO_SHOW", message: "{{queue_number}} ditunggu" });
    const [first] = await registerSeveral(api, 3, { date: today() });
    await waha.received(3);
    for (const end of [() => server.stop(), () => server.kill9()]) {
        await end();
        await server.start();
        api = new Api(server.baseUrl, api.token);
        await register(api, { date: today() });
    }
    await waha.received(5);
    assert.ok(first !== undefined);
    await move(api, first, "noshow");
    await waha.received(6);
    assert.deepEqual(
        waha.sent.map((sent) => sent.text).sort(),
        ["1", "1 ditunggu", "2", "3", "4", "5"],
    );
});

test("AKillInTheMiddleOfSendingLosesNothing", async (t) => {
    const { waha, server } = await open(t);
    let api = await signInAs(new Api(server.baseUrl), "superadmin");
    await connect(api, waha);
    await remind(api, { type: "NO_SHOW", message: "{{queue_number}}" });
    waha.behaviour = "stall";
    const visits = await registerSeveral(api, 3, { date: today() });
    for (const visit of visits) await move(api, visit, "noshow");
    await eventually(() => assert.equal(waha.refused.length, 3));
    await server.kill9();
    waha.behaviour = "WEBJS";
    await server.start();
    api = new Api(server.baseUrl, api.token);
    // A lease of the killed process ends within half a minute.
    await waha.received(3, 60_000);
    const ids = (list: { eventId: string }[]) => list.map((sent) => sent.eventId).sort();
    assert.deepEqual(ids(waha.sent), ids(waha.refused));
    await eventually(async () => {
        for (const delivery of await deliveriesOf(api)) assert.equal(delivery.state, "delivered");
    });
});

test("WhatIsDueWhileWahaIsAwayGoesOutWhenItIsBack", async (t) => {
    const { waha, server } = await open(t);
    const { port } = new URL(waha.url);
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    await connect(api, waha);
    await remind(api, { type: "QUEUE", count: 9, message: "{{queue_number}}" });
    await waha.close();
    const visit = await register(api, { date: today() });
    await eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.match(delivery?.reason ?? "", /^cURL error 7: /);
    });
    const again = await Waha.start(Number(port));
    t.after(() => again.close());
    await again.received(1, 60_000);
    assert.equal(again.sent[0]?.text, "1");
});

test("TwoProcessesMakeOneReminderOfEach", async (t) => {
    if (engineUnderTest() !== "postgres") return t.skip("one process has the file");
    const waha = await Waha.start();
    const store = await createStore();
    const flags = [...swift, "--secret-key=kunci-bersama"];
    const one = await startServer({ store, flags });
    const two = await startServer({ store, flags });
    t.after(async () => {
        await one.close();
        await two.close();
        await store.remove();
        await waha.close();
    });
    const api = await signInAs(new Api(one.baseUrl), "superadmin");
    const other = new Api(two.baseUrl, api.token);
    await connect(api, waha, { api_key: "kunci-waha" });
    await remind(api, { type: "QUEUE", count: 99, message: "{{queue_number}}" });
    await Promise.all([
        ...Array.from({ length: 10 }, () => register(api, { date: today() })),
        ...Array.from({ length: 10 }, () => register(other, { date: today() })),
    ]);
    await waha.received(20, 90_000);
    const numbers = waha.sent.map((sent) => Number(sent.text)).sort((a, b) => a - b);
    assert.deepEqual(
        numbers,
        Array.from({ length: 20 }, (_, index) => index + 1),
    );
    assert.ok(waha.sent.every((sent) => sent.apiKey === "kunci-waha"));
});
