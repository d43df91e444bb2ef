// `priority` of a visit, and the reason of a cancellation.
import { test } from "node:test";
import assert from "node:assert/strict";
import {
    failed,
    move,
    register,
    registerSeveral,
    registration,
    type Visit,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";

const { server, api } = await startDemo();

const detail = async (visit: Visit) =>
    (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;
const notesOf = async (visit: Visit) => {
    const sql = `SELECT kind, note FROM events WHERE reservation_id = ${visit.id} ORDER BY seq`;
    return runSql(server.store, sql);
};

test("RefusesAPriorityThatIsNone", async () => {
    const errors = { priority: ["The selected priority is invalid."] };
    for (const priority of ["vip", "Lansia", 1, ["lansia"]]) {
        const form = registration({ priority });
        assertAnswer(await api.post("/api/reservation", form), 422, failed(errors));
        const visit = await register(api);
        const changed = await api.put(`/api/reservation/${visit.id}`, { ...visit.form, priority });
        assertAnswer(changed, 422, failed(errors));
        assertAnswer(
            await api.get("/api/reservation", { priority: "vip" }),
            422,
            wrapped(errors),
        );
    }
});

test("ARegistrationMayHaveAPriority", async () => {
    for (const priority of ["lansia", "ibu_hamil", "disabilitas", "balita", null, "", undefined]) {
        const visit = await register(api, { priority });
        assert.equal((await detail(visit)).priority, priority || null);
    }
});

test("AnUpdateSetsKeepsAndClearsIt", async () => {
    const visit = await register(api, { priority: "balita" });
    const update = (changes: object) =>
        api.put(`/api/reservation/${visit.id}`, { ...visit.form, priority: undefined, ...changes });
    const shown: unknown[] = [];
    for (const changes of [{}, { priority: "ibu_hamil" }, {}, { priority: null }]) {
        assert.equal((await update(changes)).status, 200);
        shown.push((await detail(visit)).priority);
    }
    assert.deepEqual(shown, ["balita", "ibu_hamil", "ibu_hamil", null]);
    assert.deepEqual(await notesOf(visit), [
        ["registered", "priority: balita"],
        ["edited", null],
        ["edited", "priority: ibu_hamil"],
        ["edited", null],
        ["edited", "priority: none"],
    ]);
});

test("ListsAreFilteredByIt", async () => {
    const date = "2029-12-11";
    const [, old] = await registerSeveral(api, 2, { date, priority: "lansia" });
    await register(api, { date, priority: "balita" });
    await register(api, { date });
    const query = { date, priority: "lansia", per_page: 1, page: 2 };
    for (const path of ["/api/reservation", "/api/queue"]) {
        const { data, total } = (await api.get(path, query)).body.data;
        assert.equal(total, 2);
        assert.deepEqual(
            data.map((row: any) => (row.reservation ?? row).priority),
            ["lansia"],
        );
        assert.equal(data[0].id, old?.id);
    }
    const searched = { ...query, page: 1, search: old?.form.patient_name };
    assert.equal((await api.get("/api/reservation", searched)).body.data.total, 1);
});

test("CallNextKeepsTheOrderOfNumbers", async () => {
    const date = "2029-12-12";
    const first = await register(api, { date });
    const second = await register(api, { date, priority: "lansia" });
    for (const visit of [second, first]) await move(api, visit, "waitingdoctor");
    const { body } = await api.patch("/api/queue/call-next", { poly_id: 1, date });
    assert.equal(body.queue_number_with_doctor, first.number);
});

const cancel = (visit: Visit, cancel_reason?: unknown) =>
    api.patch(`/api/queue/${visit.id}/cancelled`, { cancel_reason });

test("RefusesAReasonThatIsNoShortText", async () => {
    const visit = await register(api);
    for (const [reason, message] of [
        [7, "The cancel reason field must be a string."],
        ["x".repeat(201), "The cancel reason field must not be greater than 200 characters."],
    ] as const)
        assertAnswer(await cancel(visit, reason), 422, wrapped({ cancel_reason: [message] }));
    assert.equal((await detail(visit)).status.status_name, "WAITING");
});

test("TheReasonOfACancellationIsKeptAndShown", async () => {
    const visit = await register(api, { date: "2029-12-13" });
    const reason = `Pasien sakit, ${"é".repeat(186)}`;
    assert.equal((await cancel(visit, reason)).status, 200);
    assert.equal((await detail(visit)).cancel_reason, reason);
    const listed = (await api.get("/api/queue", { date: "2029-12-13" })).body.data.data;
    assert.equal(listed[0].reservation.cancel_reason, reason);
    assert.deepEqual((await notesOf(visit)).at(-1), ["cancelled", reason]);
    await cancel(visit, "Lain");
    assert.equal((await detail(visit)).cancel_reason, "Lain");
    await api.post(`/api/queue/${visit.id}/undo`);
    assert.equal((await detail(visit)).cancel_reason, reason);
    await cancel(visit);
    assert.equal((await detail(visit)).cancel_reason, null);
});

test("OnlyACancelledVisitHasAReason", async () => {
    const visit = await register(api);
    await cancel(visit, "Salah hari");
    await move(api, visit, "anamnesa");
    assert.equal((await detail(visit)).cancel_reason, null);
    await api.post(`/api/queue/${visit.id}/undo`);
    assert.equal((await detail(visit)).cancel_reason, "Salah hari");
    await api.put(`/api/reservation/${visit.id}`, { ...visit.form, date: "2029-12-14" });
    const moved = await detail(visit);
    assert.deepEqual([moved.status.status_name, moved.cancel_reason], ["WAITING", null]);
});
