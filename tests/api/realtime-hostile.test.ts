// Messages that no client library sends: broken handshakes and frames, slow and vanishing readers.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { move, register } from "../support/Clinic.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { call, Talk, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo", ...withSecret] });
after(() => server.close());

const handshake: Record<string, string> = {
    Host: "localhost",
    Upgrade: "websocket",
    Connection: "keep-alive, Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
};

function requestText(changes: Record<string, string | undefined> = {}, line?: string): string {
    const headers = Object.entries({ ...handshake, ...changes })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}: ${value}\r\n`);
    return `${line ?? "GET /app/antrean-key HTTP/1.1"}\r\n${headers.join("")}\r\n`;
}

// A client's frame; `first` is FIN and opcode.
function frame(first: number, payload: Uint8Array | string, mask = [1, 2, 3, 4]): Buffer {
    const bytes = Buffer.from(payload as string);
    const size = bytes.length;
    const head =
        size < 126
            ? Buffer.from([first, 0x80 | size])
            : size < 65_536
              ? Buffer.from([first, 0x80 | 126, size >> 8, size & 255])
              : Buffer.from([first, 0xff, 0, 0, 0, 0, size >>> 24, size >> 16, size >> 8, size]);
    const masked = bytes.map((byte, index) => byte ^ (mask[index % 4] as number));
    return Buffer.concat([head, Buffer.from(mask), masked]);
}

const text = (payload: string) => frame(0x81, payload);
const ping = '{"event":"pusher:ping"}';
const subscribe = (channel: string) =>
    text(JSON.stringify({ event: "pusher:subscribe", data: { channel } }));

class Wire {
    readonly raw: RawSocket;
    bytes = Buffer.alloc(0);
    private constructor(raw: RawSocket) {
        this.raw = raw;
        raw.socket.on("data", (part: Buffer) => (this.bytes = Buffer.concat([this.bytes, part])));
    }
    static async open(first: Buffer | string = ""): Promise<Wire> {
        const wire = new Wire(await RawSocket.open(server.port));
        wire.raw.write(Buffer.concat([Buffer.from(requestText()), Buffer.from(first as string)]));
        return wire;
    }
    // Reads everything after the handshake until the server closes.
    async end(): Promise<Buffer> {
        if (!this.raw.closed) await once(this.raw.socket, "end");
        this.raw.destroy();
        return this.bytes.subarray(this.bytes.indexOf("\r\n\r\n") + 4);
    }
    // Waits for a text in the server's messages.
    async says(what: string): Promise<void> {
        while (!this.bytes.includes(what)) await once(this.raw.socket, "data");
    }
}

// The code of the close frame at the end of the server's bytes.
function closeCode(sent: Buffer): number {
    const place = sent.lastIndexOf(0x88);
    const length = sent[place + 1] ?? 0;
    assert.equal(place + 2 + length, sent.length, sent.toString("latin1"));
    return length === 0 ? 1005 : sent.readUInt16BE(place + 2);
}

test("AcceptsTheHandshakeOfTheStandard", async () => {
    const raw = await RawSocket.open(server.port);
    raw.write(requestText());
    const answer = await raw.answer();
    assert.equal(answer.status, 101);
    assert.equal(answer.headers.get("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    raw.destroy();
});

const noUpgrades: [changes: Record<string, string | undefined>, line?: string][] = [
    [{ Upgrade: undefined }],
    [{ Upgrade: "h2c" }],
    [{}, "GET /app/antrean-key HTTP/1.0"],
    [{}, "GET /app HTTP/1.1"],
    [{}, "GET /app/a/b HTTP/1.1"],
    [{}, "GET /apps HTTP/1.1"],
    [{}, "GET /app/%zz HTTP/1.1"],
];

test("AnythingElseIsAnOrdinaryRequest", async () => {
    for (const [changes, line] of noUpgrades) {
        const raw = await RawSocket.open(server.port);
        raw.write(requestText(changes, line));
        const { status } = await raw.answer();
        assert.ok([400, 404].includes(status), `${status} for ${JSON.stringify([changes, line])}`);
        raw.destroy();
    }
});

const brokenUpgrades: [changes: Record<string, string | undefined>, line?: string][] = [
    [{ Connection: "keep-alive" }],
    [{ "Sec-WebSocket-Key": undefined }],
    [{ "Sec-WebSocket-Key": "short" }],
    [{ "Sec-WebSocket-Key": "!!!!!!!!!!!!!!!!!!!!!!==" }],
    [{ Host: undefined }],
    [{}, "POST /app/antrean-key HTTP/1.1"],
];

test("RefusesAnUpgradeThatBreaksTheStandard", async () => {
    for (const [changes, line] of brokenUpgrades) {
        const raw = await RawSocket.open(server.port);
        raw.write(requestText(changes, line));
        assert.equal((await raw.answer()).status, 400, JSON.stringify([changes, line]));
        raw.destroy();
    }
    for (const version of ["8", "", undefined]) {
        const raw = await RawSocket.open(server.port);
        raw.write(requestText({ "Sec-WebSocket-Version": version }));
        const { status, reason, headers } = await raw.answer();
        assert.deepEqual([status, reason], [426, "Upgrade Required"]);
        assert.equal(headers.get("upgrade"), "websocket");
        assert.equal(headers.get("sec-websocket-version"), "13");
        raw.destroy();
    }
});

test("AcceptsAListInSeveralLinesAndAProxysForm", async () => {
    for (const text of [
        requestText({ Connection: "keep-alive\r\nConnection: Upgrade" }),
        requestText({}, "GET http://localhost/app/antrean-key HTTP/1.1"),
    ]) {
        const raw = await RawSocket.open(server.port);
        raw.write(text);
        assert.equal((await raw.answer()).status, 101, text);
        raw.destroy();
    }
});

test("AnUpgradeMayFollowOtherRequestsAndFramesMayFollowIt", async () => {
    const raw = await RawSocket.open(server.port);
    const up = "GET /up HTTP/1.1\r\nHost: a\r\n\r\n";
    const all = Buffer.concat([Buffer.from(up + requestText()), text(ping), frame(0x88, "")]);
    for (const byte of all) raw.write(Uint8Array.of(byte));
    assert.equal((await raw.answer()).status, 200);
    assert.equal((await raw.answer()).status, 101);
    assert.match(await raw.rest(), /connection_established.*"pusher:pong"/s);
    raw.destroy();
});

const close = (code: number, reason = "") =>
    frame(0x88, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));

const breaches: [name: string, bytes: Buffer, code: number][] = [
    ["a frame without a mask", Buffer.from([0x81, 1, 0x61]), 1002],
    ["a reserved bit", frame(0xc1, "a"), 1002],
    ["a reserved opcode", frame(0x83, "a"), 1002],
    ["a reserved control opcode", frame(0x8b, "a"), 1002],
    ["a binary message", frame(0x82, "a"), 1003],
    ["a fragmented ping", frame(0x09, "a"), 1002],
    ["a long ping", frame(0x89, "x".repeat(126)), 1002],
    ["a continuation of nothing", frame(0x80, "a"), 1002],
    ["a message within a message", Buffer.concat([frame(0x01, "a"), text("b")]), 1002],
    ["text that is no UTF-8", frame(0x81, Buffer.from([0xc3, 0x28])), 1007],
    ["a surrogate", frame(0x81, Buffer.from([0xed, 0xa0, 0x80])), 1007],
    [
        "UTF-8 that ends early",
        Buffer.concat([frame(0x01, "a"), frame(0x80, Buffer.from([0xc3]))]),
        1007,
    ],
    ["a message that is too large", text("x".repeat(10_001)), 1009],
    [
        "fragments that are too large together",
        Buffer.concat([frame(0x01, "x".repeat(6_000)), frame(0x80, "x".repeat(4_001))]),
        1009,
    ],
    ["a length of 2^63", Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]), 1009],
    ["a length that is longer than needed", Buffer.from([0x81, 0xfe, 0, 1, 1, 2, 3, 4, 0]), 1002],
    ["half a close code", frame(0x88, "a"), 1002],
    ["a close code of nobody's", close(1005), 1002],
    ["a close code that is too small", close(999), 1002],
    ["a close reason that is no UTF-8", frame(0x88, Buffer.from([3, 232, 0xff])), 1007],
];

for (const [name, bytes, code] of breaches)
    test(`ClosesFor ${name}`, async () => {
        const wire = await Wire.open(bytes);
        assert.equal(closeCode(await wire.end()), code);
    });

test("ReturnsTheCodeThatTheClientClosesWith", async () => {
    for (const code of [1000, 1001, 3000, 4999]) {
        const wire = await Wire.open(close(code, "bye"));
        assert.equal(closeCode(await wire.end()), code);
    }
    const wire = await Wire.open(frame(0x88, ""));
    assert.equal(closeCode(await wire.end()), 1005);
});

test("PutsFragmentsTogetherAroundControlFrames", async () => {
    const [one, two, three] = [ping.slice(0, 5), "", ping.slice(5)];
    const wire = await Wire.open();
    wire.raw.write(frame(0x01, one));
    wire.raw.write(frame(0x89, "in between"));
    wire.raw.write(frame(0x00, two));
    wire.raw.write(frame(0x80, three));
    await wire.says("in between");
    await wire.says('{"event":"pusher:pong"}');
    wire.raw.destroy();
});

test("TakesTheLargestMessage", async () => {
    const wire = await Wire.open();
    wire.raw.write(text(`${ping}${" ".repeat(10_000 - ping.length)}`));
    await wire.says('{"event":"pusher:pong"}');
    wire.raw.destroy();
});

// A subscriber that has stopped reading, on a channel that then gets many events.
test("ASlowReaderIsClosedAndOthersNoticeNothing", async () => {
    const slow = await Wire.open();
    slow.raw.write(subscribe("flood"));
    await slow.says("subscription_succeeded");
    slow.raw.socket.pause();
    const talk = await Talk.open(server);
    await talk.subscribe("flood");
    const api = new Api(server.baseUrl);
    const data = "x".repeat(100_000);
    const body = JSON.stringify({ name: "e", channel: "flood", data });
    for (let count = 0; count < 120; ++count) {
        assert.equal((await call(api, { body })).status, 200);
        assert.equal((await talk.next()).event, "e");
    }
    await eventually(async () => {
        const metrics = String((await api.get("/metrics")).body);
        assert.match(metrics, /^antrean_websocket_slow_readers 1$/m);
    });
    slow.raw.socket.resume();
    const sent = await slow.end();
    assert.ok(sent.length < 100 * data.length, `${sent.length} bytes`);
    await talk.close();
});

test("VanishedClientsLeaveNothingBehind", async () => {
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    for (let count = 0; count < 50; ++count) {
        const wire = await Wire.open(subscribe("queue-channel"));
        if (count % 2 === 0) await wire.says("subscription_succeeded");
        if (count % 3 === 0) wire.raw.reset();
        else wire.raw.destroy();
    }
    const visit = await register(api);
    await move(api, visit, "anamnesa");
    await eventually(async () => {
        const metrics = String((await api.get("/metrics")).body);
        const open = Number(/^antrean_http_connections (\d+)$/m.exec(metrics)?.[1]);
        assert.ok(open < 10, `${open} connections`);
    });
    assert.equal((await api.get("/up")).status, 200);
});

test("WithoutDescriptorsTheOpenOnesAreServedAndTheRestWait", async () => {
    const other = await startServer({ flags: ["--demo", ...withSecret] });
    const talk = await Talk.open(other);
    await talk.subscribe("queue-channel");
    await talk.next();
    const api = await signInAs(new Api(other.baseUrl), "superadmin");
    await register(api);
    const used = readdirSync(`/proc/${other.pid}/fd`).length;
    execFileSync("prlimit", ["--pid", String(other.pid), `--nofile=${used + 5}`]);
    const knocking = Array.from({ length: 20 }, () => Talk.connect(other));
    await eventually(() => assert.match(other.log(), /cannot accept connections for a moment/));
    await move(api, await register(api), "anamnesa");
    assert.equal((await talk.next()).event, "queue.updated");
    const greeted = new Set<Talk>();
    for (const one of knocking)
        void one.next().then(
            () => greeted.add(one),
            () => undefined,
        );
    await eventually(() => assert.ok(greeted.size > 0 && greeted.size < knocking.length));
    // Each connection that ends makes room for a waiting one.
    for (let count = 0; count < knocking.length; ++count) {
        await eventually(() => assert.ok(greeted.size > count));
        [...greeted][count]?.drop();
    }
    await talk.close();
    await other.close();
});

test("TheServerSaysThatItGoes", async () => {
    const other = await startServer({ flags: withSecret });
    const talk = await Talk.open(other);
    await other.close();
    assert.equal((await talk.closed).code, 1001);
});
