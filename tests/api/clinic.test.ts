// GET and PUT /api/clinic: the profile that every screen shows.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, unauthenticated, wrapped } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

const { api, server } = await startDemo();
const stranger = new Api(server.baseUrl);
const path = "/api/clinic";

const unset = {
    name: "Klinik",
    address: null,
    phone: null,
    running_text: null,
    logo_path: null,
    timezone: "Asia/Jakarta",
    voice_style: "digits",
    is_demo: any.value,
    now: any.instant,
    date: any.date,
    realtime: { key: "antrean-key", path: "/app/antrean-key" },
};
const shown = (changes: object) => ({
    status: "success",
    message: "Clinic retrieved successfully",
    data: { ...unset, ...changes },
});
const updated = (changes: object) => ({
    ...shown(changes),
    message: "Clinic updated successfully",
});
const configs = async () => {
    const { data } = (await api.get("/api/configs", { per_page: 100 })).body;
    return Object.fromEntries(data.map((row: any) => [row.name, row.value]));
};

test("AStrangerSeesTheProfile", async () => {
    const answer = await stranger.get(path);
    assertAnswer(answer, 200, shown({ date: today() }));
    assert.ok(Math.abs(Date.parse(answer.body.data.now) - Date.now()) < 10_000);
});

test("OnlyWhoMayChangeSettingsChangesIt", async () => {
    assertAnswer(await stranger.put(path, { name: "X" }), 401, unauthenticated);
    const nurse = await signInAs(stranger, "nurse");
    const forbidden = { status: "error", message: "This action is unauthorized." };
    assertAnswer(await nurse.put(path, { name: "X" }), 403, forbidden);
});

test("RefusesTextsThatNoScreenHasRoomFor", async () => {
    const tooLong = (field: string, max: number) => [
        `The ${field} field must not be greater than ${max} characters.`,
    ];
    const errors = {
        name: tooLong("name", 100),
        address: tooLong("address", 200),
        phone: tooLong("phone", 40),
        running_text: tooLong("running text", 500),
        voice_style: ["The selected voice style is invalid."],
    };
    const body = {
        name: "é".repeat(101),
        address: "x".repeat(201),
        phone: "1".repeat(41),
        running_text: "x".repeat(501),
        voice_style: "song",
    };
    assertAnswer(await api.put(path, body), 422, wrapped(errors));
    assertAnswer(await api.put(path, { name: 1 }), 422, {
        ...wrapped({ name: ["The name field must be a string."] }),
    });
});

test("TheConfigsOfTheProfileHaveTheSameLimits", async () => {
    const value = (message: string) => wrapped({ value: [message] });
    assertAnswer(
        await api.post("/api/configs", { name: "clinic_name", value: "é".repeat(101) }),
        422,
        value("The value field must not be greater than 100 characters."),
    );
    assertAnswer(
        await api.post("/api/configs", { name: "clinic_voice_style", value: "song" }),
        422,
        value("The selected value is invalid."),
    );
});

const whole = {
    name: "Klinik Sehat “Bersama” é",
    address: "Jl. Melati 1 <Bandung>",
    phone: "(022) 123-456",
    running_text: "Harap menunggu nomor dipanggil",
    voice_style: "cardinal",
};

test("AChangeIsSeenByTheNextRequest", async () => {
    assertAnswer(await api.put(path, whole), 200, updated(whole));
    assertAnswer(await stranger.get(path), 200, shown(whole));
    const stored = await configs();
    assert.equal(stored.clinic_name, whole.name);
    assert.equal(stored.clinic_voice_style, "cardinal");
});

test("AnAbsentFieldStaysAndNullRemovesTheValue", async () => {
    const changes = { address: null, voice_style: null };
    const after = { ...whole, address: null, voice_style: "digits" };
    assertAnswer(await api.put(path, changes), 200, updated(after));
    assertAnswer(await stranger.get(path), 200, shown(after));
    assert.equal((await configs()).clinic_address, undefined);
    // The name is free again: it can be set here and as a config.
    assertAnswer(await api.put(path, whole), 200, updated(whole));
    assertAnswer(await api.put(path, { name: "" }), 200, updated({ ...whole, name: "Klinik" }));
});

test("AConfigChangesTheProfile", async () => {
    const rows = (await api.get("/api/configs", { per_page: 100 })).body.data;
    const { id, name } = rows.find((row: any) => row.name === "clinic_phone");
    await api.put(`/api/configs/${id}`, { name, value: "112" });
    assert.equal((await stranger.get(path)).body.data.phone, "112");
});

// The board begins a new day by itself, here because the clinic moves to another zone.
test("TheBoardHasTheDayOfTheClinic", async () => {
    const visit = await register(api, { date: today() });
    await move(api, visit, "anamnesa");
    const board = async () => (await stranger.get("/api/board")).body.data;
    await eventually(async () => assert.equal((await board()).calls.length, 1));
    const rows = (await api.get("/api/configs", { per_page: 100 })).body.data;
    const { id, name, value } = rows.find((row: any) => row.name === "clinic_timezone");
    const day = (timeZone: string) => new Date().toLocaleDateString("en-CA", { timeZone });
    const zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago"];
    const zone = zones.find((each) => day(each) !== today()) as string;
    await api.put(`/api/configs/${id}`, { name, value: zone });
    await eventually(async () => {
        const { date, clinic, calls, polies } = await board();
        assert.deepEqual([date, clinic.timezone, calls], [day(zone), zone, []]);
        assert.equal(polies[0].nurse, null);
    });
    await api.put(`/api/configs/${id}`, { name, value });
    await eventually(async () => {
        const { date, polies } = await board();
        assert.deepEqual([date, polies[0].nurse?.queue_number], [today(), visit.number]);
    });
});

test("ADatabaseOfInventedPatientsSaysSo", async () => {
    await server.stop();
    await runSql(server.store, "DELETE FROM configs WHERE name = 'demo'");
    await server.start();
    const before = new Api(server.baseUrl);
    assert.equal((await before.get(path)).body.data.is_demo, false);
    await server.stop();
    await runSql(server.store, "INSERT INTO configs (name, value) VALUES ('demo', '1')");
    await server.start();
    const { data } = (await new Api(server.baseUrl).get(path)).body;
    assert.equal(data.is_demo, true);
    assert.equal(data.running_text, whole.running_text);
});

if (engineUnderTest() === "postgres")
    test("AChangeReachesEveryServer", async () => {
        const other = await startServer({ store: server.store });
        try {
            const here = await signInAs(new Api(server.baseUrl), "superadmin");
            const there = new Api(other.baseUrl);
            await there.get(path);
            await here.put(path, { name: "Klinik Dua" });
            await eventually(async () =>
                assert.equal((await there.get(path)).body.data.name, "Klinik Dua"),
            );
        } finally {
            await other.close();
        }
    });
