// WAHA as its users report it: slow, restarted, with numbers that have no WhatsApp. No patient gets
// a message twice, and none waits for another.
import { describe, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { createStore } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type Server, startServer } from "../support/Server.ts";
import {
    ackEvent,
    connect,
    deliveriesOf,
    remind,
    sessionEvent,
    swift,
    tell,
    Waha,
} from "../support/Waha.ts";

interface Scene {
    waha: Waha;
    server: Server;
    api: Api;
}

async function open(t: TestContext, flags = swift): Promise<Scene> {
    const waha = await Waha.start();
    const store = await createStore();
    const server = await startServer({ flags, store });
    t.after(async () => {
        await server.close();
        await store.remove();
        await waha.close();
    });
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    await connect(api, waha);
    await remind(api, { type: "NO_SHOW", message: "{{patient_name}} tidak hadir" });
    return { waha, server, api };
}

const chatOf = (visit: Visit) => `62${visit.form.whatsapp_number.slice(1)}@c.us`;

// A visit whose patient gets a message.
async function missed(api: Api, before: (visit: Visit) => void = () => undefined): Promise<Visit> {
    const visit = await register(api, { date: today() });
    before(visit);
    await move(api, visit, "noshow");
    return visit;
}

async function waiting(api: Api, visit: Visit, reason: RegExp): Promise<any> {
    return eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.match(delivery?.reason ?? "", reason);
        return delivery;
    });
}

async function settled(api: Api, visit: Visit, state: string, timeoutMs = 20_000): Promise<any> {
    return eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.equal(delivery?.state, state, JSON.stringify(delivery));
        return delivery;
    }, timeoutMs);
}

test("NumbersWithoutWhatsappFailAloneAndHoldUpNobody", async (t) => {
    const { waha, api } = await open(t);
    const bad = [];
    for (let count = 0; count < 6; ++count)
        bad.push(await missed(api, (visit) => waha.unknown.add(chatOf(visit))));
    const good = await missed(api);
    await settled(api, good, "delivered", 10_000);
    for (const visit of bad) {
        const failed = await settled(api, visit, "failed");
        assert.equal(failed.reason, "Nomor ini tidak terdaftar di WhatsApp");
    }
    assert.equal(waha.refused.length, 6);
});

// These wait for half a minute and longer, so they run at the same time.
describe("WhileAMessageIsUnderWay", { concurrency: true }, () => {
    test("AMessageThatWahaSendsSlowlyIsSentOnce", async (t) => {
        const { waha, api } = await open(t);
        waha.answerAfterMs = 35_000;
        const visit = await missed(api);
        const delivered = await settled(api, visit, "delivered", 70_000);
        assert.equal(waha.sent.length, 1);
        assert.equal(delivered.remote_id, waha.sent[0]?.id.split("_").at(-1));
    });

    test("AMessageThatDidNotGoOutIsSentAgainOnceWhereNobodyCanTell", async (t) => {
        const { waha, server, api } = await open(t);
        waha.keepsMessages = false;
        waha.behaviour = "stall";
        const visit = await missed(api);
        await eventually(() => assert.equal(waha.refused.length, 1));
        await server.kill9();
        await server.start();
        const again = new Api(server.baseUrl, api.token);
        await eventually(() => assert.equal(waha.refused.length, 2), 60_000);
        await server.kill9();
        await server.start();
        const third = new Api(server.baseUrl, again.token);
        const failed = await settled(third, visit, "failed", 80_000);
        assert.match(failed.reason, /^No answer twice/);
        assert.equal(waha.refused.length, 2);
    });

    test("AStopWaitsForTheMessageUnderWayAndStoresItsOutcome", async (t) => {
        const { waha, server, api } = await open(t);
        waha.answerAfterMs = 4_000;
        const visit = await missed(api);
        await waha.received(1);
        await server.stop();
        await server.start();
        const again = new Api(server.baseUrl, api.token);
        const [delivery] = await deliveriesOf(again, visit.id);
        assert.equal(delivery.state, "delivered");
        assert.equal(waha.sent.length, 1);
    });

    test("AMessageThatWentOutBeforeAKillIsFoundInItsChat", async (t) => {
        const { waha, server, api } = await open(t);
        waha.answerAfterMs = 10_000;
        const visit = await missed(api);
        await waha.received(1);
        await server.kill9();
        waha.answerAfterMs = 0;
        await server.start();
        const again = new Api(server.baseUrl, api.token);
        await settled(again, visit, "delivered", 80_000);
        assert.equal(waha.sent.length, 1);
        assert.ok(waha.asked.some((path) => path.includes("/messages?")));
    });
});

for (const behaviour of ["session missing", "proxy error"] as const)
    test(`After "${behaviour}" AMessageIsTriedAgain`, async (t) => {
        const { waha, server, api } = await open(t);
        waha.behaviour = behaviour;
        const visit = await missed(api);
        const { id } = await waiting(api, visit, /^HTTP 404: /);
        waha.behaviour = "WEBJS";
        await tell(server, sessionEvent("WORKING"));
        await api.post(`/api/deliveries/${id}/retry`);
        await settled(api, visit, "delivered");
    });

for (const [ack, state] of [
    [2, "delivered"],
    [-1, "pending"],
] as const)
    test(`AnAck${ack}BeforeTheAnswerCounts`, async (t) => {
        const { waha, server, api } = await open(t);
        waha.beforeAnswer = async (sent) => {
            assert.equal((await tell(server, ackEvent(sent.id, ack))).status, 200);
        };
        const visit = await missed(api);
        await eventually(async () => {
            const [delivery] = await deliveriesOf(api, visit.id);
            assert.deepEqual([delivery?.ack, delivery?.state], [ack, state]);
        });
    });

test("AnAckCountsInEveryFormOfTheId", async (t) => {
    const { waha, server, api } = await open(t);
    const visit = await missed(api);
    await settled(api, visit, "delivered");
    const short = waha.sent[0]?.id.split("_").at(-1) as string;
    const forms = [
        short,
        `true_123456789@lid_${short}`,
        `true_120363025@g.us_${short}_628170@c.us`,
        `true_${chatOf(visit)}_${short}`,
    ];
    for (const [index, id] of forms.entries()) {
        await tell(server, ackEvent(id, index + 1));
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.equal(delivery.ack, index + 1, id);
    }
});

test("ASlotThatAClockAheadGaveHoldsUpNothing", async (t) => {
    const { api, server } = await open(t, [
        "--reminder-gap=1",
        "--reminder-quiet-from=00:00",
        "--reminder-quiet-until=00:00",
    ]);
    const ahead = Date.now() + 30 * 86_400_000;
    await runSql(server.store, `UPDATE whatsapp_configs SET last_slot_ms = ${ahead}`);
    await settled(api, await missed(api), "delivered");
});
