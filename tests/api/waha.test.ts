// WhatsApp messages through WAHA, and its reports about them.
import { after, afterEach, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, unauthenticated, type Visit, wrapped } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import {
    ackEvent,
    connect,
    deliveriesOf,
    remind,
    sessionEvent,
    swift,
    tell,
    Waha,
    webhookPath,
} from "../support/Waha.ts";

const waha = await Waha.start();
const secret = "rahasia-waha";
const server = await startServer({ flags: [...swift, `--waha-webhook-secret=${secret}`] });
after(async () => {
    await server.close();
    await waha.close();
});
const api = await signInAs(new Api(server.baseUrl), "superadmin");
const configId = await connect(api, waha, { api_key: "kunci-waha", session: "klinik" });
await remind(api, { type: "NO_SHOW", message: "{{patient_name}} tidak hadir" });
afterEach(() => {
    waha.behaviour = "WEBJS";
    waha.state = "WORKING";
});

// A visit whose patient gets a message.
async function missed(): Promise<Visit> {
    const visit = await register(api, { date: today() });
    await move(api, visit, "noshow");
    return visit;
}

const notified = async (visit: Visit): Promise<boolean> =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation.queue.notification_status;

async function settled(visit: Visit, state: string, timeoutMs = 20_000): Promise<any> {
    return eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.equal(delivery?.state, state, JSON.stringify(delivery));
        return delivery;
    }, timeoutMs);
}

const works = { status: "success", message: "WhatsApp config works" };
const worksNot = { status: "success", message: "WhatsApp config does not work" };
const testPath = `/api/whatsapp-configs/${configId}/test`;

function finding(changes: object) {
    return {
        is_working: false,
        session: "klinik",
        state: null,
        is_sent: false,
        message_id: null,
        problem: null,
        ...changes,
    };
}

test("RefusesATestOfNoConfigAndToNoNumber", async () => {
    assertAnswer(await api.post("/api/whatsapp-configs/999999/test"), 404, {
        status: "error",
        message: "WhatsApp config not found",
    });
    const error = wrapped({ to: ["The to field format is invalid."] });
    assertAnswer(await api.post(testPath, { to: "021-5550123" }), 422, error);
    assertAnswer(await api.as().post(testPath), 401, unauthenticated);
});

for (const [state, problem] of [
    ["SCAN_QR_CODE", "Sesi belum tersambung: pindai kode QR di WAHA dengan ponsel klinik"],
    ["STARTING", "Sesi sedang dimulai: coba lagi sebentar"],
    ["STOPPED", "Sesi berhenti: jalankan sesi di WAHA"],
    ["FAILED", "Sesi gagal: jalankan ulang sesi di WAHA"],
])
    test(`TellsOfASessionThatIs${state}`, async () => {
        waha.state = state as string;
        const sentBefore = waha.sent.length;
        assertAnswer(await api.post(testPath, { to: "081234567890" }), 200, {
            ...worksNot,
            data: finding({ state, problem }),
        });
        assert.equal(waha.sent.length, sentBefore);
        await tell(server, sessionEvent("WORKING"), secret);
    });

test("ReportsAnUnusableServer", async () => {
    const problemWith = async (): Promise<string> => {
        const { status, body } = await api.post(testPath);
        assert.equal(status, 200);
        assert.equal(body.data.is_working, false);
        return body.data.problem;
    };
    waha.behaviour = "unauthorized";
    assert.equal(await problemWith(), "Server WAHA menolak api_key (HTTP 401)");
    waha.behaviour = "engine error";
    assert.equal(
        await problemWith(),
        "Server WAHA menjawab HTTP 500: server returned error 463",
    );
    waha.behaviour = "WEBJS";
    waha.state = "";
    assert.equal(await problemWith(), "Server WAHA menjawab HTTP 404: Session not found");
    const gone = { whatsapp_number: "6281200000000", waha_api_url: "http://127.0.0.1:1/api" };
    await api.put(`/api/whatsapp-configs/${configId}`, gone);
    assert.match(await problemWith(), /^Server WAHA tidak dapat dihubungi: cURL error 7: /);
    await api.put(`/api/whatsapp-configs/${configId}`, { ...gone, waha_api_url: waha.url });
});

test("SendsATestMessage", async () => {
    assertAnswer(await api.post(testPath), 200, {
        ...works,
        data: finding({ is_working: true, state: "WORKING" }),
    });
    const sentBefore = waha.sent.length;
    const answer = await api.post(testPath, { to: "+62 812-3456-7890" });
    const sent = waha.sent[sentBefore];
    assertAnswer(answer, 200, {
        ...works,
        data: finding({
            is_working: true,
            state: "WORKING",
            is_sent: true,
            message_id: sent?.id,
        }),
    });
    assert.deepEqual(
        [sent?.chatId, sent?.session, sent?.apiKey],
        ["6281234567890@c.us", "klinik", "kunci-waha"],
    );
});

for (const engine of ["WEBJS", "NOWEB", "GOWS", "without id"] as const)
    test(`DeliversThrough${engine}`, async () => {
        waha.behaviour = engine;
        const visit = await missed();
        const delivery = await settled(visit, "delivered");
        const sent = waha.sent.at(-1);
        assert.deepEqual(
            { ...sent, id: undefined },
            {
                session: "klinik",
                chatId: `62${visit.form.whatsapp_number.slice(1)}@c.us`,
                text: `${visit.form.patient_name} tidak hadir`,
                apiKey: "kunci-waha",
                eventId: delivery.event_id,
                id: undefined,
            },
        );
        assert.equal(delivery.remote_id === null, engine === "without id");
        assert.equal(delivery.target, `**********${visit.form.whatsapp_number.slice(-3)}@c.us`);
        assert.ok(!JSON.stringify(delivery).includes(visit.form.whatsapp_number.slice(1)));
        assert.equal(await notified(visit), true);
    });

test("TriesAgainWhenWahaFails", async () => {
    waha.behaviour = "engine error";
    const refusedBefore = waha.refused.length;
    const visit = await missed();
    const waiting = await eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.equal(delivery?.attempts > 0, true);
        return delivery;
    });
    assert.equal(waiting.reason, "HTTP 500: server returned error 463");
    assert.equal(await notified(visit), false);
    waha.behaviour = "WEBJS";
    const delivered = await settled(visit, "delivered");
    const ids = waha.refused.slice(refusedBefore).map((sent) => sent.eventId);
    assert.deepEqual(new Set(ids), new Set([delivered.event_id]));
    assert.equal(waha.sent.at(-1)?.eventId, delivered.event_id);
});

test("AMessageThatWahaRefusesHasFailed", async () => {
    waha.behaviour = "bad request";
    const visit = await missed();
    const failed = await settled(visit, "failed");
    assert.equal(failed.reason, "HTTP 400: chatId must be a string");
    assert.equal(await notified(visit), false);
    waha.behaviour = "WEBJS";
    assert.equal((await api.post(`/api/deliveries/${failed.id}/retry`)).status, 200);
    await settled(visit, "delivered");
    assert.equal(await notified(visit), true);
});

test("ASessionThatDoesNotWorkIsLeftAloneUntilItDoes", async () => {
    waha.behaviour = "session stopped";
    const visit = await missed();
    const waiting = await eventually(async () => {
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.equal(delivery?.attempts, 1);
        return delivery;
    });
    assert.equal(
        waiting.reason,
        "HTTP 422: Session status is not as expected. Try again later or restart the session " +
            "(session: STOPPED)",
    );
    waha.behaviour = "WEBJS";
    // Retrying by hand does not wait for the pause to end.
    const told = await tell(server, { ...sessionEvent("WORKING"), session: "klinik" }, secret);
    assert.equal(told.status, 200);
    await api.post(`/api/deliveries/${waiting.id}/retry`);
    await settled(visit, "delivered");
});

test("AcknowledgementsNeverGoBack", async () => {
    const visit = await missed();
    await settled(visit, "delivered");
    const id = waha.sent.at(-1)?.id as string;
    for (const [ack, known] of [
        [1, 1],
        [3, 3],
        [2, 3],
        [-1, 3],
        [3, 3],
    ] as const) {
        assertJson(await tell(server, ackEvent(id, ack), secret), {
            status: 200,
            body: { status: "success", message: "Webhook processed successfully" },
        });
        const [delivery] = await deliveriesOf(api, visit.id);
        assert.deepEqual([delivery.state, delivery.ack], ["delivered", known]);
    }
    assert.equal(await notified(visit), true);
});

test("AMessageThatWhatsappLostIsTakenBack", async () => {
    waha.behaviour = "NOWEB";
    const visit = await missed();
    const first = await settled(visit, "delivered");
    const id = waha.sent.at(-1)?.id as string;
    // NOWEB's webhooks have the full id of the message.
    await tell(server, ackEvent(`true_62812@c.us_${id}`, -1), secret);
    const [waiting] = await deliveriesOf(api, visit.id);
    assertJson(
        [waiting.state, waiting.reason, waiting.event_id, waiting.settled_at],
        ["pending", "WhatsApp gagal mengirim pesan (ack ERROR)", first.event_id, null],
    );
    assert.equal(await notified(visit), false);
    for (const attempts of [2, 3]) {
        await api.post(`/api/deliveries/${first.id}/retry`);
        const again = await settled(visit, "delivered");
        assert.equal(again.attempts, attempts);
        assert.equal(await notified(visit), true);
        await tell(server, ackEvent(waha.sent.at(-1)?.id as string, -1), secret);
    }
    const [failed] = await deliveriesOf(api, visit.id);
    assert.equal(failed.state, "failed");
    assert.equal(await notified(visit), false);
});

test("BelievesOnlyWhatIsSigned", async () => {
    const event = ackEvent("true_62@c.us_X", 2);
    for (const wrong of [undefined, "", "lain"])
        assertJson(await tell(server, event, wrong), { status: 401, body: unauthenticated });
    const body = JSON.stringify(event);
    const headers = { "Content-Type": "application/json", "X-Webhook-Hmac": "00" };
    const answer = await fetch(server.baseUrl + webhookPath, { method: "POST", headers, body });
    assert.equal(answer.status, 401);
});

const ignored = { status: "success", message: "Webhook ignored" };
for (const [name, event] of [
    ["ANothing", {}],
    ["AList", []],
    ["AnUnknownEvent", { event: "message.any", session: "default", payload: { id: "x" } }],
    ["NoPayload", { event: "message.ack", session: "default" }],
    ["APayloadOfAnotherType", { event: "message.ack", payload: "x" }],
    ["NoId", { event: "message.ack", payload: { ack: 1 } }],
    ["AnAckOfAnotherType", { event: "message.ack", payload: { id: "x", ack: "READ" } }],
    ["AStrangeAck", { event: "message.ack", payload: { id: "x", ack: -7 } }],
    ["ASessionWithoutAStatus", { event: "session.status", session: "x", payload: {} }],
] as const)
    test(`Ignores${name}`, async () => {
        assertJson(await tell(server, event, secret), { status: 200, body: ignored });
    });

test("AMessageThatIsNotOursChangesNothing", async () => {
    assertJson(await tell(server, ackEvent("true_1@c.us_NONE", -1), secret), {
        status: 200,
        body: { status: "success", message: "Webhook processed successfully" },
    });
});

test("ShowsNoApiKey", async () => {
    const path = `/api/whatsapp-configs/${configId}`;
    const row = {
        id: configId,
        whatsapp_number: "6281200000000",
        waha_api_url: waha.url,
        created_at: any.timestamp,
        updated_at: any.timestamp,
        deleted_at: null,
        session: "klinik",
        has_api_key: true,
    };
    assertJson((await api.get(path)).body.data, row);
    assertJson((await api.get("/api/whatsapp-configs")).body.data, [row]);
    assert.ok(!server.log().includes("kunci-waha"));
});
