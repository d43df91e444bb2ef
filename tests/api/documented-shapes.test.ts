// Compares every example of the API document's clinic day with the server's answers: keys and JSON
// types in their order. fixtures/clinic-day.json has the examples by their message.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { move, plan, register, registration } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";

// Path of an object -> its "key:type ..."; of an array, only the first element.
type Shape = Record<string, string>;
const fixture = new URL("fixtures/clinic-day.json", import.meta.url);
const documented: Record<string, Shape> = JSON.parse(readFileSync(fixture, "utf8"));

const { api } = await startDemo();

// Keys that newer examples have and older ones lack, and keys that no example shows: `quota`
// (contract, 4.3-5), and what this server has besides.
const additions = [
    "quota",
    "schedule_id",
    "number_of_calls",
    "notification_status",
    "room",
    "letter",
    "display_number",
    "display_number_anamnesa",
    "display_number_with_doctor",
    "checked_in_at",
    "priority",
    "cancel_reason",
    "link",
    "seats_taken",
    "holiday",
];

function typeOf(value: unknown): string {
    if (value === null) return "null";
    return Array.isArray(value) ? "array" : typeof value;
}

function shapeOf(value: unknown, path: string, shape: Shape): Shape {
    if (Array.isArray(value)) return shapeOf(value[0], `${path}.0`, shape);
    if (value === null || typeof value !== "object") return shape;
    const entries = Object.entries(value);
    shape[path] = entries.map(([key, item]) => `${key}:${typeOf(item)}`).join(" ");
    for (const [key, item] of entries) shapeOf(item, path === "" ? key : `${path}.${key}`, shape);
    return shape;
}

// The answer's keys without additions. A value for which the document shows null may have any type.
function comparable(answered: string, example: string): string {
    const shown = new Map(example.split(" ").map((pair) => pair.split(":") as [string, string]));
    return answered
        .split(" ")
        .map((pair) => pair.split(":") as [string, string])
        .filter(([key]) => shown.has(key) || !additions.includes(key))
        .map(([key, type]) => `${key}:${shown.get(key) === "null" ? "null" : type}`)
        .join(" ");
}

const seen = new Set<string>();

function compare(answer: { body: any }): void {
    const { message } = answer.body;
    const example = documented[message];
    assert.ok(example !== undefined, `the document has no "${message}"`);
    const answered = shapeOf(answer.body, "", {});
    for (const [path, keys] of Object.entries(example))
        assert.equal(comparable(answered[path] ?? "", keys), keys, `${message}: ${path}`);
    seen.add(message);
}

const date = "2029-12-01";

test("SchedulesAnswerAsDocumented", async () => {
    const form = { doctor_id: "7", date, start_time: "10:00", end_time: "15:00" };
    const created = await api.post("/api/schedule", form);
    compare(created);
    const path = `/api/schedule/${created.body.data.id}`;
    compare(await api.post("/api/schedule", { ...form, quota: 25 }));
    compare(await api.put(path, { ...form, quota: 25 }));
    compare(await api.get(path));
    compare(await api.get("/api/schedule", { date }));
    compare(await api.delete(path));
    compare(await api.delete(path));
});

test("ReservationsAnswerAsDocumented", async () => {
    const schedule_id = await plan(api, { date, quota: 1 });
    const form = registration({ date, schedule_id });
    const created = await api.post("/api/reservation", form);
    compare(created);
    compare(await api.post("/api/reservation", registration({ date, schedule_id })));
    compare(await api.post("/api/reservation", registration({ email: "ahmad" })));
    compare(await api.post("/api/reservation", { ...form, patient_name: "Lain" }));
    const path = `/api/reservation/${created.body.data.reservation.id}`;
    compare(await api.get("/api/reservation", { date }));
    compare(await api.put(path, form));
    compare(await api.get(path));
    compare(await api.get("/api/reservation/999999"));
});

test("MovesAnswerAsDocumented", async () => {
    const schedule_id = await plan(api, { date: "2029-12-02" });
    const visit = await register(api, { date: "2029-12-02", schedule_id });
    const moves = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];
    for (const to of moves) compare(await api.patch(`/api/queue/${visit.id}/${to}`));
    await move(api, visit, "withdoctor");
    await move(api, visit, "anamnesa");
    compare(await api.patch(`/api/queue/${visit.id}/anamnesa`));
});

test("TheQueueAnswersAsDocumented", async () => {
    const day = { poly_id: "1", date: "2029-12-03" };
    const schedule_id = await plan(api, { date: day.date });
    const first = await register(api, { date: day.date, schedule_id });
    const second = await register(api, { date: day.date, schedule_id });
    await register(api, { date: day.date, schedule_id });
    compare(await api.get("/api/queue/", { ...day, status_id: 1, page: 1, per_page: 2 }));
    compare(await api.get("/api/queue/current", day));
    compare(await api.patch("/api/queue/call-next", day));
    compare(await api.patch("/api/queue/call-next", {}));
    await move(api, second, "waitingdoctor");
    compare(await api.patch("/api/queue/call-next", day));
    await move(api, first, "anamnesa");
    compare(await api.get("/api/queue/currnet", day));
});

test("PatientsAnswerAsDocumented", async () => {
    const { patient_id, form } = await register(api);
    const { patient_name, whatsapp_number, no_bpjs, email } = form;
    compare(await api.get("/api/patients?search=pasien&page=1&per_page=10"));
    const values = { patient_name, whatsapp_number, no_bpjs, email };
    compare(await api.put(`/api/patients/${patient_id}`, values));
    compare(await api.get(`/api/patients/${patient_id}`));
});

test("EveryExampleWasCompared", () => {
    assert.deepEqual(Object.keys(documented).filter((message) => !seen.has(message)), []);
});
