// The embedded database on a full or read-only disk: writes are refused and may be retried, reads
// go on, and writes succeed again as soon as the disk permits.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Answer, Api } from "../support/Api.ts";
import { randomOf } from "../support/Random.ts";
import { registration } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import {
    assertCheckIsClean,
    limitFileSize,
    setUnchangeable,
    SmallDisk,
} from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { listDay, Load, together } from "../support/Load.ts";
import { signInAs } from "../support/Roles.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const date = "2027-08-02";
const otherDate = "2027-08-03";
const answerMsMax = 5_000;  // far more than a refusal takes: the test is that no request hangs

// A disk fault, and a function that ends it.
interface Fault {
    begin(server: Server): Promise<void>;
    end(server: Server): Promise<void>;
}

function storeIn(dir: string): Store {
    const databaseUrl = `sqlite:${join(dir, "antrean.db")}`;
    return { engine: "sqlite", dataDir: dir, databaseUrl, remove: async () => undefined };
}

function assertUnavailable(answer: Answer): void {
    assertAnswer(answer, 503, { status: "error", message: "Service Unavailable" });
    assert.match(answer.headers["retry-after"] ?? "", /^[1-9]\d*$/);
}

// On a full disk, writes that fit into the free space of the existing files still succeed.
async function assertReadsAndRefuses(api: Api): Promise<void> {
    const began = Date.now();
    const form = () => registration({ date: otherDate });
    for (const _ of Array(3)) {
        const writes = await together(8, () => api.post("/api/reservation", form()));
        for (const answer of writes) if (answer.status !== 201) assertUnavailable(answer);
        await listDay(api, date);
        assert.equal((await api.get("/api/queue/current", { poly_id: 1, date })).status, 200);
    }
    assert.ok(Date.now() - began < answerMsMax, "refusals do not hang");
}

// Load before, during and after the fault; no answered write is lost.
async function assertOutlives(test: TestContext, server: Server, fault: Fault): Promise<void> {
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const load = new Load(date, randomOf(test));
    load.start([api]);
    await load.answers(100);
    await fault.begin(server);
    for (let tries = 0; load.refusals.length < 50 && tries < 40; ++tries) await load.answers(50);
    assert.ok(load.refusals.length >= 50, `${load.refusals.length} refusals`);
    await assertReadsAndRefuses(api);
    await fault.end(server);
    await eventually(async () => {
        const answer = await api.post("/api/reservation", registration({ date: otherDate }));
        assert.equal(answer.status, 201);
    });
    await load.answers(50);
    await load.stop();
    test.diagnostic(`answers: ${JSON.stringify(load.statuses)}`);
    load.refusals.forEach(assertUnavailable);
    await load.verify(api);
    await assertCheckIsClean(server);
    await server.kill9();
    await server.start();
    await load.verify(new Api(server.baseUrl, api.token));
}

async function mountOrSkip(t: TestContext): Promise<SmallDisk | undefined> {
    try {
        // The WAL may grow to 16 MiB (SqliteUpkeep::kPagesHard) while the checkpoints are late on a
        // busy machine; a smaller disk would stay full of it after room is made.
        return await SmallDisk.mount(32);
    } catch (error) {
        t.skip(`NOT TESTED: a small disk cannot be mounted here: ${(error as Error).message}`);
        return undefined;
    }
}

async function testFullDisk(t: TestContext): Promise<void> {
    const disk = await mountOrSkip(t);
    if (disk === undefined) return;
    const server = await startServer({ flags: ["--demo"], store: storeIn(disk.dir) });
    t.after(() => server.close().finally(() => disk.remove()));
    await assertOutlives(t, server, { begin: () => disk.fill(), end: () => disk.makeRoom() });
}

async function testSizeLimit(t: TestContext): Promise<void> {
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    await assertOutlives(t, server, {
        begin: ({ pid }) => limitFileSize(pid, 64 * 1024),
        end: ({ pid }) => limitFileSize(pid, "unlimited"),
    });
}

async function testUnchangeableFiles(t: TestContext): Promise<void> {
    const server = await startServer({ flags: ["--demo"] });
    // Not antrean.db-shm: SQLite maps that file, and the kernel reports a fault as a signal, not as
    // an error.
    const files = ["antrean.db", "antrean.db-wal"].map((name) => join(server.store.dataDir, name));
    try {
        await setUnchangeable(files, true);
        await setUnchangeable(files, false);
    } catch (error) {
        await server.close();
        return t.skip(`NOT TESTED: files cannot be protected here: ${(error as Error).message}`);
    }
    t.after(() => setUnchangeable(files, false).finally(() => server.close()));
    await assertOutlives(t, server, {
        begin: () => setUnchangeable(files, true),
        end: () => setUnchangeable(files, false),
    });
}

// One line with the path, and exit status 1.
async function assertCannotServe(dataDir: string, place: string): Promise<void> {
    const began = Date.now();
    const flags = ["--listen", "127.0.0.1:0", "--data-dir", dataDir];
    const { status, stderr } = await runCommand(["serve", ...flags]);
    assert.match(stderr, /^antrean: [^\n]+\n$/);
    assert.ok(stderr.includes(place), stderr);
    assert.equal(status, 1);
    assert.ok(Date.now() - began < answerMsMax, "it says so at once");
}

async function testReadOnlyDisk(t: TestContext): Promise<void> {
    const disk = await mountOrSkip(t);
    if (disk === undefined) return;
    t.after(() => disk.remove());
    const [used, empty] = [join(disk.dir, "used"), join(disk.dir, "empty")];
    await mkdir(used);
    await mkdir(empty);
    const server = await startServer({ store: storeIn(used) });
    await server.stop();
    await disk.setWritable(false);
    await assertCannotServe(used, used);
    await assertCannotServe(empty, empty);
    await assertCannotServe(join(disk.dir, "new"), join(disk.dir, "new"));
    await disk.setWritable(true);
    await server.start();
    await server.stop();
}

async function testBrokenFile(t: TestContext): Promise<void> {
    const store = await createStore("sqlite");
    t.after(() => store.remove());
    const file = join(store.dataDir, "antrean.db");
    await mkdir(file);
    await assertCannotServe(store.dataDir, file);
}

if (engineUnderTest() === "sqlite") {
    test("AFullDiskRefusesWritesUntilThereIsRoom", testFullDisk);
    test("ALimitOfFileSizesIsLikeAFullDisk", testSizeLimit);
    test("FilesThatBecomeReadOnlyRefuseWritesUntilTheyAreNot", testUnchangeableFiles);
    test("DoesNotStartOnAReadOnlyDisk", testReadOnlyDisk);
    test("DoesNotStartOnAFileThatIsNotADatabase", testBrokenFile);
}
