// Many desks at once: numbers, quotas, calls and names are given only once, even to requests at the
// same time. On PostgreSQL every second client uses a second server process on the same database.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Answer, Api } from "../support/Api.ts";
import { randomOf } from "../support/Random.ts";
import { plan, register, registration, type Row, statusId } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { ascending, listDay, Load, oneTo, tally, together } from "../support/Load.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

const clientCount = 64;

// All clients are one user, so their calls would be one double click.
const flags = ["--demo", "--double-click", "0"];
const server = await startServer({ flags });
const servers = [server];
if (server.store.engine === "postgres")
    servers.push(await startServer({ flags, store: server.store }));
after(async () => {
    for (const one of servers.slice(1)) await one.close();
    await server.close();
});
const api = await signInAs(new Api(server.baseUrl), "superadmin");

// Each client has its own connection, which stays open.
const clients = oneTo(clientCount).map(
    (index) => new Api((servers[index % servers.length] as { baseUrl: string }).baseUrl, api.token),
);
const client = (index: number) => clients[index % clientCount] as Api;
// A new connection.
const stranger = (index: number) => client(index).as(api.token);

const newest = (answer: Answer) => answer.body.data.queue.queue_number as number;

test("NumbersAreOneToNForRegistrationsAtOnce", async () => {
    const date = "2027-05-03";
    const given: number[] = [];
    for (const round of oneTo(4)) {
        const forms = oneTo(clientCount).map(() => registration({ date }));
        // In the second half the patients of the first half return.
        if (round > 2) forms.splice(0, 32, ...forms.slice(32).map((form) => ({ ...form })));
        const from = round % 2 === 0 ? client : stranger;
        const answers = await together(clientCount, (index) =>
            from(index).post("/api/reservation", forms[index]),
        );
        assert.deepEqual(tally(answers), { 201: clientCount });
        given.push(...answers.map(newest));
    }
    assert.deepEqual(ascending(given), oneTo(4 * clientCount));
    const rows = await listDay(api, date);
    assert.deepEqual(ascending(rows.map((row) => row.queue.queue_number)), oneTo(given.length));
});

test("EachPolyAndDayCountsForItselfAtTheSameTime", async () => {
    const queues = [1, 2].flatMap((poly_id) =>
        ["2027-05-04", "2027-05-05"].map((date) => ({ poly_id, date })),
    );
    const answers = await together(clientCount, (index) =>
        client(index).post("/api/reservation", registration(queues[index % 4])),
    );
    for (const [which] of queues.entries()) {
        const numbers = answers.filter((_, index) => index % 4 === which).map(newest);
        assert.deepEqual(ascending(numbers), oneTo(clientCount / 4));
    }
});

test("ANewPatientIsOnePatientHoweverManyDesksRegisterHim", async () => {
    const form = registration({ date: "2027-05-06" });
    const answers = await together(32, (index) =>
        client(index).post("/api/reservation", { ...form }),
    );
    assert.deepEqual(tally(answers), { 201: 32 });
    const ids = new Set(answers.map(({ body }) => body.data.reservation.patient_id));
    assert.equal(ids.size, 1);
    const listed = await api.get("/api/patients", { search: form.patient_name });
    assert.equal(listed.body.data.total, 1);
});

test("OfTwoNamesForOneNewNumberOneIsRegistered", async () => {
    const form = registration({ date: "2027-05-07", no_bpjs: null });
    const answers = await together(32, (index) =>
        client(index).post("/api/reservation", { ...form, patient_name: `Nama ${index % 2}` }),
    );
    assert.deepEqual(tally(answers), { 201: 16, 409: 16 });
    const admitted = answers.filter(({ status }) => status === 201);
    const names = new Set(admitted.map(({ body }) => body.data.patient.patient_name));
    assert.equal(names.size, 1);
});

async function assertQuotaHolds(date: string, form: Row): Promise<void> {
    const answers = await together(clientCount, (index) =>
        client(index).post("/api/reservation", registration({ date, ...form })),
    );
    assert.deepEqual(tally(answers), { 201: 10, 422: clientCount - 10 });
    for (const answer of answers.filter(({ status }) => status === 422))
        assertAnswer(answer, 422, { status: "error", message: "Quota is full" });
    const admitted = answers.filter(({ status }) => status === 201);
    assert.deepEqual(ascending(admitted.map(newest)), oneTo(10));
    assert.equal((await listDay(api, date)).length, 10);
}

test("AQuotaOfTenAdmitsTen", async () => {
    const date = "2027-05-08";
    const schedule_id = await plan(api, { date, quota: 10 });
    await assertQuotaHolds(date, { schedule_id });
});

test("TwoQuotasOfFiveAreFilledOneAfterTheOther", async () => {
    const date = "2027-05-09";
    const first = await plan(api, { date, start_time: "08:00", end_time: "10:00", quota: 5 });
    const second = await plan(api, { date, start_time: "10:00", end_time: "12:00", quota: 5 });
    const answers = await together(10, (index) =>
        client(index).post("/api/reservation", registration({ date })),
    );
    assert.deepEqual(tally(answers), { 201: 10 });
    const taken = answers.map(({ body }) => body.data.reservation.schedule_id);
    for (const id of [first, second]) assert.equal(taken.filter((each) => each === id).length, 5);
});

test("CancellingAndRegisteringAtOnceNeverOverbooks", async () => {
    const date = "2027-05-10";
    const schedule_id = await plan(api, { date, quota: 10 });
    const held = await together(10, () => register(api, { date, schedule_id }));
    const answers = await together(clientCount, (index) => {
        const visit = held[index];
        if (visit !== undefined) return client(index).patch(`/api/queue/${visit.id}/cancelled`);
        return client(index).post("/api/reservation", registration({ date, schedule_id }));
    });
    const admitted = tally(answers)[201] ?? 0;
    assert.ok(admitted <= 10, `${admitted} were admitted to 10 seats`);
    const rows = await listDay(api, date);
    const seated = rows.filter((row) => row.status_id !== statusId("CANCELLED"));
    assert.equal(seated.length, admitted);
    await assertCheckIsClean(server);
});

test("AScheduleThatMovesLeavesNoRegistrationBehind", async () => {
    for (const round of oneTo(8)) {
        const date = `2027-04-${String(round).padStart(2, "0")}`;
        const schedule_id = await plan(api, { date });
        const answers = await together(32, (index) =>
            index === 8
                ? client(index).put(`/api/schedule/${schedule_id}`, { date: "2027-04-30" })
                : client(index).post("/api/reservation", registration({ date, schedule_id })),
        );
        const moved = answers[8]?.status === 200;
        const rows = await listDay(api, date);
        const seated = rows.filter((row) => row.schedule_id === schedule_id).length;
        // Either it has moved before the first registration, or it stays.
        assert.equal(seated, moved ? 0 : 31);
        if (moved) await api.delete(`/api/schedule/${schedule_id}`);
    }
});

async function wait(count: number, date: string): Promise<number[]> {
    const visits = await together(count, (index) => register(client(index), { date }));
    await together(count, (index) =>
        client(index).patch(`/api/queue/${visits[index]?.id}/waitingdoctor`),
    );
    return visits.map(({ id }) => id);
}

test("CallNextCallsEveryWaitingPatientOnce", async () => {
    const date = "2027-05-11";
    const ids = await wait(20, date);
    const answers = await together(32, (index) =>
        client(index).patch("/api/queue/call-next", { poly_id: 1, date }),
    );
    assert.deepEqual(tally(answers), { 200: 32 });
    const called = answers.filter(({ body }) => body.data !== undefined);
    const current = called.map(({ body }) => body.data.current.id as number);
    assert.deepEqual(ascending(current), ascending(ids));
    // The calls are serialized: each called visit is finished by the next call, once.
    const finished = called.flatMap(({ body }) => body.data.finished?.id ?? []);
    assert.equal(new Set(finished).size, finished.length);
    const nobody = answers.filter(({ body }) => body.data === undefined);
    for (const { body } of nobody) assert.equal(body.message, "No queue to call");
    assert.equal(nobody.length, 12);
    for (const row of await listDay(api, date)) {
        assert.equal(row.status_id, statusId("DONE"), "a call with nobody waiting finishes too");
        assert.equal(row.queue.number_of_calls, 1);
    }
    const steps = await runSql(
        server.store,
        `SELECT kind, CAST(COUNT(*) AS TEXT) FROM events WHERE date = '${date}' AND
         kind IN ('with_doctor', 'done') GROUP BY kind ORDER BY kind`,
    );
    assert.deepEqual(steps, [["done", "20"], ["with_doctor", "20"]]);
});

test("OneVisitIsCalledThreeTimesByManyCallers", async () => {
    const visit = await register(api, { date: "2027-05-12" });
    const answers = await together(32, (index) =>
        client(index).patch(`/api/queue/${visit.id}/${index % 2 ? "anamnesa" : "withdoctor"}`),
    );
    assert.deepEqual(tally(answers), { 200: 3, 422: 29 });
    const called = answers.filter(({ status }) => status === 200);
    assert.deepEqual(ascending(called.map(({ body }) => body.data.number_of_calls)), oneTo(3));
    for (const answer of answers.filter(({ status }) => status === 422))
        assertAnswer(answer, 422, {
            status: "error",
            message: "Maximum number of calls reached (3 times)",
            data: { number_of_calls: 3 },
        });
});

test("MovesOfOneVisitAtOnceLeaveOneStory", async () => {
    const date = "2027-05-13";
    const visit = await register(api, { date, schedule_id: await plan(api, { date, quota: 1 }) });
    const moves = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];
    const answers = await together(60, (index) =>
        client(index).patch(`/api/queue/${visit.id}/${moves[index % 6]}`),
    );
    for (const { status } of answers) assert.ok(status === 200 || status === 422);
    await assertCheckIsClean(server);
});

test("APatientMovedByTwoDesksKeepsNumbersUnique", async () => {
    const [from, to] = ["2027-05-14", "2027-05-15"];
    for (const date of [from, to]) await plan(api, { date });
    const visits = await together(16, (index) => register(client(index), { date: from }));
    const answers = await together(48, (index) => {
        const visit = visits[index % 16];
        if (visit === undefined || index >= 32)
            return client(index).post("/api/reservation", registration({ date: to }));
        const form = { ...visit.form, date: index < 16 ? to : from };
        return client(index).put(`/api/reservation/${visit.id}`, form);
    });
    assert.deepEqual(tally(answers), { 200: 32, 201: 16 });
    for (const date of [from, to]) {
        const numbers = (await listDay(api, date)).map((row) => row.queue.queue_number);
        assert.equal(new Set(numbers).size, numbers.length);
    }
    await assertCheckIsClean(server);
});

const taken = (field: string) => `The ${field} has already been taken.`;
const contested: { path: string; field: string; body: Row }[] = [
    { path: "/api/roles", field: "name", body: { name: "Apoteker" } },
    { path: "/api/poly", field: "name", body: { name: "Poli Mata" } },
    { path: "/api/status", field: "name", body: { status_name: "LUNAS", label: "Lunas" } },
    {
        path: "/api/users",
        field: "username",
        body: {
            name: "Eka",
            username: "eka",
            email: "eka@mail.com",
            password: "rahasia",
            password_confirmation: "rahasia",
            roles: [6],
        },
    },
];

for (const { path, field, body } of contested)
    test(`OneOfManyIsCreatedWithTheSameNameAt${path}`, async () => {
        const answers = await together(32, (index) => client(index).post(path, body));
        assert.deepEqual(tally(answers), { 201: 1, 422: 31 });
        for (const answer of answers.filter(({ status }) => status === 422))
            assert.equal(answer.body.message, taken(field));
    });

test("OverlappingHoursOfADoctorArePlannedOnce", async () => {
    const hours = { doctor_id: 9, date: "2027-05-16", start_time: "08:00", end_time: "12:00" };
    const answers = await together(32, (index) => client(index).post("/api/schedule", hours));
    assert.deepEqual(tally(answers), { 201: 1, 422: 31 });
});

test("ATokenRevokedAtOneProcessIsRefusedByAll", async () => {
    const own = await client(1).signIn("agus.setiawan", "admin123");
    const seen = servers.map(({ baseUrl }) => new Api(baseUrl, own.token));
    for (const each of seen) assert.equal((await each.get("/api/poly")).status, 200);
    assert.equal((await own.post("/api/auth/logout")).status, 200);
    await eventually(async () => {
        for (const each of seen) assert.equal((await each.get("/api/poly")).status, 401);
    });
});

test("APolyAddedAtOneProcessIsKnownToAll", async () => {
    const { id } = (await client(1).post("/api/poly", { name: "Poli Saraf" })).body.data;
    await eventually(async () => {
        for (const index of servers.keys()) {
            const form = registration({ poly_id: id, date: "2027-05-17" });
            assert.equal((await client(index).post("/api/reservation", form)).status, 201);
        }
    });
});

test("CheckFindsNothingBesideALoadedServer", async (t) => {
    const load = new Load("2027-05-18", randomOf(t));
    load.start([client(0), client(1)]);
    for (const _ of oneTo(3)) {
        await load.answers(30);
        await assertCheckIsClean(server);
    }
    await load.stop();
    await load.verify(api);
});

test("TheLastSuperadminStaysWhenAllRemoveEachOtherAtOnce", async () => {
    const people = await together(8, async (index) => {
        const username = `kepala${index}`;
        const body = { ...contested[3]?.body, username, email: `${username}@mail.com`, roles: [1] };
        const { id } = (await api.post("/api/users", body)).body.data;
        const own = await client(index).signIn(username, "rahasia");
        assert.equal((await own.get("/api/users")).status, 200);
        return { id: id as number, own };
    });
    people.push({ id: 1, own: api });
    await together(people.length, (index) =>
        (people[index]?.own as Api).delete(`/api/users/${people[(index + 1) % people.length]?.id}`),
    );
    const left = await runSql(
        server.store,
        `SELECT CAST(COUNT(*) AS TEXT) FROM users u JOIN role_user r ON r.user_id = u.id
         WHERE r.role_id = 1 AND u.deleted_at IS NULL`,
    );
    assert.ok(Number(left[0]?.[0]) >= 1);
});
