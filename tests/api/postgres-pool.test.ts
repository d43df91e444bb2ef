// Servers behind PgBouncer in transaction mode: their sessions are anybody's after each
// transaction.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { move, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean, breakSessions, createClusterStore } from "../support/Faults.ts";
import { ascending, listDay, oneTo, together } from "../support/Load.ts";
import { PgBouncer, type PgBouncerOptions } from "../support/PgBouncer.ts";
import { type PostgresCluster } from "../support/Postgres.ts";
import { Talk } from "../support/Realtime.ts";
import { RepeatingClients } from "../support/RepeatingClients.ts";
import { signInAs } from "../support/Roles.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const date = "2029-05-01";
// PgBouncer 1.18 refuses settings of a session at its start, unless this line lets it drop them.
const dropsOptions = { more: "ignore_startup_parameters = options" };

interface Pooled {
    pool: PgBouncer;
    store: Store; // through the pool
    direct: Store;
    cluster: PostgresCluster;
}

async function createPooled(t: TestContext, options: PgBouncerOptions = {}): Promise<Pooled> {
    const { cluster, store: direct } = await createClusterStore();
    const pool = await PgBouncer.start(direct.databaseUrl, options);
    t.after(async () => {
        await pool.remove();
        await direct.remove();
    });
    const databaseUrl = pool.urlOf(direct.databaseUrl);
    const store = { ...direct, databaseUrl, directUrl: direct.databaseUrl };
    return { pool, store, direct, cluster };
}

// The same database, for a server with a data folder of its own.
async function otherFolder(t: TestContext, store: Store): Promise<Store> {
    const dataDir = await mkdtemp(join(tmpdir(), "antrean-test-"));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    return { ...store, dataDir };
}

// Calls are published to the screens of every process.
async function assertCallIsShown(api: Api, screen: Talk): Promise<void> {
    const visit = await register(api, { date: today() });
    await move(api, visit, "anamnesa");
    for (;;) {
        const { event, data } = await screen.next();
        if (event !== "queue.called") continue;
        const called = JSON.parse(String(data));
        if (called.queue_number === visit.number) return;
    }
}

async function refusal(...flags: string[]): Promise<string> {
    const { status, stderr } = await runCommand(["serve", "--listen", "127.0.0.1:0", ...flags]);
    assert.equal(status, 1);
    return stderr;
}

if (engineUnderTest() === "postgres") {
    test("APoolInTransactionModeHasToBeNamedAsOne", async (t) => {
        const { pool, direct } = await createPooled(t, dropsOptions);
        const url = pool.urlOf(direct.databaseUrl);
        const there = ["--data-dir", direct.dataDir, "--database", url];
        const remedy = "(PgBouncer): name the server itself with --database-direct";
        const alone = await refusal(...there);
        assert.ok(alone.includes(`${remedy}, and the pool with --database`), alone);
        const twice = await refusal(...there, "--database-direct", url);
        assert.ok(twice.includes(remedy), twice);
        const { status, stderr } = await runCommand(["check", ...there]);
        assert.equal(status, 1);
        assert.ok(stderr.includes(remedy), stderr);
    });

    test("APoolThatRefusesSettingsIsRecognised", async (t) => {
        const { pool, direct } = await createPooled(t);
        const url = pool.urlOf(direct.databaseUrl);
        const text = await refusal("--data-dir", direct.dataDir, "--database", url);
        assert.match(text, /unsupported startup parameter.*docs\/scaling\.md says how to use one/);
    });

    test("APoolInSessionModeIsLikeTheServer", async (t) => {
        const options: PgBouncerOptions = { mode: "session", sessions: 50, ...dropsOptions };
        const { pool, direct } = await createPooled(t, options);
        const store = { ...direct, databaseUrl: pool.urlOf(direct.databaseUrl) };
        const server = await startServer({ flags: ["--demo"], store });
        t.after(() => server.close());
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        assert.equal((await register(api, { date })).number, 1);
    });

    test("TwoServersBehindThePoolAreOneClinic", async (t) => {
        const { store } = await createPooled(t);
        const servers = [
            await startServer({ flags: ["--demo"], store }),
            await startServer({ flags: ["--demo"], store: await otherFolder(t, store) }),
        ];
        t.after(() => Promise.all(servers.map((server) => server.close())));
        const [one, two] = servers.map((server) => new Api(server.baseUrl)) as [Api, Api];
        const api = await signInAs(one, "superadmin");
        const there = two.as(api.token);
        const screens = await together(2, (index) => Talk.open(servers[index] as Server));
        for (const screen of screens) await screen.subscribe("queue-channel");
        await together(200, (index) => register(index % 2 === 0 ? api : there, { date }));
        const rows = await listDay(there, date);
        const numbers = ascending(rows.map((row) => row.queue.queue_number));
        assert.deepEqual(numbers, oneTo(200));
        for (const screen of screens) await assertCallIsShown(api, screen);
        // A change at one is read at the other: notices arrive, although not through the pool.
        assert.equal((await there.get("/api/poly")).status, 200);
        const renamed = await api.put("/api/poly/1", { name: "Poli Lain" });
        assert.equal(renamed.status, 200);
        await eventually(async () => {
            const { data } = (await there.get("/api/poly")).body;
            assert.ok(data.some((poly: { name: string }) => poly.name === "Poli Lain"));
        });
        for (const screen of screens) await screen.close();
        await assertCheckIsClean(servers[0] as Server);
    });

    const faults: [name: string, fault: (pooled: Pooled) => Promise<void>][] = [
        ["ItsSessionsBreak", async ({ direct }) => void (await breakSessions(direct))],
        [
            "ItIsKilled",
            async ({ pool }) => {
                await pool.kill9();
                await pool.start();
            },
        ],
        [
            "TheDatabaseIsKilled",
            async ({ cluster }) => {
                await cluster.kill9();
                await cluster.start();
            },
        ],
    ];
    for (const [name, fault] of faults)
        test(`NothingAnsweredIsLostWhen${name}`, async (t) => {
            const pooled = await createPooled(t);
            const server = await startServer({ flags: ["--demo"], store: pooled.store });
            t.after(() => server.close());
            const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
            const api = new Api(server.baseUrl, token);
            const clinic = new RepeatingClients(date, () => new Api(server.baseUrl, token));
            t.after(() => (clinic.isOver = true));
            const all = together(16, () => clinic.client());
            all.catch(() => (clinic.isOver = true));
            const more = async (count: number) => {
                const wanted = clinic.answered + count;
                const isThere = () => clinic.isOver || clinic.answered >= wanted;
                await eventually(() => assert.ok(isThere()), 60_000);
            };
            for (let round = 0; round < 3; ++round) {
                await more(30);
                await fault(pooled);
            }
            await more(30);
            clinic.isOver = true;
            await all;
            await eventually(async () => assert.equal((await api.get("/up")).status, 200));
            await clinic.verify(api);
            await assertCheckIsClean(server);
        });

    test("APoolThatFallsSilentIsAwayUntilItSpeaks", async (t) => {
        const { pool, store } = await createPooled(t);
        const server = await startServer({ flags: ["--demo"], store });
        t.after(() => server.close());
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const thaw = pool.freeze();
        try {
            await eventually(async () => assert.equal((await api.get("/up")).status, 503));
            assert.equal((await api.get("/api/reservation")).status, 503);
            assert.match(server.log(), / warning the pool of the database does not answer/);
        } finally {
            thaw();
        }
        await eventually(async () => assert.equal((await api.get("/up")).status, 200));
        assert.equal((await register(api, { date })).number, 1);
    });
}
