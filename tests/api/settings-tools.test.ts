// What sets a clinic up and shows how it runs: pairing, test calls, links, imports, about.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, notFound, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { filesOf } from "../support/Lab.ts";
import { labTables } from "../support/LabOrders.ts";
import { startReceiver } from "../support/N8n.ts";
import { signInAs } from "../support/Roles.ts";
import { Waha } from "../support/Waha.ts";

const waha = await Waha.start();
after(() => waha.close());
const n8n = await startReceiver();
after(() => n8n.close());
const { server, api } = await startDemo(
    ...["--reminder-quiet-from", "00:00", "--reminder-quiet-until", "00:00"],
    ...["--reminder-gap", "0"],
);
const reception = await signInAs(new Api(server.baseUrl), "reception");
const problem = (message: string) => ({ status: "error", message });
const success = (message: string, data: unknown) => ({ status: "success", message, data });
const lastEntry = async () => (await api.get("/api/audit", { per_page: 1 })).body.data[0];

// Not the reminders of the demo clinic.
const links = () => waha.sent.filter(({ text }) => text.includes("Ikuti antrean Anda"));
const link = (id: number | string) => reception.post(`/api/reservation/${id}/send-link`);

test("ALinkNeedsAVisitThatIsOpenAndANumber", async () => {
    const visit = await register(api, { date: today() });
    assertAnswer(await link(999999), 404, notFound("Reservation"));
    assertAnswer(await link(visit.id), 422, problem("There is no WhatsApp config yet"));
    const config = { whatsapp_number: "62811", waha_api_url: waha.url };
    assert.equal((await api.post("/api/whatsapp-configs", config)).status, 201);
    const landline = await register(api, { date: today(), whatsapp_number: "0215551234" });
    assertAnswer(
        await link(landline.id),
        422,
        problem("The patient's number is no mobile number"),
    );
    const gone = await register(api, { date: today() });
    await move(api, gone, "cancelled");
    assertAnswer(await link(gone.id), 422, problem("The visit is over"));
    assert.deepEqual(links(), []);
});

test("ALinkIsSentOnce", async () => {
    const visit = await register(api, { date: today(), whatsapp_number: "081211112222" });
    const sent = (is_new: boolean) =>
        success(is_new ? "The link will be sent" : "The link was sent before", {
            reservation_id: visit.id,
            is_new,
        });
    assertAnswer(await link(visit.id), 200, sent(true));
    assertAnswer(await link(visit.id), 200, sent(false));
    await eventually(() => assert.equal(links().length, 1));
    const [message] = links();
    assert.equal(message?.chatId, "6281211112222@c.us");
    const { url } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
    assert.ok(message?.text.includes(url), message?.text);
    const entry = await lastEntry();
    assert.deepEqual([entry.kind, entry.object_id], ["visit_link", visit.id]);
});

test("ASessionThatWaitsForAPhoneHasItsCode", async () => {
    const [{ id }] = (await api.get("/api/whatsapp-configs")).body.data;
    const pairing = () => api.get(`/api/whatsapp-configs/${id}/pairing`);
    const shown = (data: object) =>
        success("WhatsApp session retrieved successfully", { session: "default", ...data });
    waha.state = "SCAN_QR_CODE";
    const waiting = await pairing();
    assertAnswer(
        waiting,
        200,
        shown({ state: "SCAN_QR_CODE", code: waha.pairingCode, problem: any.text }),
    );
    assert.equal(waiting.headers["cache-control"], "no-store");
    waha.state = "WORKING";
    assertAnswer(await pairing(), 200, shown({ state: "WORKING", code: null, problem: null }));
    assertAnswer(
        await api.get("/api/whatsapp-configs/99/pairing"),
        404,
        notFound("WhatsApp config"),
    );
});

test("ATestMessageIsInTheAuditWithoutItsNumberAndNotSentOften", async () => {
    const [{ id }] = (await api.get("/api/whatsapp-configs")).body.data;
    const send = () => api.post(`/api/whatsapp-configs/${id}/test`, { to: "081233334444" });
    for (let count = 0; count < 10; ++count) assert.equal((await send()).body.data.is_sent, true);
    const { kind, object_name } = await lastEntry();
    assert.deepEqual([kind, object_name.includes("33334")], ["whatsapp_test", false]);
    const often = await send();
    assertAnswer(often, 429, problem("Too many test messages. Please try again later."));
    assert.ok(Number(often.headers["retry-after"]) > 0);
});

test("ATestCallSaysWhetherN8nAnswers", async () => {
    const call = () => api.post("/api/integrations/n8n/test");
    assertAnswer(await call(), 422, problem("No n8n URL is set"));
    const name = "n8n_webhook_url";
    const value = `${n8n.url}/webhook/secret-path`;
    const { id } = (await api.post("/api/configs", { name, value })).body.data;
    const found = (data: object) =>
        success("n8n answered", {
            is_working: true,
            target: any.text,
            http_status: 200,
            is_test_url: false,
            problem: null,
            ...data,
        });
    const working = await call();
    assertAnswer(working, 200, found({}));
    assert.ok(!working.body.data.target.includes("secret-path"));
    await api.put(`/api/configs/${id}`, { name, value: `${n8n.url}/webhook-test/x` });
    assertAnswer(await call(), 200, found({ is_test_url: true }));
    await api.put(`/api/configs/${id}`, { name, value: "http://127.0.0.1:1/webhook/x" });
    const away = (await call()).body.data;
    assert.deepEqual([away.is_working, away.http_status], [false, null]);
    assert.match(away.problem, /tidak dapat dihubungi/);
});

const upload = (files: Record<string, string>) => {
    const body = new FormData();
    for (const [name, text] of Object.entries(files)) body.append("file", new Blob([text]), name);
    return api.post("/api/lab/import", body);
};

test("LabFilesAreImportedWholeOrNotAtAll", async () => {
    const state = async () => (await api.get("/api/lab/import")).body.data;
    assert.equal((await state()).state, "idle");
    for (const name of ["x.csv", "../t_test.csv", "t_test.txt"])
        assert.deepEqual(Object.keys((await upload({ [name]: "a\n" })).body.errors), ["file"]);
    assert.equal((await api.post("/api/lab/import", {})).status, 422);
    const files = filesOf(labTables);
    const wrong = await upload({ ...files, "t_test.csv": "T_TestID,T_TestName\nx,A\ny,B\n" });
    assert.equal(wrong.status, 422);
    const [first, second] = wrong.body.errors["t_test.csv"];
    assert.match(first, /^Row 2: T_TestID /);
    assert.match(second, /^Row 3: T_TestID /);
    assert.equal((await state()).state, "failed");
    const answer = await upload(files);
    const rows = Object.values(labTables).reduce((sum, table) => sum + table.length, 0);
    const imported = { files: Object.keys(files).length, rows };
    assertAnswer(answer, 200, success("Files imported successfully", imported));
    const { started_at, ...done } = await state();
    assert.ok(started_at !== null);
    assert.equal(done.state, "done");
    assert.equal(done.rows, rows);
    const entry = await lastEntry();
    assert.deepEqual([entry.kind, entry.after], ["lab_import", imported]);
});

test("AboutHasVersionUptimeAndRoom", async () => {
    const { status, body } = await api.get("/api/about");
    assert.equal(status, 200);
    assert.match(body.data.version, /^\d+\.\d+\.\d+$/);
    assert.ok(body.data.uptime_seconds < 600);
    assert.ok(body.data.database_size_bytes > 50_000);
    assert.ok(body.data.disk_free_bytes > 0);
    assert.deepEqual([body.data.is_healthy, body.data.problem], [true, null]);
});
