// What a careless operator does to the files of the embedded database: a backup copied beside the
// WAL of a crash, a file that is deleted, replaced, overwritten or damaged under the server.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Api } from "../support/Api.ts";
import { registration } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean } from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const noticedWithinMs = 20_000;
const date = "2027-10-04";
const pageBytes = 4096;

const fileOf = (store: Store, ending = "") => join(store.dataDir, `antrean.db${ending}`);

const stampAt = 60;  // in the header of a SQLite database: PRAGMA user_version

interface Clinic {
    server: Server;
    api: Api;
    backup: string;  // a copy of the database with one reservation, made as `copy` does
}

async function register(api: Api, times = 1): Promise<void> {
    for (let time = 0; time < times; ++time)
        assert.equal((await api.post("/api/reservation", registration({ date }))).status, 201);
}

async function countOf(store: Store): Promise<number> {
    return Number((await runSql(store, "SELECT COUNT(*) FROM reservations"))[0]?.[0]);
}

// As docs/operating.md recommends it.
async function backUpOnline(store: Store, to: string): Promise<void> {
    const script =
        "import sqlite3, sys\n" +
        "sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))";
    await promisify(execFile)("python3", ["-c", script, fileOf(store), to]);
}

// The range of stamps that the database file may have (src/platform/db/SqliteStamps.hpp).
async function stampRange(store: Store): Promise<[number, number]> {
    const line = await readFile(fileOf(store, "-stamp"), "utf8");
    const [first, last] = line.split(" ").map(Number);
    return [Number(first), Number(last)];
}

// A thread of its own makes the first checkpoint after a start, shortly after the first commit.
// Until then a backup of the stopped server is the database file, byte for byte.
async function untilFileDiffersFrom(store: Store, backup: string): Promise<void> {
    const stamp = (await readFile(backup)).readUInt32BE(stampAt);
    await eventually(async () => {
        const [first, last] = await stampRange(store);
        assert.ok(stamp < first || stamp > last, `${stamp} is in ${first} to ${last}`);
    }, noticedWithinMs);
}

async function startClinic(t: TestContext): Promise<Clinic> {
    const folder = await mkdtemp(join(tmpdir(), "antrean-backup-"));
    const server = await startServer({ flags: ["--demo"] });
    t.after(async () => {
        await server.close();
        await rm(folder, { recursive: true });
    });
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    // The first checkpoint is behind us, so what is registered now has a newer stamp than the file.
    await eventually(
        async () => assert.ok((await stampRange(server.store))[0] > 0),
        noticedWithinMs,
    );
    await register(api);
    return { server, api, backup: join(folder, "backup.db") };
}

// --- while the server runs -----------------------------------------------------------------------

async function assertStopsWriting({ server, api }: Clinic, logLine: RegExp): Promise<void> {
    await eventually(
        async () => assert.equal((await api.get("/up")).status, 503),
        noticedWithinMs,
    );
    const refused = await api.post("/api/reservation", registration({ date }));
    assertAnswer(refused, 503, { status: "error", message: "Service Unavailable" });
    const lines = server.log().split("\n").filter((line) => / error the database file /.test(line));
    assert.equal(lines.length, 1, server.log());
    assert.match(lines[0] as string, logLine);
    assert.ok((lines[0] as string).includes(fileOf(server.store)));
}

type Change = (store: Store, backup: string) => Promise<void>;

function testNoticed(name: string, change: Change, logLine: RegExp): void {
    test(`Notices${name}`, async (t) => {
        const clinic = await startClinic(t);
        const { server, api, backup } = clinic;
        await backUpOnline(server.store, backup);
        await server.stop();
        await server.start();
        clinic.api = new Api(server.baseUrl, api.token);
        await register(clinic.api, 3);
        await untilFileDiffersFrom(server.store, backup);
        await change(server.store, backup);
        await assertStopsWriting(clinic, logLine);
    });
}

// --- at the start --------------------------------------------------------------------------------

async function filesOf(store: Store): Promise<Buffer[]> {
    return Promise.all(["", "-wal"].map((ending) => readFile(fileOf(store, ending))));
}

// The same files are there afterwards, byte for byte.
async function assertRefusesToStart(store: Store): Promise<void> {
    const before = await filesOf(store);
    for (const command of ["serve", "check", "migrate"]) {
        const flags = command === "serve" ? ["--listen", "127.0.0.1:0"] : [];
        const args = [command, ...flags, "--data-dir", store.dataDir];
        const { status, stderr } = await runCommand(args);
        const own = stderr.split("\n").filter((line) => line.startsWith("antrean: "));
        assert.equal(own.length, 1, stderr);
        assert.match(own[0] ?? "", /-wal belongs to: .* move \S+-wal and .* Nothing was changed$/);
        assert.equal(status, 1);
    }
    assert.deepEqual(await filesOf(store), before);
}

type BackUp = (server: Server, to: string) => Promise<void>;

const stopped: BackUp = async (server, to) => {
    await server.stop();
    await copyFile(fileOf(server.store), to);
    await server.start();
};
const online: BackUp = ({ store }, to) => backUpOnline(store, to);
const compact: BackUp = async ({ store }, to) => {
    await runSql(store, `VACUUM INTO '${to}'`);
};

function testStaleWal(name: string, backUp: BackUp): void {
    test(`DoesNotApplyTheWalOfACrashTo${name}`, async (t) => {
        const { server, api, backup } = await startClinic(t);
        await backUp(server, backup);
        await register(new Api(server.baseUrl, api.token), 3);
        await untilFileDiffersFrom(server.store, backup);
        await server.kill9();
        const wal = await readFile(fileOf(server.store, "-wal"));
        await copyFile(backup, fileOf(server.store));
        await assertRefusesToStart(server.store);
        // The line says what to do.
        for (const ending of ["-wal", "-shm"])
            await rename(fileOf(server.store, ending), `${backup}${ending}`);
        await server.start();
        assert.equal(await countOf(server.store), 1);
        await assertCheckIsClean(server);
        assert.deepEqual(await readFile(`${backup}-wal`), wal);
    });
}

async function testCopiedFolder(t: TestContext): Promise<void> {
    const { server, api } = await startClinic(t);
    await register(api, 3);
    await server.kill9();
    const copy = await createStore("sqlite");
    await promisify(execFile)("cp", ["-r", `${server.store.dataDir}/.`, copy.dataDir]);
    const other = await startServer({ store: copy });
    t.after(() => other.stop().finally(() => copy.remove()));
    assert.equal(await countOf(copy), 4);
    await server.start();
    assert.equal(await countOf(server.store), 4);
}

// --- damage --------------------------------------------------------------------------------------

// Overwrites the pages of the table and its indexes, behind SQLite's back.
async function damage(store: Store, table: string): Promise<void> {
    const pages = await runSql(
        store,
        `SELECT CAST(pageno AS TEXT) FROM dbstat JOIN sqlite_master USING (name)
         WHERE tbl_name = '${table}'`,
    );
    const file = await open(fileOf(store), "r+");
    const noise = Buffer.alloc(pageBytes, 0xa5);
    for (const [page] of pages)
        await file.write(noise, 0, pageBytes, (Number(page) - 1) * pageBytes);
    await file.close();
}

async function testDamage(t: TestContext): Promise<void> {
    const clinic = await startClinic(t);
    const { server, api } = clinic;
    await server.stop();
    await damage(server.store, "patients");
    await server.start();
    clinic.api = new Api(server.baseUrl, api.token);
    const answer = await clinic.api.get("/api/patients");
    assertAnswer(answer, 503, { status: "error", message: "Service Unavailable" });
    await assertStopsWriting(clinic, / is damaged; .* restore a backup/);
    // What is not damaged can still be read.
    assert.equal((await clinic.api.get("/api/poly")).status, 200);
}

if (engineUnderTest() === "sqlite") {
    testNoticed(
        "ADeletedDatabaseFile",
        (store) => rm(fileOf(store)),
        / was deleted or replaced .* restore a backup/,
    );
    testNoticed("ADeletedWal", (store) => rm(fileOf(store, "-wal")), / was deleted or replaced /);
    testNoticed(
        "ADatabaseFileThatIsReplaced",
        (store, backup) => rename(backup, fileOf(store)),
        / was deleted or replaced /,
    );
    testNoticed(
        "ADatabaseFileThatIsOverwritten",
        async (store, backup) => {
            // Not copyFile: a reader that meets the empty file in between would be ended (SIGBUS).
            const file = await open(fileOf(store), "r+");
            await file.write(await readFile(backup));
            await file.close();
        },
        / was overwritten /,
    );
    testStaleWal("ABackupOfTheStoppedServer", stopped);
    testStaleWal("ABackupOfTheRunningServer", online);
    testStaleWal("ACompactBackup", compact);
    test("StartsFromACopyOfTheWholeFolderAfterACrash", testCopiedFolder);
    test("ADamagedPageIsReported", testDamage);
}
