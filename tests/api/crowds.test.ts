// More clients than the server has room for: screens must not keep requests out, and one address
// must not keep the others out.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { app, call, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const upgrade =
    `GET /app/${app.key}?protocol=7 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n` +
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const opened: RawSocket[] = [];
after(() => opened.forEach((socket) => socket.destroy()));

async function open(port: number): Promise<RawSocket> {
    const socket = await RawSocket.open(port);
    opened.push(socket);
    return socket;
}

test("ScreensAndSilentConnectionsLeaveRoomForRequests", async () => {
    const flags = ["--connections-max", "40", "--demo", ...withSecret];
    const server = await startServer({ flags });
    after(() => server.close());
    assert.match(server.log(), /up to 40 connections, 30 of them with live updates/);
    const statuses: number[] = [];
    for (let count = 0; count < 45; ++count) {
        const socket = await open(server.port);
        socket.write(upgrade);
        const answer = await socket.answer();
        statuses.push(answer.status);
        if (answer.status === 503) assert.equal(answer.headers.get("retry-after"), "5");
    }
    assert.deepEqual(statuses, [...Array(30).fill(101), ...Array(15).fill(503)]);
    for (let count = 0; count < 60; ++count) {
        const silent = await open(server.port);
        if (count % 2 === 0) silent.write("GET /up HTTP/1.1\r\nHost");
    }
    for (let count = 0; count < 20; ++count) {
        const fresh = await open(server.port);
        fresh.write("GET /up HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assert.equal((await fresh.answer()).status, 200);
        fresh.destroy();
    }
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    assert.equal((await api.get("/api/poly")).status, 200);
    const body = JSON.stringify({ name: "e", channel: "news", data: "1" });
    assert.equal((await call(api, { body })).status, 200);
    await eventually(() =>
        assert.equal(server.log().match(/30 live updates are open, which is/g)?.length, 1),
    );
});

test("OneAddressHasOnlyItsPartOfTheConnections", async () => {
    const server = await startServer({ flags: ["--connections-per-address", "5"] });
    after(() => server.close());
    const six = [];
    for (let count = 0; count < 6; ++count) six.push(await open(server.port));
    // Threads may accept them in another order.
    const answer = await Promise.any(six.map((socket) => socket.answer()));
    assert.equal(answer.status, 429);
    assert.deepEqual(JSON.parse(answer.body), {
        status: "error",
        message: "Too many connections.",
    });
    assert.equal(answer.headers.get("retry-after"), "5");
    six.forEach((socket) => socket.destroy());
    await eventually(async () =>
        assert.equal((await new Api(server.baseUrl).get("/up")).status, 200),
    );
});
