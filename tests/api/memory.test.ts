// What requests leave behind in the server's memory. Nobody needs a token to send them.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Api } from "../support/Api.ts";
import { get, post } from "../support/RawRequests.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const mebibyte = 1024 * 1024;
const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const { token } = await signInAs(new Api(server.baseUrl), "superadmin");
const bearer = `Authorization: Bearer ${token}\r\n`;
const json = "Content-Type: application/json\r\n";

// 4 million values in 8 MiB, which were 24 times as much when they were read.
const zeros = `[0${",0".repeat(4 * mebibyte - 2)}]`;
// One value of the same size.
const longText = `{"name":"${"x".repeat(8 * mebibyte - 12)}"}`;

async function residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${server.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

// Each connection sends the request and stays open. Returns by how much the server has grown.
async function growthByIdle(count: number, request: string, status: number): Promise<number> {
    const before = await residentBytes();
    const idle = [];
    for (let sent = 0; sent < count; ++sent) {
        const socket = await RawSocket.open(server.port);
        socket.write(request);
        assert.equal((await socket.answer()).status, status);
        idle.push(socket);
    }
    const growth = (await residentBytes()) - before;
    for (const socket of idle) socket.destroy();
    return growth;
}

function assertSmall(growth: number, limit: number): void {
    const grown = `grown by ${Math.round(growth / mebibyte)} MiB`;
    assert.ok(growth < limit, grown);
}

test("StrangersWithLargeBodiesHoldNoMemory", async () => {
    const headers = `${json}Content-Length: ${zeros.length}\r\n`;
    for (const [path, status] of [["/up", 405], ["/api/nothing", 404], ["/api/poly", 401]] as const)
        assertSmall(await growthByIdle(11, post(path, headers, zeros), status), 32 * mebibyte);
});

test("ElevenLargeBodiesAtOnceDoNotEndTheServer", async () => {
    const before = await residentBytes();
    const request = post("/up", `${json}Content-Length: ${zeros.length}\r\n`, zeros);
    const answers = await Promise.all(
        Array.from({ length: 11 }, () => RawSocket.ask(server.port, request)),
    );
    for (const answer of answers) assert.equal(answer.status, 405);
    assertSmall((await residentBytes()) - before, 32 * mebibyte);
    assert.equal((await RawSocket.ask(server.port, get("/up"))).status, 200);
});

test("StrangersWithSmallBodiesHoldNoMemory", async () => {
    const body = `{"a":[0${",0".repeat(8_000)}]}`;
    const headers = `${json}Content-Length: ${body.length}\r\n`;
    const growth = await growthByIdle(500, post("/api/auth/login", headers, body), 422);
    assertSmall(growth, 32 * mebibyte);
});

test("AnAnsweredBodyIsFreed", async () => {
    const headers = `${bearer}${json}Content-Length: ${longText.length}\r\n`;
    const growth = await growthByIdle(30, post("/api/faq", headers, longText), 422);
    assertSmall(growth, 160 * mebibyte);
});

test("AnAnsweredInputIsFreed", async () => {
    const body = `{"a":[0${",0".repeat(90_000)}]}`;
    const headers = `${bearer}${json}Content-Length: ${body.length}\r\n`;
    const growth = await growthByIdle(60, post("/api/poly", headers, body), 422);
    assertSmall(growth, 160 * mebibyte);
});
