// The HTTP protocol, in bytes that no HTTP client would send: input that must be refused and must
// not disturb other clients.
import { test } from "node:test";
import assert from "node:assert/strict";
import { startDemo } from "../support/Demo.ts";
import { get, post } from "../support/RawRequests.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { superadminPassword } from "../support/Server.ts";

const { api, server } = await startDemo();
const bearer = `Authorization: Bearer ${api.token}\r\n`;

const open = () => RawSocket.open(server.port);
const once = (bytes: string | Uint8Array) => RawSocket.ask(server.port, bytes);

// The server must answer this and close the connection, and serve other clients.
async function assertRefused(bytes: string | Uint8Array, status: number, message: string) {
    const socket = await open();
    socket.write(bytes);
    const answer = await socket.answer();
    assert.equal(answer.status, status);
    assert.deepEqual(JSON.parse(answer.body), { status: "error", message });
    assert.equal(answer.headers.get("connection"), "close");
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(await socket.rest(), "");
    socket.destroy();
    assert.equal((await api.get("/up")).status, 200);
}

const login = JSON.stringify({ username: "superadmin", password: superadminPassword });
const json = "Content-Type: application/json\r\n";

for (const [name, bytes] of [
    ["Garbage", "\x16\x03\x01\x02\x00 garbage\r\n\r\n"],
    ["AnUnknownVersion", "GET / HTTP/3.0\r\n\r\n"],
    ["AHeaderWithoutColon", "GET / HTTP/1.1\r\nHost\r\n\r\n"],
    ["ASpaceBeforeTheColon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"],
    ["AFoldedHeader", "GET /up HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"],
    ["AHeaderOnTheNextLine", "GET /up HTTP/1.1\r\nHost: a\r\nX-A:\r\n b\r\n\r\n"],
    ["TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
    [
        "LengthAndChunks",
        post("/up", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
    ],
    [
        "ChunksAndLength",
        post("/up", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
    ],
    ["TwoLengths", post("/up", "Content-Length: 5\r\nContent-Length: 6\r\n", "abcde")],
    ["ANegativeLength", post("/up", "Content-Length: -5\r\n", "abcde")],
    ["AnUnknownCoding", post("/up", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")],
    ["AChunkSizeThatIsNoNumber", post("/up", "Transfer-Encoding: chunked\r\n", "zz\r\n\r\n")],
] as const)
    test(`Refuses${name}`, () => assertRefused(bytes, 400, "Bad Request"));

test("RefusesALongHeader", async () => {
    const long = get("/up", `X-Long: ${"x".repeat(20_000)}\r\n`);
    await assertRefused(long, 431, "Request Header Fields Too Large");
});

test("RefusesALongTarget", async () => {
    const long = get(`/${"x".repeat(20_000)}`);
    await assertRefused(long, 431, "Request Header Fields Too Large");
});

test("RefusesALongBodyBeforeItComes", async () => {
    const socket = await open();
    socket.write(post("/api/auth/login", "Content-Length: 8388609\r\n", ""));
    const answer = await socket.answer();
    assert.equal(answer.status, 413);
    assert.equal(answer.body, `{"status":"error","message":"The POST data is too large."}`);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    socket.write("x".repeat(100_000));
    socket.end();
    assert.equal(await socket.rest(), "");
});

test("RefusesALongChunkedBodyWhenItIsTooLong", async () => {
    const socket = await open();
    socket.write(post("/api/poly", bearer + "Transfer-Encoding: chunked\r\n", ""));
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 130; ++sent) socket.write(chunk);
    assert.equal((await socket.answer()).status, 413);
    socket.destroy();
});

const poly = JSON.stringify({ name: "Poli Geriatri" });

test("TakesABodyWithoutAFileOfOneMebibyte", async () => {
    const send = (size: number) => {
        const body = " ".repeat(size - poly.length) + poly;
        return once(post("/api/poly", `${bearer}${json}Content-Length: ${size}\r\n`, body));
    };
    assert.equal((await send(1024 * 1024 + 1)).status, 413);
    assert.equal((await send(1024 * 1024)).status, 201);
});

test("RefusesALongBodyWhereNoTokenIsAskedFor", async () => {
    const send = (size: number) => {
        const body = " ".repeat(size - login.length) + login;
        return once(post("/api/auth/login", `${json}Content-Length: ${size}\r\n`, body));
    };
    assert.equal((await send(16 * 1024)).status, 200);
    const refused = await send(16 * 1024 + 1);
    assert.equal(refused.status, 413);
    assert.equal(refused.body, `{"status":"error","message":"The POST data is too large."}`);
});

async function assertTooManyFields(body: string) {
    const headers = `${json}Content-Length: ${body.length}\r\n`;
    const refused = await once(post("/api/poly", bearer + headers, body));
    assert.equal(refused.status, 400);
    assert.equal(refused.body, `{"status":"error","message":"Too many input fields."}`);
    assert.equal((await once(post("/api/poly", headers, body))).status, 401);
}

test("RefusesAJsonBodyOfTooManyValues", async () => {
    await assertTooManyFields(`{"a":[${"0,".repeat(200_000)}0]}`);
});

test("RefusesAJsonObjectOfTooManyKeys", async () => {
    const keys = Array.from({ length: 1_001 }, (_, index) => `"k${index}":0`).join();
    await assertTooManyFields(`{${keys}}`);
    await assertTooManyFields(`{"name":[{${keys}}]}`);
});

test("RefusesAJsonListOfTooManyFields", async () => {
    await assertTooManyFields(`[${"0,".repeat(1_000)}0]`);
});

// Each is answered before its body comes, and says that it is the last.
test("AnswersALongBodyOfAStrangerBeforeItComes", async () => {
    for (const [request, status] of [
        [post("/up", "Content-Length: 8388608\r\n", ""), 405],
        [post("/api/nothing", "Content-Length: 8388608\r\n", ""), 404],
        [post("/api/poly", "Content-Length: 8388608\r\n", ""), 401],
        [post("/api/poly", "Expect: 100-continue\r\nContent-Length: 8388608\r\n", ""), 401],
        [post("/api/poly?_method=DELETE", "Content-Length: 8388608\r\n", ""), 405],
    ] as const) {
        const answer = await once(request);
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get("connection"), "close");
    }
});

test("AsksForALongBodyOfAKnownCaller", async () => {
    const body = " ".repeat(100_000 - poly.length) + poly;
    const socket = await open();
    const headers = `${bearer}${json}Expect: 100-continue\r\nContent-Length: 100000\r\n`;
    socket.write(post("/api/poly", headers, ""));
    assert.equal((await socket.answer()).status, 100);
    socket.write(body + get("/up"));
    assert.equal((await socket.answer()).status, 422, "the name is taken");
    assert.equal((await socket.answer()).status, 200);
    socket.destroy();
});

test("TakesALargerUpload", async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n';
    const body = `${part}${"x".repeat(10 * 1024 * 1024)}\r\n--x--\r\n`;
    const type = "Content-Type: multipart/form-data; boundary=x\r\n";
    const headers = `${type}Content-Length: ${body.length}\r\n`;
    assert.equal((await once(post("/api/faq", bearer + headers, body))).status, 422);
    assert.equal((await once(post("/api/faq", headers, body))).status, 401);
});

test("RefusesALongBodyWithoutAskingForIt", async () => {
    const headers = "Expect: 100-continue\r\nContent-Length: 99999999\r\n";
    assert.equal((await once(post("/api/auth/login", headers, ""))).status, 413);
});

test("SurvivesClientsThatLeaveInTheMiddle", async () => {
    const request = post("/api/auth/login", `${json}Content-Length: ${login.length}\r\n`, login);
    for (let length = 1; length <= request.length; length += 7) {
        const socket = await open();
        socket.write(request.slice(0, length));
        if (length % 2 === 0) socket.reset();
        else socket.destroy();
    }
    assert.equal((await api.get("/up")).status, 200);
});

test("AnswersRandomBytesWithAnErrorOrNotAtAll", async () => {
    let seed = 20260121;
    const random = (below: number) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % below;
    };
    const valid = post("/api/auth/login", `${json}Content-Length: ${login.length}\r\n`, login);
    for (let round = 0; round < 200; ++round) {
        const bytes = Buffer.from(valid, "latin1");
        for (let change = 0; change <= round % 8; ++change)
            bytes[random(bytes.length)] = random(256);
        const socket = await open();
        socket.write(bytes);
        socket.end();
        const text = await socket.rest();
        if (text !== "") assert.match(text, /^HTTP\/1\.1 (200|4\d\d) /, `seed 20260121, ${round}`);
        socket.destroy();
    }
    assert.equal((await api.get("/up")).status, 200);
});

test("ServesWhileAThousandConnectionsIdle", async () => {
    const idle = await Promise.all(Array.from({ length: 1_000 }, open));
    for (const [index, socket] of idle.entries())
        if (index % 2 === 0) socket.write("GET /api/poly HTTP/1.1\r\nHost");
    const answers = await Promise.all(
        Array.from({ length: 200 }, () => api.get("/api/poly")),
    );
    for (const answer of answers) assert.equal(answer.status, 200);
    for (const [index, socket] of idle.entries()) {
        socket.write(index % 2 === 0 ? `: a\r\n${bearer}\r\n` : get("/up"));
        assert.equal((await socket.answer()).status, 200);
        socket.destroy();
    }
});

test("ClosesOnAHeaderThatDoesNotCome", async () => {
    const socket = await open();
    socket.write("GET / HTTP/1.1\r\nHost");
    const began = Date.now();
    assert.equal((await socket.answer()).status, 408);
    const waited = Date.now() - began;
    assert.ok(waited > 13_000, `${waited} ms instead of 15 s`);
    socket.destroy();
});

