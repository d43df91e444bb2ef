// Kiosks: devices with which patients register themselves, and which may do nothing else.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import { failed, notFound, plan, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest, isOnSeveral } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { isKiosk, isOpen, isScreen, readRoutes } from "../support/Permissions.ts";
import { newKey, withKey } from "../support/Repeats.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer } from "../support/Server.ts";

const { server, api } = await startDemo("--trusted-proxies", "127.0.0.1");
const anyone = new Api(server.baseUrl);
const date = today();

let count = 0;
const newAddress = () => `198.51.100.${++count}`;
const activate = (code: string, address = newAddress()) =>
    anyone.request({
        method: "post",
        url: "/api/kiosk/activate",
        data: { code },
        headers: { "X-Forwarded-For": address },
    });

async function create(name = "Kios pintu"): Promise<Row & { id: number; setup_code: string }> {
    const { status, body } = await api.post("/api/kiosks", { name });
    assert.equal(status, 201);
    return body.data;
}

const tokenOf = (answer: Answer) =>
    /antrean_kiosk=([^;]+)/.exec(answer.headers["set-cookie"] ?? "")?.[1] ?? "";

// A device that was set up; it sends its token in the header.
async function newKiosk(name?: string): Promise<Api & { id: number }> {
    const { id, setup_code } = await create(name);
    const answer = await activate(setup_code);
    assert.equal(answer.status, 200);
    return Object.assign(anyone.as(tokenOf(answer)), { id });
}

// Asks a route for users, whose 403 for kiosks the API document does not list.
type Headers = Record<string, string>;
async function ask(baseUrl: string, method: string, path: string, headers: Headers) {
    const answer = await fetch(`${baseUrl}${path}`, { method, headers });
    return { status: answer.status, body: await answer.json() };
}
const bearer = (who: Api) => ({ Authorization: `Bearer ${who.token}` });

const unauthenticated = { status: "error", message: "Unauthenticated" };
const forbidden = { status: "error", message: "This action is unauthorized." };
const refused = (message: string) => ({ status: "error", message });

let polies = 300;
async function newPoly(changes: Row = {}): Promise<number> {
    const body = { name: `Poli Kios ${++polies}`, ...changes };
    return (await api.post("/api/poly", body)).body.data.id;
}

test("AKioskIsSetUpOnce", async () => {
    const created = await api.post("/api/kiosks", { name: "Kios lobi" });
    assertAnswer(created, 201, {
        status: "success",
        message: "Kiosk created successfully",
        data: {
            id: any.id,
            name: "Kios lobi",
            created_at: any.timestamp,
            last_seen_at: null,
            is_active: false,
            setup_code: any.text,
            setup_link: any.text,
        },
    });
    const { setup_code, setup_link } = created.body.data;
    assert.match(setup_code, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    assert.equal(setup_link, `/kios#${setup_code}`);
    const typed = setup_code.toLowerCase().replaceAll("-", " ");
    const activated = await activate(typed);
    assertAnswer(activated, 200, {
        status: "success",
        message: "Kiosk activated successfully",
        data: { name: "Kios lobi" },
    });
    assert.match(
        activated.headers["set-cookie"] ?? "",
        /^antrean_kiosk=kiosk-\w{43}; Path=\/api\/kiosk; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    const used = refused("The setup code is unknown, used or expired.");
    assertAnswer(await activate(setup_code), 422, used);
    const stored = JSON.stringify(await runSql(server.store, "SELECT * FROM kiosks"));
    assert.ok(!stored.includes(setup_code) && !stored.includes(tokenOf(activated)));
});

const ownLimit = isOnSeveral && "each server counts for itself";
test("ASetupCodeExpiresAndCannotBeGuessed", { skip: ownLimit }, async () => {
    const { id, setup_code } = await create();
    const past = "2026-01-01 00:00:00";
    await runSql(server.store, `UPDATE kiosks SET setup_ends_at = '${past}' WHERE id = ${id}`);
    const unknown = refused("The setup code is unknown, used or expired.");
    assertAnswer(await activate(setup_code), 422, unknown);
    const address = newAddress();
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; ++guess)
        statuses.push((await activate(`AAAA-AAAA-AA${guess + 10}`, address)).status);
    assert.deepEqual(statuses, [...Array(10).fill(422), 429, 429]);
    const empty = { ...refused("The code field is required."), errors: any.value };
    assertAnswer(await activate("", newAddress()), 422, empty);
});

test("TheListShowsWhichDevicesAreAlive", async () => {
    const kiosk = await newKiosk("Kios hidup");
    assert.equal((await kiosk.get("/api/kiosk")).status, 200);
    await eventually(async () => {
        const { data } = (await api.get("/api/kiosks")).body;
        const row = data.find(({ id }: Row) => id === kiosk.id);
        assertAnswer({ status: 200, body: row }, 200, {
            id: kiosk.id,
            name: "Kios hidup",
            created_at: any.timestamp,
            last_seen_at: any.timestamp,
            is_active: true,
        });
    });
    assertAnswer(await api.delete("/api/kiosks/999999"), 404, notFound("Kiosk"));
});

test("AKioskMayCallNothingElse", async () => {
    const kiosk = await newKiosk();
    const listed = readRoutes((await runCommand(["routes"])).stdout);
    const users = listed.filter((one) => !/^\/(one-api|apps)\//.test(one.path));
    const others = users.filter((one) => !isOpen(one) && !isKiosk(one) && !isScreen(one));
    assert.ok(others.length > 100, `${others.length}`);
    for (const { method, path } of others) {
        const url = path.replace("{id}", "1");
        assertAnswer(await ask(server.baseUrl, method, url, bearer(kiosk)), 403, forbidden);
    }
});

test("NoUserMayCallTheRoutesOfAKiosk", async () => {
    for (const who of [api, await signInAs(anyone, "reception")]) {
        assertAnswer(await who.get("/api/kiosk"), 403, forbidden);
        assertAnswer(await who.post("/api/kiosk/lookup", { number: "1" }), 403, forbidden);
    }
    assertAnswer(await anyone.get("/api/kiosk"), 401, unauthenticated);
    assertAnswer(await anyone.as("kiosk-x").get("/api/kiosk"), 401, unauthenticated);
});

test("OpenAuthorizationOpensNothingToAKiosk", async () => {
    const open = await startServer({ flags: ["--demo", "--authorization", "open"] });
    after(() => open.close());
    const stranger = new Api(open.baseUrl);
    const nurse = await signInAs(stranger, "nurse");
    const { setup_code } = (await nurse.post("/api/kiosks", { name: "Kios" })).body.data;
    const answer = await stranger.post("/api/kiosk/activate", { code: setup_code });
    const kiosk = stranger.as(tokenOf(answer));
    assert.equal((await kiosk.get("/api/kiosk")).status, 200);
    const patients = await ask(open.baseUrl, "GET", "/api/patients", bearer(kiosk));
    assertAnswer(patients, 403, forbidden);
    assertAnswer(await kiosk.post("/api/kiosks", { name: "Lain" }), 403, forbidden);
});

test("TheCookieWorksAsTheTokenAndNotFromAnotherSite", async () => {
    const { setup_code } = await create();
    const token = tokenOf(await activate(setup_code));
    const withCookie = (method: string, url: string, headers: Record<string, string> = {}) =>
        anyone.request({
            method,
            url,
            headers: { Cookie: `a=b; antrean_kiosk=${token}; c=d`, ...headers },
            ...(method === "post" ? { data: { number: "0812000" } } : {}),
        });
    assert.equal((await withCookie("get", "/api/kiosk")).status, 200);
    assert.equal((await withCookie("post", "/api/kiosk/lookup")).status, 200);
    const other = { Origin: "https://attacker.example" };
    assert.equal((await withCookie("post", "/api/kiosk/lookup", other)).status, 403);
    const cookie = { Cookie: `antrean_kiosk=${token}` };
    assertAnswer(await ask(server.baseUrl, "GET", "/api/patients", cookie), 403, forbidden);
});

test("ARemovedKioskIsRefusedAtOnce", async () => {
    const kiosk = await newKiosk();
    assert.equal((await kiosk.get("/api/kiosk")).status, 200);
    assert.equal((await api.delete(`/api/kiosks/${kiosk.id}`)).status, 200);
    assertAnswer(await kiosk.get("/api/kiosk"), 401, unauthenticated);
});

test("InEveryProcess", { skip: engineUnderTest() !== "postgres" }, async () => {
    const other = await startServer({ store: server.store });
    after(() => other.close());
    const kiosk = await newKiosk();
    const there = new Api(other.baseUrl, kiosk.token);
    const form = registration({ date });
    await api.post("/api/reservation", form);
    assert.equal((await there.get("/api/kiosk")).status, 200);
    const number = form.no_bpjs;
    const { patient_ref } = (await kiosk.post("/api/kiosk/lookup", { number })).body.data;
    const body = { poly_id: await newPoly(), bpjs: true, patient_ref };
    await eventually(async () => {
        assert.equal((await there.post("/api/kiosk/register", body)).status, 201);
    });
    assert.equal((await api.delete(`/api/kiosks/${kiosk.id}`)).status, 200);
    await eventually(async () => {
        assertAnswer(await there.get("/api/kiosk"), 401, unauthenticated);
    });
});

test("ShowsWhichPoliesAndDoctorsTakePatients", async () => {
    const poly_id = await newPoly({ room: "Ruang 2", letter: "KA" });
    const doctor = {
        ...{ name: "dr. Kios", email: "dr.kios@mail.com", username: "drkios" },
        ...{ password: "rahasia-123", password_confirmation: "rahasia-123" },
        ...{ roles: [3], poly_id },
    };
    const doctor_id = (await api.post("/api/users", doctor)).body.data.id;
    const kiosk = await newKiosk("Kios poli");
    const ours = async () => {
        const { body } = await kiosk.get("/api/kiosk");
        return body.data.polies.find(({ id }: Row) => id === poly_id);
    };
    const poly = { id: poly_id, name: any.text, room: "Ruang 2", letter: "KA" };
    assertAnswer(
        { status: 200, body: await ours() },
        200,
        { ...poly, doctors: [], is_open: true, holiday: null, waiting: 0 },  // no schedules at all
    );
    await plan(api, { doctor_id, date: "2029-02-01" });
    assert.equal((await ours()).is_open, false, "planned, and not for today");
    const hours = { date, start_time: "00:00", end_time: "23:59", quota: 1 };
    const schedule_id = await plan(api, { doctor_id, ...hours });
    const session = {
        ...{ schedule_id, doctor_name: "dr. Kios" },
        ...{ start_time: "00:00:00", end_time: "23:59:00", quota: 1 },
    };
    assertAnswer({ status: 200, body: await ours() }, 200, {
        ...poly,
        doctors: [{ ...session, seats_left: 1, is_open: any.value, holiday: null }],
        is_open: any.value,
        holiday: null,
        waiting: 0,
    });
    await api.post("/api/reservation", registration({ date, poly_id, schedule_id }));
    assertAnswer({ status: 200, body: await ours() }, 200, {
        ...poly,
        doctors: [{ ...session, seats_left: 0, is_open: false, holiday: null }],
        is_open: false,
        holiday: null,
        waiting: 1,
    });
    const whole = (await kiosk.get("/api/kiosk")).body;
    assert.deepEqual(Object.keys(whole.data), ["name", "clinic", "date", "now", "polies"]);
    assert.deepEqual([whole.data.name, whole.data.date], ["Kios poli", date]);
});

test("ALookupMasksTheName", async () => {
    const kiosk = await newKiosk();
    const form = registration({ date, patient_name: "Budi Al Santoso" });
    assert.equal((await api.post("/api/reservation", form)).status, 201);
    const lookup = (number: string) => kiosk.post("/api/kiosk/lookup", { number });
    const found = {
        status: "success",
        message: "Lookup completed successfully",
        data: { found: true, masked_name: "B•••i A••• S•••o", patient_ref: any.text },
    };
    assertAnswer(await lookup(String(form.no_bpjs)), 200, found);
    assertAnswer(await lookup(form.whatsapp_number), 200, found);
    assertAnswer(await lookup(form.whatsapp_number.replace(/^0/, "+62 ")), 200, found);
    const nobody = {
        ...found,
        data: { found: false, masked_name: null, patient_ref: null },
    };
    for (const number of ["0899999999999", "-", "0", "Budi Al Santoso", "%", "' OR 1=1 --"])
        assertAnswer(await lookup(number), 200, nobody);
    // A number that a family shares says nothing about who it is.
    const key = form.whatsapp_number.replace(/^0/, "62");
    await runSql(
        server.store,
        `INSERT INTO patients (patient_name, no_bpjs, whatsapp_number, whatsapp_key)
         VALUES ('Ani', NULL, '${form.whatsapp_number}', '${key}')`,
    );
    assertAnswer(await lookup(form.whatsapp_number), 200, nobody);
    assertAnswer(await lookup(String(form.no_bpjs)), 200, found);
});

test("AKioskLooksUpTwentyPatientsAMinute", { skip: ownLimit }, async () => {
    const [kiosk, other] = [await newKiosk(), await newKiosk()];
    const lookup = (who: Api) => who.post("/api/kiosk/lookup", { number: "0812345678901" });
    const statuses = [];
    for (let index = 0; index < 22; ++index) statuses.push((await lookup(kiosk)).status);
    assert.deepEqual(statuses, [...Array(20).fill(200), 429, 429]);
    assert.ok(Number((await lookup(kiosk)).headers["retry-after"]) >= 1);
    assert.equal((await lookup(other)).status, 200);
});

test("APatientRegistersWithAReferenceOfTheLookup", async () => {
    const kiosk = await newKiosk();
    const poly_id = await newPoly({ letter: "KR" });
    const form = registration({ date });
    await api.post("/api/reservation", form);
    const number = form.no_bpjs;
    const { patient_ref } = (await kiosk.post("/api/kiosk/lookup", { number })).body.data;
    const body = { poly_id, bpjs: true, patient_ref };
    const key = newKey();
    const ticket = await withKey(kiosk, key, "post", "/api/kiosk/register", body);
    assertAnswer(ticket, 201, {
        status: "success",
        message: "Registered successfully",
        data: {
            clinic: { name: "Klinik", address: null, phone: null, logo_path: null,
                timezone: "Asia/Jakarta" },
            queue_number: 1,
            display_number: "KR-001",
            poly: { id: poly_id, name: any.text, room: null, letter: "KR" },
            doctor_name: null,
            date,
            session: null,
            priority: null,
            bpjs: true,
            people_ahead: 0,
            absent_ahead: null,
            estimate: null,
            link: any.text,
            url: any.text,
            registered_at: any.timestamp,
            is_demo: false,
        },
    });
    const again = await withKey(kiosk, key, "post", "/api/kiosk/register", body);
    assert.deepEqual(again.body, ticket.body);
    assert.equal(again.headers["idempotent-replayed"], "true");
    const { data } = (await api.get("/api/reservation", { date, poly_id })).body.data;
    assert.deepEqual(data.map(({ patient }: any) => patient.patient_name), [form.patient_name]);
    assert.notEqual(data[0].checked_in_at, null, "the patient is in the clinic");
    const sql = `SELECT kind, user_id, note FROM events WHERE reservation_id = ${data[0].id}`;
    const note = `kiosk: ${kiosk.id}`;
    const entries = ["registered", "checked_in"].map((kind) => [kind, null, note]);
    assert.deepEqual(await runSql(server.store, `${sql} ORDER BY seq`), entries);
    assert.equal((await anyone.get(`/api/visits/${ticket.body.data.link.slice(3)}`)).status, 200);
});

test("AReferenceIsForItsKioskAndFiveMinutes", async () => {
    const [kiosk, other] = [await newKiosk(), await newKiosk()];
    const form = registration({ date });
    await api.post("/api/reservation", form);
    const { data } = (await kiosk.post("/api/kiosk/lookup", { number: form.no_bpjs })).body;
    const body = { poly_id: await newPoly(), bpjs: false };
    const expired = refused(
        "The patient reference is not valid any more. Look the patient up again.",
    );
    const register = (who: Api, patient_ref: unknown) =>
        who.post("/api/kiosk/register", { ...body, patient_ref });
    assertAnswer(await register(other, data.patient_ref), 422, expired);
    for (const reference of ["1", "v1:", `${data.patient_ref}00`, 7, "x".repeat(400)])
        assert.equal((await register(kiosk, reference)).status, 422);
    assert.equal((await register(kiosk, data.patient_ref)).status, 201);
});

test("ANewPatientRegistersByTheRulesOfTheDesk", async () => {
    const kiosk = await newKiosk();
    const poly_id = await newPoly();
    const register = (body: Row) => kiosk.post("/api/kiosk/register", body);
    assertAnswer(await register({}), 422, failed({
        patient_name: ["The patient name field is required."],
        whatsapp_number: ["The whatsapp number field is required."],
        poly_id: ["The poly id field is required."],
        bpjs: ["The bpjs field is required."],
    }));
    const { patient_name, whatsapp_number } = registration();
    const body = { poly_id, bpjs: false, patient_name, whatsapp_number };
    const quota = await plan(api, { date, quota: 1 });
    const unsuitable = await plan(api, { date: "2029-05-05" });
    assertAnswer(await register({ ...body, schedule_id: unsuitable }), 422, failed({
        schedule_id: ["The selected schedule id is invalid."],
    }));
    assert.equal((await register({ ...body, date: "2029-01-01" })).body.data.date, date);
    assertAnswer(
        await register({ ...body, patient_name: "Orang Lain" }),
        409,
        refused(
            "WhatsApp number or BPJS number is already registered with a different patient name",
        ),
    );
    assert.ok(quota > 0);
});

test("NothingOfAPatientIsInTheLog", async () => {
    const kiosk = await newKiosk();
    const form = registration({ date });
    await api.post("/api/reservation", form);
    await kiosk.post("/api/kiosk/lookup", { number: form.no_bpjs });
    await eventually(async () => assert.ok(server.log().includes("/api/kiosk/lookup")));
    for (const secret of [String(form.no_bpjs), form.whatsapp_number, kiosk.token ?? "-"])
        assert.ok(!server.log().includes(secret));
});
