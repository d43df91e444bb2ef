// Every route that writes is called once with success. Each leaves an entry in the audit or in the
// ledger, or it is named below with the reason why not. Nothing that was sent as a secret is in the
// audit afterwards.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Api, type Answer } from "../support/Api.ts";
import { plan, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { filesOf, importTables, Lab } from "../support/Lab.ts";
import { labTables } from "../support/LabOrders.ts";
import { isScreen, readRoutes } from "../support/Permissions.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer } from "../support/Server.ts";
import { form, samples } from "../support/Uploads.ts";
import { newUser } from "../support/Users.ts";
import { Waha } from "../support/Waha.ts";

// Nothing that the clinic sets, and nothing of a visit, is different afterwards.
const nothingChanges: Record<string, string> = {
    "POST /api/backups": "makes a file; no setting changes, and GET /api/backups lists it",
    "POST /api/auth/login": "a login; GET /api/users/{id}/sessions has it",
    "POST /api/auth/session": "a login; GET /api/users/{id}/sessions has it",
    "PATCH /api/reservation": "a list, as documented",
    "POST /api/queue/current/broadcast": "publishes again what screens have",
    "POST /api/kiosk/lookup": "a search",
    "POST /broadcasting/auth": "a signature",
    "POST /broadcasting/user-auth": "a signature",
    "POST /api/broadcasting/auth": "a signature",
    "POST /api/broadcasting/user-auth": "a signature",
    "POST /apps/{id}/events": "publishes to screens",
    "POST /apps/{id}/batch_events": "publishes to screens",
    "POST /apps/{id}/users/{user}/terminate_connections": "closes connections",
    "POST /api/events/ticket": "a ticket for one stream of the caller",
    "POST /api/message-templates/{id}/preview": "a text",
    "POST /api/message-templates/preview": "a text",
    "POST /api/integrations/waha/webhook": "WAHA reports on a delivery, which keeps it",
    "POST /api/deliveries/{id}/retry": "a delivery keeps its attempts; no setting is changed",
    "POST /one-api/tools/wynacom/check_token": "a question",
    "POST /one-api/tools/wynacom/token_setting": "a question",
    "POST /one-api/tools/wynacom/sampling_timestamp": "a question",
    "POST /one-api/tools/wynacom/glucose": "a question",
};

const secrets: string[] = [];
// A text that must not be in the audit.
function secret(text = `s3cr3t-${randomBytes(8).toString("hex")}`): string {
    secrets.push(text);
    return text;
}

const waha = await Waha.start();
after(() => waha.close());
const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
await importTables(server, labTables);
const anyone = new Api(server.baseUrl);
const api = await signInAs(anyone, "superadmin");
secrets.push(api.token ?? "");

// Bodies whose secret parts are remembered.
function user(changes: Row = {}): Row {
    const password = secret();
    return newUser({ password, password_confirmation: password, ...changes });
}
function visit(changes: Row = {}): Row {
    const number = String(secrets.length + 100).padStart(6, "0");
    return registration({
        patient_name: secret(`Pasien Rahasia ${number}`),
        whatsapp_number: secret(`0819777${number}`),
        no_bpjs: secret(`0009777${number}`),
        ...changes,
    });
}
async function idOf(path: string, body: unknown): Promise<number> {
    const answer = await api.post(path, body);
    assert.equal(answer.status, 201, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body.data.id;
}
let count = 0;
const named = (what: string) => `${what} ${++count}`;

async function newVisit(changes: Row = {}): Promise<number> {
    const answer = await api.post("/api/reservation", visit({ date: today(), ...changes }));
    assert.equal(answer.status, 201);
    return answer.body.data.reservation.id;
}
async function newLink(): Promise<string> {
    const { body } = await api.get(`/api/reservation/${await newVisit()}/ticket`);
    return secret(body.data.link.split("/").pop());
}
// A visit that went through these stations.
async function visitAfter(...moves: string[]): Promise<number> {
    const id = await newVisit();
    for (const to of moves)
        assert.equal((await api.patch(`/api/queue/${id}/${to}`)).status, 200, to);
    return id;
}
async function newSession(): Promise<Api> {
    const session = await signInAs(anyone, "head");
    secrets.push(session.token ?? "");
    return session;
}
async function newKiosk(): Promise<{ id: number; device: Api }> {
    const { body } = await api.post("/api/kiosks", { name: named("Kios") });
    const answer = await anyone.post("/api/kiosk/activate", { code: secret(body.data.setup_code) });
    const cookie = answer.headers["set-cookie"] ?? "";
    return { id: body.data.id, device: anyone.as(secret(/=([^;]+)/.exec(cookie)?.[1])) };
}

const faq = () => form({ name: named("Brosur"), file: samples.pdf });
const logo = () => form({ logo: samples.png }, "logo.png");
const newFaq = () => idOf("/api/faq", faq());
const config = () => ({ name: `${named("x").replace(" ", "_")}_api_token`, value: secret() });
const template = (): Row => ({ template_name: named("Templat"), message: "Halo {{patient_name}}" });
const newTemplate = () => idOf("/api/message-templates", template());
const reminder = async (): Promise<Row> => ({
    message_template_id: await newTemplate(),
    reminder_offset: 30,
    reminder_patient_count: ++count,
    reminder_type: "QUEUE",
});
const whatsapp = (): Row => ({
    whatsapp_number: `62811${++count}`,
    waha_api_url: `http://siti:${secret()}@${waha.url.slice("http://".length)}?token=${secret()}`,
    api_key: secret(),
});
const checkup = async (): Promise<Row> => {
    const { body } = await api.get("/api/patients");
    return {
        patient_id: body.data.data[0].id,
        poly_id: 1,
        date: "2029-05-01",
        description: secret(`Kontrol luka ${++count}`),
    };
};
const schedule = (): Row => ({
    doctor_id: 7,
    date: `2029-06-${String(++count % 28 + 1).padStart(2, "0")}`,
    start_time: "08:00",
    end_time: "09:00",
});
const holiday = (): Row => ({
    first_date: `2029-07-${String((++count % 28) + 1).padStart(2, "0")}`,
    last_date: "2029-07-30",
    reason: named("Libur"),
});
const lab = new Lab(server.baseUrl);
const sample = (step: string) => api.post(`/api/lab/orders/R2606110002/samples/16/${step}`);
// Prepares a call of each route, and returns the request that succeeds.
type Call = () => Promise<Answer>;
const calls: Record<string, () => Promise<Call>> = {
    "POST /api/auth/logout": async () => {
        const session = await newSession();
        return () => session.post("/api/auth/logout");
    },
    "POST /api/auth/permanent-token": async () => async () => {
        const answer = await api.post("/api/auth/permanent-token");
        secret(answer.body.data.token);
        return answer;
    },
    "DELETE /api/auth/session": async () => {
        const session = await newSession();
        return () => session.delete("/api/auth/session");
    },
    "DELETE /api/auth/sessions/{id}": async () => {
        const session = await newSession();
        const { body } = await session.get("/api/auth/sessions");
        return () => session.delete(`/api/auth/sessions/${body.data[0].id}`);
    },
    "DELETE /api/users/{id}/sessions": async () => {
        await newSession();
        return () => api.delete("/api/users/6/sessions");
    },
    "PUT /api/auth/password": async () => {
        const body = user({ roles: [6] });
        await idOf("/api/users", body);
        const session = await anyone.signIn(body.username as string, body.password as string);
        const password = secret();
        const input = { current_password: body.password, password };
        return () =>
            session.put("/api/auth/password", { ...input, password_confirmation: password });
    },
    "POST /api/faq": async () => () => api.post("/api/faq", faq()),
    "PUT /api/faq/{id}": async () => {
        const id = await newFaq();
        return () => api.put(`/api/faq/${id}`, { name: named("Brosur") });
    },
    "POST /api/faq/{id}": async () => {
        const id = await newFaq();
        return () => api.post(`/api/faq/${id}`, { name: named("Brosur") });
    },
    "DELETE /api/faq/{id}": async () => {
        const id = await newFaq();
        return () => api.delete(`/api/faq/${id}`);
    },
    "PUT /api/roles/{id}/permissions": async () => () =>
        api.put("/api/roles/3/permissions", { permissions: ["queue.done"] }),
    "POST /api/schedule/bulk": async () => () =>
        api.post("/api/schedule/bulk", {
            ...{ doctor_ids: [9], weekdays: [1], from_date: "2029-09-03", weeks: 2 },
            ...{ start_time: "08:00", end_time: "12:00", quota: 20 },
        }),
    "POST /api/reservation": async () => () => api.post("/api/reservation", visit()),
    "PUT /api/reservation/{id}": async () => {
        const id = await newVisit();
        return () => api.put(`/api/reservation/${id}`, visit({ date: today() }));
    },
    "PATCH /api/queue/call-next": async () => {
        await visitAfter("anamnesa", "waitingdoctor");
        return () => api.patch("/api/queue/call-next", { poly_id: 1, date: today() });
    },
    "POST /api/queue/{id}/check-in": async () => {
        const id = await newVisit();
        return () => api.post(`/api/queue/${id}/check-in`);
    },
    "POST /api/queue/{id}/undo": async () => {
        const id = await visitAfter("anamnesa");
        return () => api.post(`/api/queue/${id}/undo`);
    },
    "POST /api/visits/{code}/check-in": async () => {
        const code = await newLink();
        return () => anyone.post(`/api/visits/${code}/check-in`);
    },
    "POST /api/visits/{code}/cancel": async () => {
        const code = await newLink();
        return () => anyone.post(`/api/visits/${code}/cancel`);
    },
    "POST /api/kiosks": async () => async () => {
        const answer = await api.post("/api/kiosks", { name: named("Kios") });
        secret(answer.body.data.setup_code);
        return answer;
    },
    "DELETE /api/kiosks/{id}": async () => {
        const { id } = await newKiosk();
        return () => api.delete(`/api/kiosks/${id}`);
    },
    "POST /api/kiosk/activate": async () => {
        const { body } = await api.post("/api/kiosks", { name: named("Kios") });
        return () => anyone.post("/api/kiosk/activate", { code: secret(body.data.setup_code) });
    },
    "POST /api/kiosk/register": async () => {
        await plan(api, { date: today(), start_time: "00:01", end_time: "23:59", doctor_id: 8 });
        const { device } = await newKiosk();
        const { patient_name, whatsapp_number } = visit();
        const poly_id = (await api.get("/api/users/8")).body.data.poly_id;
        const input = { patient_name, whatsapp_number, poly_id, bpjs: false };
        return () => device.post("/api/kiosk/register", input);
    },
    "PUT /api/patients/{id}": async () => {
        const { body } = await api.post("/api/reservation", visit());
        const path = `/api/patients/${body.data.reservation.patient_id}`;
        return () => api.put(path, visit());
    },
    "PUT /api/clinic/logo": async () => () => api.put("/api/clinic/logo", logo()),
    "DELETE /api/clinic/logo": async () => {
        assert.equal((await api.put("/api/clinic/logo", logo())).status, 200);
        return () => api.delete("/api/clinic/logo");
    },
    "POST /api/reservation/{id}/send-link": async () => {
        const id = await newVisit();
        return () => api.post(`/api/reservation/${id}/send-link`);
    },
    "POST /api/integrations/n8n/test": async () => {
        const token = secret();
        const value = `http://127.0.0.1:1/webhook/${token}`;
        await idOf("/api/configs", { name: "n8n_webhook_url", value });
        return () => api.post("/api/integrations/n8n/test");
    },
    "POST /api/lab/import": async () => () => {
        const body = new FormData();
        for (const [name, text] of Object.entries(filesOf(labTables)))
            body.append("file", new Blob([text]), name);
        return api.post("/api/lab/import", body);
    },
    "PUT /api/clinic": async () => () =>
        api.put("/api/clinic", { name: named("Klinik"), phone: "021 555" }),
    "POST /api/whatsapp-configs/{id}/test": async () => {
        const plain = { whatsapp_number: "628110", waha_api_url: waha.url };
        const id = await idOf("/api/whatsapp-configs", plain);
        const to = secret("0812777000111");
        return () => api.post(`/api/whatsapp-configs/${id}/test`, { to });
    },
    "POST /one-api/tools/wynacom/generate_token": async () => async () => {
        const answer = await lab.post("generate_token");
        secret(answer.body.data.access_token);
        return answer;
    },
    "POST /one-api/tools/wynacom/save_token_setting": async () => () =>
        lab.post("save_token_setting", { token_expired_days: 9 }),
    "DELETE /api/lab/tokens/{id}": async () => {
        const { body } = await api.get("/api/lab/tokens");
        return () => api.delete(`/api/lab/tokens/${body.data[0].id}`);
    },
    "POST /api/lab/orders/{number}/samples/{id}/check-in": async () => () => sample("check-in"),
    "POST /api/lab/orders/{number}/samples/{id}/check-out": async () => () => sample("check-out"),
};

// Resources: created, changed, removed and restored in the same way.
const resources: [path: string, body: () => unknown][] = [
    ["/api/users", user],
    ["/api/roles", () => ({ name: named("Peran") })],
    ["/api/poly", () => ({ name: named("Poli Audit") })],
    ["/api/status", () => ({ status_name: named("S"), label: named("Status") })],
    ["/api/schedule", schedule],
    ["/api/holidays", holiday],
    ["/api/configs", config],
    ["/api/message-templates", template],
    ["/api/reminder-configs", reminder],
    ["/api/whatsapp-configs", whatsapp],
    ["/api/checkup-schedule", checkup],
];
for (const [path, body] of resources) {
    const create = async () => `${path}/${await idOf(path, await body())}`;
    calls[`POST ${path}`] = async () => {
        const input = await body();
        return () => api.post(path, input);
    };
    calls[`PUT ${path}/{id}`] = async () => {
        const [one, input] = [await create(), await body()];
        return () => api.put(one, input);
    };
    calls[`DELETE ${path}/{id}`] = async () => {
        const one = await create();
        return () => api.delete(one);
    };
    calls[`POST ${path}/{id}/restore`] = async () => {
        const one = await create();
        assert.equal((await api.delete(one)).status, 200);
        return () => api.post(`${one}/restore`);
    };
}
// Moves, by both paths.
const moves: [to: string, after: string[]][] = [
    ["anamnesa", []],
    ["waitingdoctor", ["anamnesa"]],
    ["withdoctor", ["anamnesa", "waitingdoctor"]],
    ["done", ["anamnesa", "waitingdoctor", "withdoctor"]],
    ["noshow", ["anamnesa"]],
    ["cancelled", []],
];
for (const [to, before] of moves)
    for (const path of ["queue", "reservation"])
        calls[`PATCH /api/${path}/{id}/${to}`] = async () => {
            const id = await visitAfter(...before);
            return () => api.patch(`/api/${path}/${id}/${to}`);
        };

const routes = readRoutes((await runCommand(["routes"])).stdout)
    .filter((route) => route.method !== "GET" && !isScreen(route))
    .map((route) => `${route.method} ${route.path}`);

// The numbers of the last entries of both.
async function last(): Promise<{ settings: number; visits: number }> {
    const newest = async (source: string) => {
        const { body } = await api.get("/api/audit", { source, per_page: 1 });
        return body.data[0]?.id ?? 0;
    };
    return { settings: await newest("settings"), visits: await newest("visits") };
}

test("EveryRouteThatWritesIsCalledOrExcused", () => {
    const known = [...Object.keys(calls), ...Object.keys(nothingChanges)];
    assert.deepEqual(
        routes.filter((route) => !known.includes(route)),
        [],
        "call it here, or say why it changes nothing",
    );
    assert.deepEqual(Object.keys(nothingChanges).filter((route) => !routes.includes(route)), []);
});

for (const route of routes.filter((one) => calls[one] !== undefined))
    test(`${route} leaves an entry`, async () => {
        const call = await (calls[route] as () => Promise<Call>)();
        const before = await last();
        const answer = await call();
        assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.body));
        const now = await last();
        assert.ok(
            now.settings > before.settings || now.visits > before.visits,
            "neither the audit nor the ledger has a new entry",
        );
    });

test("NoSecretThatWasSentIsInTheAudit", async () => {
    const rows = await runSql(
        server.store,
        "SELECT kind, object_name, before, after FROM audit ORDER BY id",
    );
    assert.ok(rows.length > 60, `${rows.length} entries`);
    assert.ok(secrets.length > 60, `${secrets.length} secrets`);
    const text = JSON.stringify(rows);
    for (const each of secrets) assert.ok(!text.includes(each), each);
    const hashes = await runSql(
        server.store,
        "SELECT password FROM users UNION ALL SELECT token FROM personal_access_tokens",
    );
    for (const [hash] of hashes) assert.ok(!text.includes(String(hash)), String(hash));
});
