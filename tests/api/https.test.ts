// The same server over TLS.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";
import { eventually } from "../support/Eventually.ts";
import { Talk } from "../support/Realtime.ts";
import { startServer, superadminPassword } from "../support/Server.ts";

// A certificate made for these tests: valid for localhost until 2126.
const file = (name: string) => fileURLToPath(new URL(`../support/tls/${name}`, import.meta.url));
const certificate = file("localhost.pem");
const server = await startServer({
    flags: ["--tls-listen", "127.0.0.1:0", "--tls-cert", certificate]
        .concat("--tls-key", file("localhost.key.pem")),
});
after(() => server.close());
// The server logs this after the line that the harness waits for.
const port = await eventually(() => {
    const found = /listening on https:\/\/\S+:(\d+)/.exec(server.log());
    assert.ok(found !== null, "no word of a TLS port");
    return Number(found[1]);
});
const ca = readFileSync(certificate);
const agent = new Agent({ keepAlive: true, maxSockets: 1, ca });

function send(
    method: string,
    path: string,
    body = "",
    token = "",
): Promise<{ status: number; text: string }> {
    return new Promise((done, failed) => {
        const headers = {
            "Content-Type": "application/json",
            "Content-Length": body.length,
            ...(token === "" ? {} : { Authorization: `Bearer ${token}` }),
        };
        const options = { agent, host: "localhost", port, method, path, headers };
        const sent = request(options, (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (part: string) => (text += part));
            answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
        });
        sent.once("error", failed);
        sent.end(body);
    });
}

test("ClosesOnAClientThatSpeaksNoTls", async () => {
    const socket = connectTcp(port, "127.0.0.1");
    socket.write("GET /up HTTP/1.1\r\nHost: a\r\n\r\n");
    let text = "";
    for await (const part of socket) text += part;
    assert.doesNotMatch(text, /HTTP/);
});

test("AnswersOverOneConnection", async () => {
    for (let count = 0; count < 20; ++count) {
        assert.equal((await send("GET", "/up")).status, 200);
        assert.equal((await send("GET", "/api/users")).status, 401);
    }
});

test("SendsAFileWhole", async () => {
    const folder = join(server.store.dataDir, "faq");
    const content = "0123456789".repeat(300_000);
    await mkdir(folder);
    await writeFile(join(folder, "brosur.txt"), content);
    const answer = await send("GET", "/storage/faq/brosur.txt");
    assert.equal(answer.status, 200);
    assert.ok(answer.text === content);
    assert.equal((await send("GET", "/up")).status, 200);
});

test("ReadsALargeBody", async () => {
    const user = JSON.stringify({ username: "superadmin", password: superadminPassword });
    const { token } = JSON.parse((await send("POST", "/api/auth/login", user)).text);
    const large = JSON.stringify("x".repeat(1_000_000));
    assert.equal((await send("POST", "/api/poly", large, token)).status, 422);
});

test("AnswersALargeBodyOfAStrangerWithoutReadingIt", async () => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca });
    socket.write("POST /api/poly HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    let text = "";
    for await (const part of socket) text += part;
    assert.match(text, /^HTTP\/1\.1 401 /);
    assert.match(text, /\r\nConnection: close\r\n/);
});

test("RefusesALongBodyAndCloses", async () => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca });
    socket.write("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");
    let text = "";
    for await (const part of socket) text += part;
    assert.match(text, /^HTTP\/1\.1 413 /);
    assert.match(text, /"The POST data is too large\."\}$/);
});

test("AnswersPipelinedRequestsInOrder", async () => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca });
    const paths = Array.from({ length: 200 }, (_, index) => `/api/nothing-${index}`);
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(""));
    socket.write("GET /up HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let text = "";
    for await (const part of socket) text += part;
    const found = [...text.matchAll(/The route (\S+) could not/g)].map((match) => `/${match[1]}`);
    assert.deepEqual(found, paths);
    assert.ok(text.endsWith('{"status":"ok","health":"OK"}'));
});

test("WebSocketsCrossTlsToo", async () => {
    const talk = await Talk.open(server, { url: `wss://localhost:${port}/app/antrean-key` });
    await talk.subscribe("queue-channel");
    assert.equal((await talk.next()).event, "queue.updated");
    // A message that fills most of a TLS record.
    talk.say(`{"event":"pusher:ping"}${" ".repeat(9_000)}`);
    assert.equal((await talk.next()).event, "pusher:pong");
    await talk.close();
});
