// antrean backup, restore and verify: what a clinic gets back, and what a hurried operator cannot
// break with them.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Api } from "../support/Api.ts";
import { scratch } from "../support/Archives.ts";
import { registration } from "../support/Clinic.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { assertCheckIsClean, SmallDisk } from "../support/Faults.ts";
import { Load } from "../support/Load.ts";
import { randomOf } from "../support/Random.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type CommandResult, runCommand, type Server, startServer } from "../support/Server.ts";
import { download, form, samples } from "../support/Uploads.ts";

const date = "2027-10-04";
const onSqlite = { skip: engineUnderTest() !== "sqlite" && "a data folder is SQLite's" };

const storeIn = (dir: string): Store => ({
    engine: "sqlite",
    dataDir: dir,
    databaseUrl: `sqlite:${join(dir, "antrean.db")}`,
    remove: async () => undefined,
});

async function register(api: Api, times = 1): Promise<void> {
    for (let time = 0; time < times; ++time)
        assert.equal((await api.post("/api/reservation", registration({ date }))).status, 201);
}
const visitsIn = async (store: Store) =>
    Number((await runSql(store, "SELECT COUNT(*) FROM reservations"))[0]?.[0]);

interface Clinic {
    dir: string;  // for archives and restored data
    server: Server;
    api: Api;
    file: string;  // a path for an archive
}

async function startClinic(t: TestContext): Promise<Clinic> {
    const dir = await scratch(t);
    const server = await startServer({ flags: ["--demo"] });
    t.after(() => server.close());
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    return { dir, server, api, file: join(dir, "clinic.tar.zst") };
}

const said = (result: CommandResult) => result.stdout + result.stderr;
function assertDone(result: CommandResult): void {
    assert.equal(result.status, 0, said(result));
}
// One clear line on stderr, and nothing done.
function assertRefused(result: CommandResult, line: RegExp): void {
    assert.equal(result.status, 1, said(result));
    assert.match(result.stderr, line);
    assert.equal(result.stderr.split("\n").length, 2, result.stderr);
}

async function backUp({ server, file }: Clinic, ...flags: string[]): Promise<void> {
    assertDone(await server.command("backup", file, ...flags));
}
const restore = (file: string, dir: string, ...flags: string[]) =>
    runCommand(["restore", file, "--data-dir", dir, ...flags]);

async function contentOf(dir: string): Promise<Record<string, string>> {
    const names = await readdir(dir, { recursive: true });
    const content: Record<string, string> = {};
    for (const name of names.map(String).sort())
        if ((await stat(join(dir, name))).isFile())
            content[name] = (await readFile(join(dir, name))).toString("base64");
    return content;
}

test("WhatWasBackedUpWhileServingIsServedElsewhere", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, api, dir, file } = clinic;
    await register(api, 2);
    const { reservation, link } = (await api.post("/api/reservation", registration({ date }))).body
        .data;
    const faq = await api.post("/api/faq", form({ name: "Brosur", file: samples.pdf }));
    await mkdir(join(server.store.dataDir, "voice"));
    await writeFile(join(server.store.dataDir, "voice", "satu.mp3"), "satu");
    await backUp(clinic);
    await register(api, 2);  // not in the backup

    const to = join(dir, "other");
    assertDone(await restore(file, to));
    const other = await startServer({ store: storeIn(to) });
    t.after(() => other.close());
    const same = new Api(other.baseUrl, api.token);  // the token is known there
    assert.equal(await visitsIn(other.store), 3);
    await signInAs(new Api(other.baseUrl), "superadmin");
    assert.deepEqual(
        Buffer.from((await download(same, faq.body.data.file)).body),
        samples.pdf,
    );
    const ticket = (await same.get(`/api/reservation/${reservation.id}/ticket`)).body.data;
    assert.equal(ticket.link, link);
    assert.equal(await readFile(join(to, "voice", "satu.mp3"), "utf8"), "satu");
    for (const secret of ["secret-key", "realtime-secret"])
        assert.equal(
            await readFile(join(to, secret), "utf8"),
            await readFile(join(server.store.dataDir, secret), "utf8"),
        );
    await assertCheckIsClean(other);
});

test("ABackupUnderLoadIsOfOneInstant", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const load = new Load(date, randomOf(t));
    load.start([clinic.api]);
    for (let time = 0; time < 5; ++time) {
        await backUp(clinic);
        const verified = await runCommand(["verify", clinic.file]);
        assertDone(verified);
        assert.match(verified.stdout, /^The database is in order\.$/m);
    }
    await load.stop();
    assert.ok((await visitsIn(clinic.server.store)) > 0);
});

test("AnArchiveIsAnyTarOfZstandardAndForItsOwnerOnly", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    await backUp(clinic);
    const { stdout } = await promisify(execFile)("python3", [
        "-c",
        "import os, sys; print(oct(os.stat(sys.argv[1]).st_mode & 0o777))",
        clinic.file,
    ]);
    assert.equal(stdout, "0o600\n");
    assert.deepEqual(await readdir(clinic.dir), ["clinic.tar.zst"]);
});

test("KeysAreLeftOutWhenThatIsAsked", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, dir, file } = clinic;
    const keys = (await runSql(server.store, "SELECT value FROM secrets")).map(([value]) => value);
    assert.ok(keys.length > 0);
    await backUp(clinic, "--without-secrets");
    const to = join(dir, "other");
    const restored = await restore(file, to);
    assertDone(restored);
    assert.match(restored.stdout, /no keys, so the next start makes new ones/);
    assert.deepEqual(
        (await readdir(to)).filter((name) => /secret/.test(name)),
        [],
    );
    const bytes = await readFile(join(to, "antrean.db"), "latin1");
    for (const key of keys) assert.ok(!bytes.includes(String(key)));
    const other = await startServer({ store: storeIn(to) });
    t.after(() => other.close());
    assert.equal((await runSql(other.store, "SELECT value FROM secrets")).length, keys.length);
});

test("DataAreNeverReplacedUnasked", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, api, dir, file } = clinic;
    await register(api);
    await backUp(clinic);
    const to = join(dir, "other");
    assertDone(await restore(file, to));
    await writeFile(join(to, "voice"), "kept");
    const before = await contentOf(to);
    assertRefused(await restore(file, to), /has data already .*--replace/);
    assert.deepEqual(await contentOf(to), before);

    const replaced = await restore(file, to, "--replace");
    assertDone(replaced);
    const kept = /The data from before are in (\S+)\./.exec(replaced.stdout)?.[1] as string;
    assert.deepEqual(await contentOf(kept), before);
    assert.equal(await visitsIn(storeIn(to)), await visitsIn(server.store));
});

test("DataInUseAreNotReplaced", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, file } = clinic;
    await backUp(clinic);
    const { dataDir } = server.store;
    assertRefused(
        await restore(file, dataDir, "--replace"),
        /uses .*: stop it first \(systemctl stop antrean\)/,
    );
    assert.equal((await clinic.api.get("/up")).status, 200);
    await register(clinic.api);
    await assertCheckIsClean(server);
});

test("NothingButABackupIsOverwritten", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, dir } = clinic;
    const into = (file: string) => server.command("backup", file);
    const database = join(server.store.dataDir, "antrean.db");
    assertRefused(await into(database), /exists and is not a backup/);
    assertRefused(await into(dir), /is a folder: name a file/);
    assertRefused(await into(join(dir, "missing", "x")), /folder \S+ does not exist/);
    assert.deepEqual(await readdir(dir), []);
    await backUp(clinic);
    await backUp(clinic);  // an older backup is
    await assertCheckIsClean(server);
});

test("NoDatabaseIsNoBackup", onSqlite, async (t) => {
    const dir = await scratch(t);
    const file = join(dir, "x.tar.zst");
    const result = await runCommand(["backup", file, "--data-dir", join(dir, "typo")]);
    assertRefused(result, /no database exists at/);
    assert.deepEqual(await readdir(dir), []);
});

test("AFullDiskLeavesNoArchiveAndOneLine", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const disk = await SmallDisk.mount(1).catch((error: Error) => error);
    if (disk instanceof Error) return t.skip(`no small disk: ${disk.message}`);
    t.after(() => disk.remove());
    await writeFile(join(disk.dir, "ballast"), Buffer.alloc(700 * 1024));
    const result = await clinic.server.command("backup", join(disk.dir, "x.tar.zst"));
    assertRefused(result, /the disk is full/);
    assert.deepEqual(await readdir(disk.dir), ["ballast"]);

    await backUp(clinic);
    const restored = await restore(clinic.file, join(disk.dir, "data"));
    assertRefused(restored, /has not enough room: \d+ MiB are needed, \d+ MiB are free/);
    assert.deepEqual(await readdir(join(disk.dir, "data")), []);
});

// The states in which a power cut may leave a restore (app/RestorePlace.hpp).
test("TheNextStartFinishesARestoreOrClearsItAway", onSqlite, async (t) => {
    const clinic = await startClinic(t);
    const { server, api, dir, file } = clinic;
    await register(api, 3);
    await backUp(clinic);
    const fresh = join(dir, "fresh");
    assertDone(await restore(file, fresh));
    await register(api, 2);
    await server.stop();
    const { dataDir } = server.store;
    const begin = async (state: string, replaces: string) => {
        await mkdir(join(dataDir, state));
        await promisify(execFile)("cp", ["-a", fresh, join(dataDir, state, "data")]);
        await writeFile(join(dataDir, state, "replaces"), `${replaces}\n`);
    };
    const check = async () => runCommand(["check", "--data-dir", dataDir]);

    await begin(".restore-new", "");
    assert.match((await check()).stderr, /interrupted before it changed the data/);
    assert.equal(await visitsIn(server.store), 5);

    await begin(".restore-ready", "before-restore-1");
    await mkdir(join(dataDir, "before-restore-1"));
    await rename(join(dataDir, "antrean.db"), join(dataDir, "before-restore-1", "antrean.db"));
    await server.start();
    assert.match(server.log(), /restored data were complete; they are in place now, .*restore-1/);
    assert.equal(await visitsIn(server.store), 3);
    assert.equal(await visitsIn(storeIn(join(dataDir, "before-restore-1"))), 5);
    await server.stop();

    await begin(".restore-placing", "before-restore-2");
    await mkdir(join(dataDir, "before-restore-2"));
    for (const name of ["antrean.db", "secret-key", "realtime-secret"])
        await rename(join(dataDir, name), join(dataDir, "before-restore-2", name));
    await rename(join(dataDir, ".restore-placing/data/antrean.db"), join(dataDir, "antrean.db"));
    await server.start();
    assert.equal(await visitsIn(server.store), 3);
    assert.deepEqual(
        (await readdir(dataDir)).filter((name) => name.startsWith(".restore")),
        [],
    );
    await assertCheckIsClean(server);
});
