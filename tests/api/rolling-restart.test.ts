// Three servers behind nginx are restarted one after another, while patients register, staff call
// and read, and screens watch: no request fails, and no call is missed.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Answer, Api } from "../support/Api.ts";
import { move, register, registration, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { connected, openScreen } from "../support/Echo.ts";
import { createStore, engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { ascending, oneTo } from "../support/Load.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server } from "../support/Server.ts";
import { SeveralServers } from "../support/Several.ts";

const date = today();
const day = "2027-09-01"; // of the registrations under load

// Longer than nginx keeps the connections that it does not use (Several.ts).
const flags = ["--demo", "--double-click", "0", "--drain-seconds", "3"];

// Repeats `step` until `isOver`, and gives up at the first error.
async function repeat(isOver: () => boolean, step: () => Promise<void>): Promise<void> {
    while (!isOver()) await step();
}

interface Board {
    calls: { seq: number }[];
}

// A screen that reads the board whenever it connects, and follows the calls and the board. It needs
// both: the server that it asks may learn of a call later than the one to which it is connected.
// Knows the calls by their number.
class Screen {
    readonly calls = new Set<number>();
    connections = 0;
    private failure: unknown;
    private readonly screen;

    constructor(
        server: Server,
        private readonly api: Api,
    ) {
        this.screen = openScreen(server);
        const { connection } = this.screen.pusher;
        connection.bind("connected", () => {
            ++this.connections;
        });
        const channel = this.screen.pusher.subscribe("queue-channel");
        channel.bind("pusher:subscription_succeeded", () => void this.read());
        channel.bind("queue.called", (call: { seq: number }) => this.calls.add(call.seq));
        const board = this.screen.pusher.subscribe("board-channel");
        board.bind("board.updated", (data: Board) => this.take(data));
    }

    async ready(): Promise<void> {
        await connected(this.screen.pusher);
    }
    assertKnows(seq: number): void {
        if (this.failure !== undefined) throw this.failure;
        assert.ok(this.calls.has(seq), `the call ${seq} was missed`);
    }
    close(): void {
        this.screen.pusher.disconnect();
    }

    private async read(): Promise<void> {
        try {
            const { status, body } = await this.api.get("/api/board");
            assert.equal(status, 200);
            this.take(body.data);
        } catch (error) {
            this.failure ??= error;
        }
    }
    private take(board: Board): void {
        for (const call of board.calls) this.calls.add(call.seq);
    }
}

// Follows the events by long polls, and keeps every number.
class Follower {
    readonly seqs: number[] = [];
    constructor(
        private readonly api: Api,
        private last: number,
    ) {}
    async step(): Promise<void> {
        const { status, body } = await this.api.get("/api/events", { after: this.last, wait: 20 });
        assert.equal(status, 200);
        for (const event of body.data) this.seqs.push(event.seq);
        this.last = body.last_seq;
    }
}

async function restart(server: Server): Promise<void> {
    const { port } = server;
    await server.stop();
    await server.start(port);
}

if (engineUnderTest() === "postgres") {
    const server = new SeveralServers(await createStore(), { flags });
    await server.start();
    after(() => server.close());
    const api = await signInAs(new Api(server.baseUrl), "superadmin");

    test("ARollingRestartFailsNoRequestAndMissesNoCall", async () => {
        // Each loop is a client of its own.
        const client = () => new Api(server.baseUrl, api.token);
        let isOver = false;
        const numbers: number[] = [];
        const reads: Answer[] = [];
        const after = (await api.get("/api/events")).body.last_seq as number;
        const screens = [1, 2, 3].map(() => new Screen(server, client()));
        const follower = new Follower(client(), after);
        for (const screen of screens) await screen.ready();

        const registering = [1, 2, 3].map(async () => {
            const desk = client();
            await repeat(
                () => isOver,
                async () => {
                    const answer = await desk.request({
                        method: "post",
                        url: "/api/reservation",
                        data: registration({ date: day }),
                        headers: { "Idempotency-Key": randomUUID() },
                    });
                    assert.equal(answer.status, 201, JSON.stringify(answer.body));
                    numbers.push(answer.body.data.queue.queue_number);
                },
            );
        });
        const queue = `/api/queue/current?poly_id=1&date=${day}`;
        const reading = [queue, "/api/poly", "/up"].map(async (path) => {
            const reader = client();
            await repeat(
                () => isOver,
                async () => {
                    const answer = await reader.get(path);
                    // A server that drains says so at /up, for balancers that ask.
                    if (path !== "/up") assert.equal(answer.status, 200, JSON.stringify(answer));
                    reads.push(answer);
                },
            );
        });
        const following = repeat(
            () => isOver,
            () => follower.step(),
        );
        const calling = (async () => {
            const nurse = client();
            await repeat(
                () => isOver,
                async () => {
                    const visit = await register(nurse, { date });
                    const seq = await call(nurse, visit);
                    for (const screen of screens)
                        await eventually(() => screen.assertKnows(seq), 60_000);
                },
            );
        })();
        const load = [...registering, ...reading, following, calling];
        const broken = Promise.race(load.map((one) => one.then(() => new Promise(() => {}))));
        const restarts = (async () => {
            for (const member of server.members) {
                const before = numbers.length;
                await restart(member);
                await eventually(() => assert.ok(numbers.length > before + 10));
            }
        })();
        try {
            await Promise.race([restarts, broken]);
            // Each screen has lost its server at least once.
            for (const screen of screens) await eventually(() => assert.ok(screen.connections > 1));
        } finally {
            isOver = true;
            await register(client(), { date }); // ends the last poll
            await Promise.allSettled(load);
            for (const screen of screens) screen.close();
        }
        await Promise.all(load);

        assert.deepEqual(ascending(numbers), oneTo(numbers.length));
        const all = await eventsAfter(api, after);
        assert.ok(follower.seqs.length > 0);
        assert.deepEqual(follower.seqs, all.slice(0, follower.seqs.length));
        await assertCheckIsClean(server);
    });
}

// The numbers of the events, as they are after the restarts.
async function eventsAfter(api: Api, first: number): Promise<number[]> {
    const seqs: number[] = [];
    for (;;) {
        const from = seqs.at(-1) ?? first;
        const { data } = (await api.get("/api/events", { after: from, wait: 0 })).body;
        if (data.length === 0) return seqs;
        seqs.push(...data.map((event: { seq: number }) => event.seq));
    }
}

// Calls a patient to the nurse; returns the number of the call in the ledger.
async function call(nurse: Api, visit: Visit): Promise<number> {
    await move(nurse, visit, "anamnesa");
    const seen = await eventually(async () => {
        const { body } = await nurse.get("/api/board");
        const found = body.data.calls.find(
            (one: any) => one.poly_id === 1 && one.queue_number === visit.number,
        );
        assert.ok(found !== undefined, "the board does not have the call");
        return found;
    });
    return seen.seq;
}
