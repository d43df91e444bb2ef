// Calls are posted to n8n: contract NW-1 and QU-7.
import { createHmac } from "node:crypto";
import { after, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, type Visit } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { announced, curlError, n8n, startReceiver } from "../support/N8n.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

const receiver = await startReceiver();
after(() => receiver.close());
const secret = "rahasia-n8n";
const server = await startServer({
    flags: ["--demo", "--webhook-url", receiver.url, "--webhook-secret", secret],
});
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const success = { webhook_status: "success", webhook_message: "Webhook sent successfully" };
const failed = (webhook_message: string) => ({ webhook_status: "error", webhook_message });
const webhookOf = ({ webhook_status, webhook_message }: any) => ({
    webhook_status,
    webhook_message,
});

// On a separate server, whose targets have no failures yet.
async function startWith(t: { after(work: () => Promise<void>): void }, ...flags: string[]) {
    const other = await startServer({ flags: ["--demo", ...flags] });
    t.after(() => other.close());
    return { other, client: await signInAs(new Api(other.baseUrl), "superadmin") };
}

async function callNext(client: Api, visit: Visit): Promise<any> {
    const { poly_id, date } = visit.form;
    return (await client.patch("/api/queue/call-next", { poly_id, date })).body;
}

async function statusOf(client: Api, visit: Visit): Promise<string> {
    return (await client.get(`/api/reservation/${visit.id}`)).body.data.reservation.status
        .status_name;
}

async function configure(client: Api, value: string): Promise<any> {
    const answer = await client.post("/api/configs", { name: "n8n_webhook_url", value });
    assert.equal(answer.status, 201);
    return answer.body.data;
}

beforeEach(() => {
    receiver.react = n8n.started;
    receiver.received.length = 0;
});

test("TheThreeCallsAreAnnouncedInTheDocumentedForm", async () => {
    const visit = await register(api, { date: "2031-01-01" });
    const keys = Object.keys(await move(api, visit, "anamnesa"));
    assert.deepEqual(keys, ["status", "message", "webhook_status", "webhook_message", "data"]);
    await move(api, visit, "waitingdoctor");
    assert.deepEqual(webhookOf(await callNext(api, visit)), success);
    assert.deepEqual(webhookOf(await move(api, visit, "withdoctor")), success);
    await move(api, visit, "done");
    assert.deepEqual(receiver.bodies, [
        announced(1, "ANAMNESA"),
        announced(1, "WITH_DOCTOR"),
        announced(1, "WITH_DOCTOR"),
    ]);
    assert.deepEqual(new Set(receiver.received.map(({ path }) => path)).size, 1);
});

test("NothingIsPostedWithoutACall", async () => {
    const answer = await api.patch("/api/queue/call-next", { poly_id: 1, date: "2031-01-02" });
    assert.deepEqual(webhookOf(answer.body), {
        webhook_status: "skipped",
        webhook_message: "Queue not found",
    });
    const visit = await register(api, { date: "2031-01-02" });
    for (let call = 0; call < 3; ++call) await move(api, visit, "anamnesa");
    receiver.received.length = 0;
    assert.equal((await api.patch(`/api/queue/${visit.id}/anamnesa`)).status, 422);
    assert.deepEqual(receiver.bodies, []);
});

test("AMessageCarriesItsIdATraceAndASignature", async () => {
    const visit = await register(api, { date: "2031-01-03" });
    await move(api, visit, "anamnesa");
    const [received] = receiver.received;
    assert.ok(received);
    const { headers, body } = received;
    const id = String(headers["x-antrean-event-id"]);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(headers["idempotency-key"], id);
    const trace = new RegExp(`^00-${id.replaceAll("-", "")}-[0-9a-f]{16}-01$`);
    assert.match(String(headers.traceparent), trace);
    assert.equal(headers["content-type"], "application/json");
    assert.match(String(headers["user-agent"]), /^antrean\//);
    assert.equal(headers.expect, undefined);
    const timestamp = String(headers["x-antrean-timestamp"]);
    assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 60);
    const hash = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
    assert.equal(headers["x-antrean-signature"], `sha256=${hash}`);
});

test("ARefusalOfN8nIsReportedInGuzzlesWords", async (t) => {
    const refusing = await startReceiver();
    t.after(() => refusing.close());
    const { client } = await startWith(t, "--webhook-url", refusing.url);
    const visit = await register(client);
    refusing.react = n8n.failed;
    assert.deepEqual(
        webhookOf(await move(client, visit, "anamnesa")),
        failed(
            `Server error: \`POST ${refusing.url}\` resulted in a \`500 Internal Server Error\` ` +
                'response:\n{"message":"Error in workflow"}\n',
        ),
    );
    const other = await register(client);
    refusing.react = n8n.notActive("antrean");
    const { webhook_message } = await move(client, other, "anamnesa");
    const begin =
        '{"code":404,"message":"The requested webhook \\"POST antrean\\" is not registered.",' +
        '"hint":"The workflow must be active fo';
    assert.equal(
        webhook_message,
        `Client error: \`POST ${refusing.url}\` resulted in a \`404 Not Found\` response:\n` +
            `${begin} (truncated...)\n`,
    );
});

test("AnAnswerThatIsNotTextIsReportedAndStored", async (t) => {
    const broken = await startReceiver();
    t.after(() => broken.close());
    broken.react = (response) => {
        const head = "HTTP/1.1 500 \x01Ru\xffsak\r\nContent-Length: 3\r\n\r\n";
        response.socket?.end(Buffer.from(`${head}\0\xfe\0`, "latin1"));
    };
    const { client } = await startWith(t, "--webhook-url", broken.url);
    const text = `Server error: \`POST ${broken.url}\` resulted in a \`500 Ru\ufffdsak\` response`;
    const visit = await register(client);
    assert.deepEqual(webhookOf(await move(client, visit, "anamnesa")), failed(text));
    await eventually(async () => {
        const [row] = (await client.get("/api/deliveries")).body.data.data;
        assert.equal(row.reason, text);
    });
});

test("ADeadN8nCostsStaffNothingAndGetsTheCallLater", async (t) => {
    const dead = await startReceiver();
    t.after(() => dead.close());
    const { client } = await startWith(t, "--webhook-url", dead.url);
    const visit = await register(client);
    await move(client, visit, "waitingdoctor");
    await dead.stop();
    const body = await callNext(client, visit);
    assert.equal(body.webhook_status, "error");
    const text = body.webhook_message.replace(/after \d+ ms/, "after 0 ms");
    const port = new URL(dead.url).port;
    const problem = `Failed to connect to 127.0.0.1 port ${port} after 0 ms: `;
    assert.equal(text, curlError(7, `${problem}Couldn't connect to server`, dead.url));
    assert.equal(await statusOf(client, visit), "WITH_DOCTOR");
    await dead.start();
    await eventually(() => assert.deepEqual(dead.bodies, [announced(1, "WITH_DOCTOR")]), 20_000);
});

test("AStalledN8nIsWaitedForNoLongerThanASecondAndAHalf", async (t) => {
    const stalled = await startReceiver();
    t.after(() => stalled.close());
    stalled.react = n8n.stall;
    const { client } = await startWith(t, "--webhook-url", stalled.url);
    const visit = await register(client);
    const body = await move(client, visit, "anamnesa");
    const text = "Operation timed out after 1500 milliseconds with 0 bytes received";
    assert.deepEqual(webhookOf(body), failed(curlError(28, text, stalled.url)));
    assert.equal(await statusOf(client, visit), "ANAMNESA");
    // The call itself is not over: n8n has a minute.
    const [row] = (await client.get("/api/deliveries")).body.data.data;
    assert.equal(row.state, "sending");
});

test("RedirectsAreNotFollowed", async (t) => {
    const redirecting = await startReceiver();
    t.after(() => redirecting.close());
    redirecting.react = n8n.redirect(receiver.url);
    const { client } = await startWith(t, "--webhook-url", redirecting.url);
    const { webhook_message } = await move(client, await register(client), "anamnesa");
    assert.equal(
        webhook_message,
        `Unsuccessful request: \`POST ${redirecting.url}\` resulted in a \`302 Found\` response`,
    );
    assert.deepEqual(receiver.bodies, []);
});

test("OfALongAnswerOnlyTheBeginningIsRead", async () => {
    receiver.react = n8n.long(50_000_000);
    const visit = await register(api, { date: "2031-01-04" });
    assert.deepEqual(webhookOf(await move(api, visit, "anamnesa")), success);
});

test("AddressesOfMetadataServicesAreNotCalledUnlessListed", async (t) => {
    const url = "http://169.254.169.254/latest/meta-data/";
    const { client } = await startWith(t, "--webhook-url", url);
    const { webhook_message } = await move(client, await register(client), "anamnesa");
    const refused = "The address 169.254.169.254 is not allowed; --delivery-allow may list it";
    assert.equal(webhook_message, curlError(7, refused, url));

    const zero = receiver.url.replace("127.0.0.1", "0.0.0.0");
    const listed = await startWith(t, "--webhook-url", zero, "--delivery-allow", "0.0.0.0/8");
    const visit = await register(listed.client);
    assert.deepEqual(webhookOf(await move(listed.client, visit, "anamnesa")), success);
});

test("TheConfigIsTheUrlWhereNoFlagSaysOne", async (t) => {
    const { client } = await startWith(t, "--webhook-poly", "name");
    const first = await register(client);
    assert.deepEqual(webhookOf(await move(client, first, "anamnesa")), {
        webhook_status: "skipped",
        webhook_message: "Webhook URL is not configured",
    });
    const { id } = await configure(client, receiver.url);
    assert.deepEqual(webhookOf(await move(client, first, "withdoctor")), success);
    assert.deepEqual(receiver.bodies, [announced(1, "WITH_DOCTOR", "umum")]);
    await client.delete(`/api/configs/${id}`);
    assert.equal((await move(client, first, "withdoctor")).webhook_status, "skipped");
    assert.equal((await client.get("/api/deliveries")).body.data.total, 1);
});

test("TheFlagWinsOverTheConfig", async () => {
    await configure(api, "http://127.0.0.1:1/webhook/elsewhere");
    const visit = await register(api, { date: "2031-01-05" });
    assert.deepEqual(webhookOf(await move(api, visit, "anamnesa")), success);
});

test("ATestUrlDrawsAWarning", async (t) => {
    const { other, client } = await startWith(t);
    const url = "http://127.0.0.1:1/webhook-test/a2158f48";
    const { id, ...created } = await configure(client, url);
    const warning =
        "URL uji n8n (/webhook-test/) hanya menjawab satu kali setelah Listen diklik; " +
        "gunakan URL produksi (/webhook/).";
    assert.equal(created.warning, warning);
    assert.equal((await client.get(`/api/configs/${id}`)).body.data.warning, warning);
    const list = (await client.get("/api/configs")).body.data;
    assert.deepEqual(
        list.map((row: any) => [row.name, row.warning]),
        [
            ["clinic_timezone", undefined],
            ["n8n_webhook_url", warning],
        ],
    );
    const logged = (server: Server) => server.log().match(/the n8n webhook is a test URL/g)?.length;
    await eventually(() => assert.equal(logged(other), 1));
    const good = { name: "n8n_webhook_url", value: receiver.url };
    const changed = (await client.put(`/api/configs/${id}`, good)).body.data;
    assert.equal(changed.warning, undefined);
});

test("NoTextThatIsAConfigBreaksACall", async (t) => {
    const { client } = await startWith(t);
    const { id } = await configure(client, "bukan url");
    const texts = ["bukan url", "ftp://127.0.0.1/", "http://", "http://[::1", "file:///etc/passwd"];
    for (const value of texts) {
        await client.put(`/api/configs/${id}`, { name: "n8n_webhook_url", value });
        const { webhook_status } = await move(client, await register(client), "anamnesa");
        assert.equal(webhook_status, "error", value);
    }
});
