// A server that is killed or stopped under load loses nothing that it answered.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { type Random, randomOf } from "../support/Random.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean, createClusterStore } from "../support/Faults.ts";
import { Load } from "../support/Load.ts";
import { type PostgresCluster } from "../support/Postgres.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

const kills = 20;
const daysInTurn = 4;  // a day is used again later, so that its numbers continue
const restartMsMax = 30_000;  // far more than it takes: the test is that it does not hang

const dayOf = (round: number) => `2027-06-0${1 + (round % daysInTurn)}`;

async function pause(random: Random): Promise<void> {
    await new Promise((done) => setTimeout(done, random.below(30)));
}

async function restart(server: Server): Promise<void> {
    const began = Date.now();
    await server.start();
    const took = Date.now() - began;
    assert.ok(took < restartMsMax, `the restart took ${took} ms`);
}

// One load per day, used in several rounds.
class Days {
    private readonly loads = new Map<string, Load>();
    private readonly random: Random;

    constructor(random: Random) {
        this.random = random;
    }

    of(round: number): Load {
        const date = dayOf(round);
        const load = this.loads.get(date) ?? new Load(date, this.random);
        this.loads.set(date, load);
        return load;
    }
    async verify(server: Server, api: Api): Promise<void> {
        for (const load of this.loads.values()) {
            await load.verify(api);
            await load.verifyLedger(server.store);
        }
    }
    report(test: TestContext): void {
        for (const { date, statuses } of this.loads.values())
            test.diagnostic(`answers on ${date}: ${JSON.stringify(statuses)}`);
    }
}

test("TwentyKillsLoseNothingThatWasAnswered", async (t) => {
    const random = randomOf(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
    const days = new Days(random);
    for (let round = 0; round < kills; ++round) {
        const load = days.of(round);
        load.start([new Api(server.baseUrl, token)]);
        await load.answers(1 + random.below(150));
        await pause(random);
        await server.kill9();
        await load.ended();
        await restart(server);
        await load.verify(new Api(server.baseUrl, token));
        await assertCheckIsClean(server);
    }
    await days.verify(server, new Api(server.baseUrl, token));
    days.report(t);
});

test("SigtermUnderLoadLosesNothingThatWasAnswered", async (t) => {
    const random = randomOf(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
    const days = new Days(random);
    for (let round = 0; round < 4; ++round) {
        const load = days.of(round);
        load.start([new Api(server.baseUrl, token)]);
        await load.answers(50 + random.below(100));
        await server.stop();  // throws unless it ends with status 0 within 10 s
        await load.ended();
        assert.equal(load.refusals.length, 0, "nothing in flight is refused by a stop");
        await restart(server);
        await load.verify(new Api(server.baseUrl, token));
    }
    await days.verify(server, new Api(server.baseUrl, token));
    await assertCheckIsClean(server);
    days.report(t);
});

// The database crashes while the server runs; in every second round the server crashes as well.
async function crashDatabase(
    cluster: PostgresCluster,
    server: Server,
    load: Load,
    isServerKilled: boolean,
): Promise<void> {
    await cluster.stop();
    if (isServerKilled) await server.kill9();
    else await load.stop();
    await load.ended();
    await cluster.start();
    if (isServerKilled) await restart(server);
}

if (engineUnderTest() === "postgres")
    test("ACrashOfPostgresLosesNothingThatWasAnswered", async (t) => {
        const random = randomOf(t);
        const { cluster, store } = await createClusterStore();
        const server = await startServer({ flags: ["--demo"], store }).catch(async (error) => {
            await store.remove();
            throw error;
        });
        t.after(() => server.close().finally(() => store.remove()));
        const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
        const days = new Days(random);
        for (let round = 0; round < 4; ++round) {
            const load = days.of(round % 2);
            load.start([new Api(server.baseUrl, token)]);
            await load.answers(30 + random.below(100));
            await pause(random);
            await crashDatabase(cluster, server, load, round % 2 === 1);
            const api = new Api(server.baseUrl, token);
            await eventually(() => load.verify(api));
            await assertCheckIsClean(server);
        }
        await days.verify(server, new Api(server.baseUrl, token));
        days.report(t);
    });
