// The same server over TLS.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions } from "node:tls";
import { fileURLToPath } from "node:url";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { Talk } from "../support/Realtime.ts";
import { startServer, superadminPassword, type Server } from "../support/Server.ts";

// Certificates made for these tests: valid for localhost until 2126; `renewed` has an RSA key.
const file = (name: string) => fileURLToPath(new URL(`../support/tls/${name}`, import.meta.url));
const certificate = file("localhost.pem");
const server = await startServer({
    flags: ["--tls-listen", "127.0.0.1:0", "--tls-cert", certificate]
        .concat("--tls-key", file("localhost.key.pem")),
});
after(() => server.close());
// The server logs this after the line that the harness waits for.
const tlsPortOf = (server: Server) =>
    eventually(() => {
        const found = /listening on https:\/\/\S+:(\d+)/.exec(server.log());
        assert.ok(found !== null, "no word of a TLS port");
        return Number(found[1]);
    });
const port = await tlsPortOf(server);
const ca = readFileSync(certificate);
const agent = new Agent({ keepAlive: true, maxSockets: 1, ca });

function send(
    method: string,
    path: string,
    body = "",
    token = "",
): Promise<{ status: number; text: string; demand: string | undefined }> {
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
            const demand = answer.headers["strict-transport-security"];
            answer.on("end", () => done({ status: answer.statusCode ?? 0, text, demand }));
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

// The suite of a new connection and the serial number of the server's certificate.
function handshake(
    port: number,
    options: ConnectionOptions = {},
): Promise<{ suite: string; serial: string }> {
    return new Promise((done, failed) => {
        const trusting = { servername: "localhost", rejectUnauthorized: false };
        const socket = connect({ port, host: "127.0.0.1", ...trusting, ...options }, () => {
            const serial = socket.getPeerCertificate().serialNumber;
            done({ suite: socket.getCipher().name, serial });
            socket.destroy();
        });
        socket.once("error", failed);
    });
}

test("OffersOnlySuitesWithForwardSecrecy", async () => {
    // Only a key of this kind could be used without an exchange of keys that are thrown away.
    const flags = ["--tls-cert", file("renewed.pem"), "--tls-key", file("renewed.key.pem")];
    const server = await startServer({ flags: ["--tls-listen", "127.0.0.1:0", ...flags] });
    try {
        const port = await tlsPortOf(server);
        const old = { maxVersion: "TLSv1.2" } as const;
        for (const ciphers of ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "kRSA"])
            await assert.rejects(handshake(port, { ...old, ciphers }), ciphers);
        assert.match((await handshake(port, old)).suite, /^ECDHE-RSA-/);
        assert.match((await handshake(port)).suite, /^TLS_/);
    } finally {
        await server.close();
    }
});

test("DemandsTlsWhereNoBrowserUsesAnotherAddress", async () => {
    assert.equal((await send("GET", "/up")).demand, "max-age=15552000");
    const plain = await new Api(server.baseUrl).get("/up");
    assert.equal(plain.headers["strict-transport-security"], undefined);
});

// A folder with certificate and key, which are replaced as a renewal does it.
async function renewable() {
    const folder = await mkdtemp(join(tmpdir(), "antrean-tls-"));
    const [pem, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    const use = async (name: string) => {
        await copyFile(file(`${name}.pem`), pem);
        await copyFile(file(`${name}.key.pem`), key);
    };
    await use("localhost");
    const flags = ["--tls-listen", "127.0.0.1:0", "--tls-cert", pem, "--tls-key", key];
    return { folder, pem, key, use, flags };
}

test("ReadsItsCertificateAgainWhenItHasChanged", async () => {
    const { folder, use, flags } = await renewable();
    const server = await startServer({ flags });
    try {
        const port = await tlsPortOf(server);
        const before = (await handshake(port)).serial;
        await use("renewed");
        const changed = async () => assert.notEqual((await handshake(port)).serial, before);
        await eventually(changed, 120_000);
    } finally {
        await server.close();
        await rm(folder, { recursive: true });
    }
});

test("ReadsItsCertificateAgainOnSighup", async () => {
    const { folder, pem, key, use, flags } = await renewable();
    const server = await startServer({ flags: [...flags, "--listen", "0.0.0.0:0"] });
    try {
        const port = await tlsPortOf(server);
        const before = (await handshake(port)).serial;
        await use("renewed");
        process.kill(server.pid, "SIGHUP");
        await eventually(async () => assert.notEqual((await handshake(port)).serial, before));
        const renewed = (await handshake(port)).serial;
        for (const broken of [pem, key]) {
            await use("localhost");
            await writeFile(broken, "no certificate");
            process.kill(server.pid, "SIGHUP");
            const reported = `error the TLS certificate was not reloaded: TLS .*${broken}`;
            await eventually(() => assert.match(server.log(), new RegExp(reported)));
        }
        assert.equal((await handshake(port)).serial, renewed, "the last good one stays");
        const answer = await new Promise<string | undefined>((done, failed) =>
            request(
                { host: "127.0.0.1", port, path: "/up", rejectUnauthorized: false },
                (answer) => done(answer.headers["strict-transport-security"]),
            ).once("error", failed).end(),
        );
        assert.equal(answer, undefined, "browsers may use the plain address");
    } finally {
        await server.close();
        await rm(folder, { recursive: true });
    }
});
