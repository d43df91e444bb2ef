// Reports, exports and dashboards are read at a standby. Clients do not notice: not those that have
// just written, and not when the standby is slow, stopped, silent or a wrong one.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { createClusterStore } from "../support/Faults.ts";
import { oneTo, together } from "../support/Load.ts";
import { PgBouncer } from "../support/PgBouncer.ts";
import { PostgresCluster } from "../support/Postgres.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

const date = "2029-05-01";
const day = { date_from: date, date_to: date, per_page: 1 };

interface Replicated {
    primary: PostgresCluster;
    standby: PostgresCluster;
    store: Store;
}

async function createReplicated(t: TestContext): Promise<Replicated> {
    const { cluster: primary, store } = await createClusterStore();
    const standby = await primary.createStandby();
    t.after(async () => {
        await standby.remove();
        await store.remove();
    });
    return { primary, standby, store };
}

async function start(t: TestContext, store: Store, replica: string): Promise<[Server, Api]> {
    const server = await startServer({ flags: ["--demo", "--database-replica", replica], store });
    t.after(() => server.close());
    return [server, await signInAs(new Api(server.baseUrl), "superadmin")];
}

async function figure(server: Server, name: string): Promise<number> {
    const text = await (await fetch(`${server.baseUrl}/metrics`)).text();
    const line = text.split("\n").find((each) => each.startsWith(`${name} `));
    assert.ok(line, name);
    return Number(line.split(" ").at(-1));
}

const readsBy = (server: Server, by: "replica" | "primary") =>
    figure(server, `antrean_history_reads_total{by="${by}"}`);

// A read is counted just after its answer, and the primary does one that takes too long.
async function replicaReads(server: Server, read: () => Promise<unknown>): Promise<void> {
    const before = await readsBy(server, "replica");
    await eventually(async () => {
        await read();
        assert.ok((await readsBy(server, "replica")) > before);
    });
}

const isUsed = (server: Server, used: boolean) =>
    eventually(async () => assert.equal(await figure(server, "antrean_replica_used"), +used));

// How many visits of the day the report has.
async function reported(api: Api): Promise<number> {
    const answer = await api.get("/api/reports/patient-visits", day);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.pagination.total;
}

if (engineUnderTest() === "postgres") {
    test("AClientReadsAtOnceWhatAnyClientWasAnswered", async (t) => {
        const { standby, store } = await createReplicated(t);
        const [server, api] = await start(t, store, standby.url);
        const dataDir = await mkdtemp(join(tmpdir(), "antrean-test-"));
        t.after(() => rm(dataDir, { recursive: true, force: true }));
        const [other] = await start(t, { ...store, dataDir }, standby.url);
        const there = new Api(other.baseUrl, api.token);
        await isUsed(server, true);
        await isUsed(other, true);
        for (const count of oneTo(20)) {
            await register(api, { date });
            assert.equal(await reported(api), count);
            assert.equal(await reported(there), count);
        }
        const least = await together(100, async (index) => {
            await register(index % 2 === 0 ? api : there, { date });
            return reported(index % 2 === 0 ? there : api);
        });
        assert.ok(least.every((count) => count > 20));
        assert.equal(await reported(there), 120);
        const reads = (await readsBy(server, "replica")) + (await readsBy(other, "replica"));
        assert.ok(reads > 0, `${reads} reads at the replica`);
        for (const path of [
            "/api/reports/patient-visits/export",
            "/api/audit",
            "/api/audit/export",
            "/api/dashboard/reservation-trend",
            "/api/summary",
        ])
            await replicaReads(server, async () =>
                assert.equal((await api.get(path)).status, 200, path),
            );
    });

    // What it cannot do in time, the primary does; the answer is the same.
    test("AReplicaThatStopsReplayingIsLeftOut", async (t) => {
        const { standby, store } = await createReplicated(t);
        const [server, api] = await start(t, store, standby.url);
        await isUsed(server, true);
        await standby.query("SELECT pg_wal_replay_pause()");
        for (const count of oneTo(3)) {
            await register(api, { date });
            assert.equal(await reported(api), count);
        }
        await isUsed(server, false);
        assert.match(server.log(), / warning the replica is left out: it is \d+ ms behind/);
        assert.ok((await readsBy(server, "primary")) >= 3);
        assert.ok((await figure(server, "antrean_replica_behind_bytes")) > 0);
        await standby.query("SELECT pg_wal_replay_resume()");
        await isUsed(server, true);
        await replicaReads(server, async () => assert.equal(await reported(api), 3));
    });

    const faults: [name: string, fault: (standby: PostgresCluster) => Promise<() => unknown>][] = [
        ["IsKilled", (standby) => standby.kill9().then(() => () => standby.start())],
        ["FallsSilent", (standby) => standby.freeze()],
    ];
    for (const [name, fault] of faults)
        test(`NoClientNoticesThatTheReplica${name}`, async (t) => {
            const { standby, store } = await createReplicated(t);
            const [server, api] = await start(t, store, standby.url);
            await isUsed(server, true);
            await register(api, { date });
            let isOver = false;
            let answers = 0;
            t.after(() => (isOver = true));
            const all = together(8, async () => {
                for (; !isOver; ++answers) assert.equal(await reported(api), 1);
            });
            all.catch(() => (isOver = true));
            const more = (count: number) => {
                const wanted = answers + count;
                return eventually(() => assert.ok(isOver || answers >= wanted), 60_000);
            };
            await more(50);
            const mend = await fault(standby);
            await isUsed(server, false);
            await more(50);
            await mend();
            await isUsed(server, true);
            await more(50);
            isOver = true;
            await all;
            assert.match(server.log(), / warning the replica is left out: it (cannot be|does not)/);
        });

    test("APromotedStandbyIsNoReplica", async (t) => {
        const { standby, store } = await createReplicated(t);
        const [server, api] = await start(t, store, standby.url);
        await isUsed(server, true);
        await standby.promote();
        await isUsed(server, false);
        await register(api, { date });
        assert.equal(await reported(api), 1);
    });

    test("AStandbyOfAnotherDatabaseIsNoReplica", async (t) => {
        const { store } = await createReplicated(t);
        const { standby: foreign } = await createReplicated(t);
        const [server, api] = await start(t, store, foreign.url);
        await eventually(() =>
            assert.match(server.log(), /replica is left out: it is a copy of another database/),
        );
        await register(api, { date });
        assert.equal(await reported(api), 1);
        const { stdout } = await server.command("doctor", "--database-replica", foreign.url);
        assert.match(stdout, /the primary reads the reports: it is a copy of another database/);
    });

    test("AReplicaMayStandBehindAPool", async (t) => {
        const { standby, store } = await createReplicated(t);
        const pool = await PgBouncer.start(standby.url);
        t.after(() => pool.remove());
        const [server, api] = await start(t, store, pool.urlOf(standby.url));
        await isUsed(server, true);
        await register(api, { date });
        await replicaReads(server, async () => assert.equal(await reported(api), 1));
    });
}
