// Long exports: other requests during them, their costs, and how they end.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { register } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { writeManyVisits } from "../support/ManyVisits.ts";
import { type Ended, requestsEnded } from "../support/Metrics.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { signInAs } from "../support/Roles.ts";
import { exported, readSheets } from "../support/Sheets.ts";

const visits = 250_000;
const { api, server } = await startDemo();
await writeManyVisits(server.store, visits);

const path = "/api/reports/patient-visits/export";
const bearer = `Authorization: Bearer ${api.token}`;

async function ask(query = ""): Promise<RawSocket> {
    const socket = await RawSocket.open(server.port);
    socket.write(`GET ${path}?${query} HTTP/1.1\r\nHost: a\r\n${bearer}\r\n\r\n`);
    return socket;
}

async function peakMemoryKib(): Promise<number> {
    const status = await readFile(`/proc/${server.pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
}

// How many exports ended between two looks; with or without a file.
function endedBetween(before: Ended, after: Ended): { written: number; all: number } {
    const count = (status: string) => (after[status] ?? 0) - (before[status] ?? 0);
    return { written: count("2xx"), all: count("2xx") + count("5xx") };
}

// Waits until `count` exports have ended since the look `before`. Their clients have left, so at
// most `written_max` were complete before the server saw that.
async function assertAllEnd(before: Ended, count: number, written_max = 0): Promise<void> {
    await eventually(async () => {
        const ended = endedBetween(before, await requestsEnded(server, path));
        assert.equal(ended.all, count);
        assert.ok(ended.written <= written_max, `${ended.written} written`);
    }, 60_000);
}

test("StopsWhenItsClientHangsUp", async () => {
    for (const leave of ["destroy", "reset", "end"] as const) {
        const before = await requestsEnded(server, path);
        const sockets = await Promise.all(Array.from({ length: 8 }, () => ask()));
        await api.get("/api/poly");
        for (const socket of sockets) socket[leave]();
        await assertAllEnd(before, sockets.length);
    }
});

test("LetsOthersWaitInLineAndRefusesThoseBeyondIt", async () => {
    const atFirst = await requestsEnded(server, path);
    const sockets = await Promise.all(Array.from({ length: 80 }, () => ask()));
    const answers = sockets.map((socket) => socket.answer());
    for (const answer of answers) answer.catch(() => undefined);
    const refused = await Promise.race(answers);
    assert.equal(refused.status, 503);
    assert.equal(refused.body, '{"status":"error","message":"Service Unavailable"}');
    assert.equal(refused.headers.get("retry-after"), "10");
    // All other requests are served, including those that hash passwords.
    await signInAs(api, "nurse");
    await register(api, { date: "2027-05-03" });
    assert.equal((await api.get("/api/reports/patient-visits?page=2000")).status, 200);
    const before = await requestsEnded(server, path);
    for (const socket of sockets) socket.destroy();
    await assertAllEnd(before, sockets.length - endedBetween(atFirst, before).all, 1);
    // It is not a failure of the server.
    const full = / warning request \w+ refused: the line of bulk work is full/;
    await eventually(() => assert.match(server.log(), full));
    assert.doesNotMatch(server.log(), / error /);
});

test("ServesAWholeClinicThatExportsAtOnce", async () => {
    const all = Array.from({ length: 40 }, () =>
        exported(api, "patient-visits", "date_to=2001-01-01"),
    );
    await Promise.all(all);
});

test("TakesLittleMemoryAndLeavesNoFile", async () => {
    const before = await peakMemoryKib();
    const files = await readdir(server.store.dataDir);
    const file = await exported(api, "patient-visits", "date_to=2010-01-01");
    const [sheet] = readSheets(file);
    assert.equal(sheet?.rows.length, visits + 1);
    const growth = (await peakMemoryKib()) - before;
    assert.ok(growth < 64 * 1024, `${growth} KiB`);
    assert.deepEqual(await readdir(server.store.dataDir), files);
});

// Stopping the server takes no longer because of an export.
test("EndsWithTheServer", async () => {
    const sockets = await Promise.all(Array.from({ length: 8 }, () => ask()));
    await api.get("/api/poly");
    await server.stop();
    for (const socket of sockets) socket.destroy();
    await server.start();
});
