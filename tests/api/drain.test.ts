// A server that stops for good, or for a moment while others serve.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { EventStream } from "../support/EventStream.ts";
import { Talk } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

async function onServer(use: (server: Server) => Promise<void>, ...flags: string[]): Promise<void> {
    const server = await startServer({ flags: ["--demo", ...flags] });
    try {
        await use(server);
    } finally {
        await server.close();
    }
}

const drain = ["--drain-seconds", "3600"];

async function beginDrain(server: Server): Promise<void> {
    process.kill(server.pid, "SIGTERM");
    await eventually(() => assert.match(server.log(), / draining/));
}

// The second order ends the drain, if it comes more than a second after the first.
async function endDrain(server: Server): Promise<void> {
    const { pid } = server;
    const stopped = server.stop();
    await eventually(() => {
        if (/ stopping/.test(server.log())) return;
        process.kill(pid, "SIGTERM");
        assert.fail("the server still drains");
    });
    await stopped;
}

// A long poll that the server has begun: the head of its answer is here.
async function begunPoll(api: Api, after: number): Promise<Response> {
    const headers = { Authorization: `Bearer ${api.token}` };
    const answer = await fetch(`${api.baseUrl}/api/events?after=${after}&wait=60`, { headers });
    assert.equal(answer.status, 200);
    return answer;
}

const polled = (after: number) => ({
    status: "success",
    message: "Events retrieved successfully",
    last_seq: after,
    data: [],
});

test("ADrainingServerServesEverythingAndSaysAtUpThatItWillStop", () =>
    onServer(async (server) => {
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const kept = await api.get("/api/poly");
        assert.notEqual(kept.headers["connection"], "close");
        const talk = await Talk.open(server);
        await beginDrain(server);
        await eventually(async () => assert.equal((await api.get("/up")).status, 503));
        // On the connection from before, and on new ones.
        for (const client of [api, api, api.as(api.token)]) {
            const answer = await client.get("/api/poly");
            assert.equal(answer.status, 200);
            assert.equal(answer.headers["connection"], "close");
        }
        const late = await Talk.open(server);
        assert.deepEqual(await late.sofar(), []);
        assert.deepEqual(await talk.sofar(), []);
        await endDrain(server);
    }, ...drain));

test("LiveClientsOfADrainingServerReconnectAtOnce", () =>
    onServer(async (server) => {
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const talk = await Talk.open(server);
        const after = (await api.get("/api/events")).body.last_seq;
        const url = `${server.baseUrl}/api/events/stream`;
        const stream = await EventStream.open(url, { Authorization: `Bearer ${api.token}` });
        const poll = await begunPoll(api, after);
        await talk.sofar();
        await beginDrain(server);
        await endDrain(server);
        const reason = "The server is restarting";
        assert.deepEqual(await talk.closed, { code: 4200, reason });
        await stream.ended();
        assert.deepEqual(await poll.json(), polled(after));
    }, ...drain));

test("WithoutOtherServersClientsComeBackAfterAMoment", () =>
    onServer(async (server) => {
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const talk = await Talk.open(server);
        const after = (await api.get("/api/events")).body.last_seq;
        const poll = await begunPoll(api, after);
        await server.stop();
        const reason = "The server is restarting";
        assert.deepEqual(await talk.closed, { code: 1001, reason });
        assert.deepEqual(await poll.json(), polled(after));
    }));
