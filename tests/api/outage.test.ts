// PostgreSQL stops while the server runs and comes back: clear refusals during the outage, then
// service resumes by itself, without lost writes and without outdated caches.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { type Answer, Api } from "../support/Api.ts";
import { type Random, randomOf } from "../support/Random.ts";
import { registration, type Row } from "../support/Clinic.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import {
    assertCheckIsClean,
    breakSessions,
    createClusterStore,
    freezeSessions,
} from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { Load, oneTo, together } from "../support/Load.ts";
import { type PostgresCluster } from "../support/Postgres.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type Server, startServer } from "../support/Server.ts";

const answerMsMax = 5_000;  // far more than a refusal takes: the test is that no request hangs

let store: Store;
let cluster: PostgresCluster;
let server: Server;
let api: Api;

async function open(): Promise<void> {
    ({ cluster, store } = await createClusterStore());
    server = await startServer({ flags: ["--demo"], store }).catch(async (error) => {
        await store.remove();
        throw error;
    });
    api = await signInAs(new Api(server.baseUrl), "superadmin");
}

async function close(): Promise<void> {
    try {
        await server.close();
    } finally {
        await store.remove();
    }
}

function assertUnavailable(answer: Answer): void {
    assertAnswer(answer, 503, { status: "error", message: "Service Unavailable" });
    assert.match(answer.headers["retry-after"] ?? "", /^[1-9]\d*$/);
}

async function timed(request: Promise<Answer>): Promise<Answer> {
    const began = Date.now();
    const answer = await request;
    const took = Date.now() - began;
    assert.ok(took < answerMsMax, `an answer took ${took} ms`);
    return answer;
}

const registerOn = (date: string) => api.post("/api/reservation", registration({ date }));

async function assertServes(date: string): Promise<void> {
    await eventually(async () => assert.equal((await registerOn(date)).status, 201));
}

async function polyNames(): Promise<string[]> {
    const answer = await api.get("/api/poly");
    assert.equal(answer.status, 200);
    return answer.body.data.map((row: Row) => row.name);
}

async function breakAtRandom(random: Random, load: Load, times: number): Promise<number> {
    let broken = 0;
    for (let round = 0; round < times; ++round) {
        await load.answers(1 + random.below(60));
        broken += await breakSessions(store);
    }
    return broken;
}

if (engineUnderTest() === "postgres") {
    before(open);
    after(close);

    test("RefusesReadsAndWritesAtOnceWhileTheDatabaseIsAway", async () => {
        const body = registration({ date: "2027-07-01" });
        await cluster.stop();
        const requests = [
            () => api.post("/api/reservation", body),
            () => api.patch("/api/queue/1/done"),
            () => api.get("/api/reservation"),
            () => api.get("/api/patients/1"),
            () => api.post("/api/auth/login", { username: "superadmin", password: "admin123" }),
            // A token that this process has not cached can be neither accepted nor refused now.
            () => api.as(`99|${"x".repeat(48)}`).get("/api/poly"),
        ];
        for (const request of requests) assertUnavailable(await timed(request()));
        const many = await together(32, () => timed(registerOn("2027-07-01")));
        many.forEach(assertUnavailable);
        await cluster.start();
        await assertServes("2027-07-01");
        await assertCheckIsClean(server);
    });

    test("AnOutageUnderLoadLosesNothingAndEndsByItself", async (t) => {
        const load = new Load("2027-07-02", randomOf(t));
        load.start([api]);
        await load.answers(60);
        for (const _ of oneTo(2)) {
            await cluster.stop();
            await load.answers(100);
            await cluster.start();
            await assertServes("2027-07-03");
            await load.answers(60);
        }
        await load.stop();
        t.diagnostic(`answers: ${JSON.stringify(load.statuses)}`);
        assert.ok((load.statuses[503] ?? 0) > 0);
        load.refusals.forEach(assertUnavailable);
        await load.verify(api);
        await load.verifyLedger(store);
        await assertCheckIsClean(server);
    });

    test("SessionsThatBreakAreReplacedWithoutAnybodyNoticing", async (t) => {
        const random = randomOf(t);
        const load = new Load("2027-07-04", random);
        load.start([api]);
        const broken = await breakAtRandom(random, load, 12);
        await load.answers(20);
        await load.stop();
        t.diagnostic(`${broken} sessions broken; answers: ${JSON.stringify(load.statuses)}`);
        const { 200: moved = 0, 201: registered = 0, 503: refused = 0 } = load.statuses;
        assert.ok(broken >= 12);
        assert.ok(refused < moved + registered, "most requests are tried again, not refused");
        load.refusals.forEach(assertUnavailable);
        await load.verify(api);
        await load.verifyLedger(store);
        await assertCheckIsClean(server);
    });

    test("NothingIsRememberedOverAnOutage", async () => {
        const other = await api.signIn("agus.setiawan", "admin123");
        assert.equal((await other.get("/api/poly")).status, 200);
        assert.ok((await polyNames()).includes("Poli Umum"));
        // A change that the server can find only by reading again.
        await runSql(store, "UPDATE polies SET name = 'Poli Jantung' WHERE id = 1");
        await runSql(store, "DELETE FROM personal_access_tokens WHERE tokenable_id = 15");
        await cluster.stop();
        await cluster.start();
        await eventually(async () => {
            assert.ok((await polyNames()).includes("Poli Jantung"));
            const created = (await registerOn("2027-07-05")).body.data;
            const detail = await api.get(`/api/reservation/${created.reservation.id}`);
            assert.equal(detail.body.data.reservation.poly.name, "Poli Jantung");
            assert.equal((await other.get("/api/poly")).status, 401);
        });
    });

    test("NothingIsRememberedWhenOnlyTheSessionsBroke", async () => {
        const other = await api.signIn("nandar", "admin123");
        assert.equal((await other.get("/api/poly")).status, 200);
        await runSql(store, "DELETE FROM personal_access_tokens WHERE tokenable_id = 6");
        assert.ok((await breakSessions(store)) > 0);
        await eventually(async () => assert.equal((await other.get("/api/poly")).status, 401));
    });

    test("ADatabaseThatFallsSilentIsAwayUntilItSpeaks", async () => {
        await together(64, () => registerOn("2027-07-06")); // a session for every thread
        const thaw = await cluster.freeze();
        try {
            const held = await together(80, () => registerOn("2027-07-06"));
            held.forEach(assertUnavailable);
            assertUnavailable(await timed(registerOn("2027-07-06")));
            assert.match(server.log(), / warning the database does not answer/);
        } finally {
            thaw();
        }
        await assertServes("2027-07-06");
        await assertCheckIsClean(server);
    });

    test("ASecondSignalEndsWhatADeafDatabaseHolds", async () => {
        await together(64, () => registerOn("2027-07-06")); // a session for every thread
        const { pid } = server;
        const thaw = await freezeSessions(store);
        try {
            const held = assert.rejects(registerOn("2027-07-06"));
            process.kill(pid, "SIGTERM");
            await eventually(() => assert.match(server.log(), / info stopping$/m));
            await setTimeout(1_100); // a second one within a second counts as the same
            await assert.rejects(server.stop(), /^Error: stopped with status 1/);
            await held;
            assert.match(server.log(), /^antrean: ended before all requests in flight were$/m);
        } finally {
            thaw();
        }
        await server.start();
        api = new Api(server.baseUrl, api.token);
        await assertServes("2027-07-06");
        await assertCheckIsClean(server);
    });

    test("SaysInOneLineThatItCannotStartWithoutTheDatabase", async () => {
        await server.stop();
        await cluster.stop();
        const started = server.start();
        await assert.rejects(started, (error: Error) => {
            assert.match(error.message, /^ended \(1\) before it listened:\nantrean: [^\n]+\n?$/);
            assert.doesNotMatch(error.message, new RegExp(new URL(store.databaseUrl).password));
            return true;
        });
        await cluster.start();
        await server.start();
    });
}
