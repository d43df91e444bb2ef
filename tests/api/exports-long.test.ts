// Long exports: other requests during them, their costs, and how they end.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { register } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { eventually } from "../support/Eventually.ts";
import { writeManyVisits } from "../support/ManyVisits.ts";
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

// One export runs at a time, so a short one waits for all exports that were requested before it.
async function assertLaneIsFree(): Promise<void> {
    const began = Date.now();
    await eventually(() => exported(api, "patient-visits", "date_to=2001-01-01"));
    assert.ok(Date.now() - began < 5_000, `${Date.now() - began} ms`);
}

test("StopsWhenItsClientHangsUp", async () => {
    for (const leave of ["destroy", "reset", "end"] as const) {
        const sockets = await Promise.all(Array.from({ length: 8 }, () => ask()));
        await api.get("/api/poly");
        for (const socket of sockets) socket[leave]();
        await assertLaneIsFree();
    }
});

test("LetsOthersWaitInLineAndRefusesThoseBeyondIt", async () => {
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
    for (const socket of sockets) socket.destroy();
    await assertLaneIsFree();
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
