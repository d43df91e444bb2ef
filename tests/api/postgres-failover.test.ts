// A primary with a synchronous standby, both named in --database: the standby is promoted, and the
// server goes on by itself with every write that it has answered.
import { test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { move, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { FeedStream } from "../support/FeedStream.ts";
import { together } from "../support/Load.ts";
import { startReceiver } from "../support/N8n.ts";
import { PostgresCluster } from "../support/Postgres.ts";
import { Talk } from "../support/Realtime.ts";
import { RepeatingClients } from "../support/RepeatingClients.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const date = "2029-05-01";
const patience = 60_000;

// One URL that names both, the primary first.
function bothOf(primary: PostgresCluster, standby: PostgresCluster): string {
    const hosts = `${new URL(primary.url).host},${new URL(standby.url).host}`;
    return primary.url.replace(new URL(primary.url).host, hosts);
}

interface Pair {
    primary: PostgresCluster;
    standby: PostgresCluster;
    store: Store;
}

async function createPair(): Promise<Pair> {
    const primary = await PostgresCluster.create();
    const standby = await primary.createStandby();
    await primary.set("synchronous_standby_names", "*");
    const dataDir = await mkdtemp(join(tmpdir(), "antrean-test-"));
    const remove = async () => {
        await primary.remove();
        await standby.remove();
        await rm(dataDir, { recursive: true, force: true });
    };
    const databaseUrl = bothOf(primary, standby);
    return { primary, standby, store: { engine: "postgres", dataDir, databaseUrl, remove } };
}

// What takes the primary away. Returns a function that lets its processes be removed.
const ends: [name: string, end: (primary: PostgresCluster) => Promise<() => void>][] = [
    ["IsKilled", (primary) => primary.kill9().then(() => () => undefined)],
    ["FallsSilent", (primary) => primary.freeze()],
];

if (engineUnderTest() === "postgres")
    for (const [name, end] of ends)
        test(`NothingAnsweredIsLostWhenThePrimary${name}`, async (t) => {
            const { primary, standby, store } = await createPair();
            const receiver = await startReceiver();
            const flags = ["--demo", "--webhook-url", receiver.url];
            const server = await startServer({ flags, store });
            let thaw = () => {};
            t.after(async () => {
                await server.close();
                thaw();
                await receiver.close();
                await store.remove();
            });
            const api = await signInAs(new Api(server.baseUrl), "superadmin");
            const { token } = api;
            const isUp = async () => (await api.get("/up")).status === 200;
            const screen = await Talk.open(server);
            await screen.subscribe("queue-channel");
            let stream = await FeedStream.open(server, token, "0");
            const clinic = new RepeatingClients(date, () => new Api(server.baseUrl, token));
            t.after(() => (clinic.isOver = true));
            const all = together(16, () => clinic.client());
            all.catch(() => (clinic.isOver = true));
            const answered = (count: number) =>
                eventually(() => assert.ok(clinic.isOver || clinic.answered >= count), patience);

            await answered(50);
            thaw = await end(primary);
            await eventually(async () => assert.ok(!(await isUp())), patience);
            const before = clinic.answered;
            await standby.promote();
            await eventually(async () => assert.ok(await isUp()), patience);
            await answered(before + 50);
            clinic.isOver = true;
            await all;

            const rows = await clinic.verify(api);
            await assertCheckIsClean(server);
            const found = `the database can be reached again, at ${new URL(standby.url).host}`;
            assert.ok(server.log().includes(found));
            const visit = await register(api, { date: today() });
            await move(api, visit, "anamnesa");
            for (;;) {
                const { event, data } = await screen.next();
                if (event !== "queue.called") continue;
                assert.equal(JSON.parse(String(data)).queue_number, visit.number);
                break;
            }
            await eventually(() => assert.equal(receiver.bodies.length, 1), patience);
            const seen = new Set<number>();
            // A stream may end while the database is away; a browser opens it again where it was.
            for (let last = "0"; !seen.has(visit.id); ) {
                const event = await stream.next().catch(() => undefined);
                if (event === undefined) stream = await FeedStream.open(server, token, last);
                else seen.add(event.data.reservation_id);
                last = event?.id ?? last;
            }
            for (const { id } of rows) assert.ok(seen.has(id), `${id} is in the stream`);
            stream.close();
            await screen.close();
            t.diagnostic(`${rows.length} registrations, ${clinic.lost} lost answers`);
        });
