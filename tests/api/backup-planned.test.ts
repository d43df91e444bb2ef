// Backups that a running server makes: planned ones, and those that a user asks for.
import { test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { scratch } from "../support/Archives.ts";
import { registration } from "../support/Clinic.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { SmallDisk } from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";

const soonMs = 30_000;

async function start(t: TestContext, ...flags: string[]): Promise<{ server: Server; api: Api }> {
    const server = await startServer({ flags: ["--demo", ...flags] });
    t.after(() => server.close());
    return { server, api: await signInAs(new Api(server.baseUrl), "superadmin") };
}

const listOf = async (api: Api): Promise<any> => (await api.get("/api/backups")).body;

// Waits until the list has so many backups and none is being made.
function backups(api: Api, count: number): Promise<any> {
    return eventually(async () => {
        const list = await listOf(api);
        assert.equal(list.running, null);
        assert.equal(list.data.length, count, JSON.stringify(list));
        return list;
    }, soonMs);
}
const checksOf = async (server: Server) =>
    (await new Api(server.baseUrl).get("/up", { full: "1" })).body.checks;
const metricsOf = async (server: Server) =>
    String((await new Api(server.baseUrl).get("/metrics")).body);

test("APlannedBackupIsMadeUpForAtTheStart", async (t) => {
    const dir = await scratch(t);
    const { server, api } = await start(t, "--backup-dir", join(dir, "b"), "--backup-at", "00:00");
    const list = await backups(api, 1);
    const [row] = list.data;
    assert.match(row.name, /^antrean-\d{8}T\d{6}Z-planned\.tar\.zst$/);
    assert.deepEqual(Object.keys(row), ["name", "kind", "begun_at", "bytes"]);
    assert.equal(row.kind, "planned");
    assert.equal(row.bytes, (await readFile(join(dir, "b", row.name))).length);
    assert.equal(list.health, "ok");
    assert.equal(list.last_failure, null);
    assert.deepEqual(list.keep, { days: 14, weeks: 8, months: 12 });
    assert.ok(Date.parse(list.next_at) > Date.now());
    assert.ok(Date.parse(list.next_at) <= Date.now() + 24 * 3600 * 1000);
    assert.deepEqual(await checksOf(server), { database: "ok", backups: "ok" });
    const metrics = await metricsOf(server);
    assert.match(metrics, /^antrean_backup_newest_timestamp_seconds \d/m);
    assert.match(metrics, /^antrean_backup_failures_total 0$/m);
    assert.match(metrics, /^antrean_backup_late 0$/m);
    assert.match(metrics, /^antrean_backup_planned 1$/m);
    assert.doesNotMatch(metrics, /^antrean_backup_last_failure_timestamp_seconds /m);

    // Once a day, also across restarts.
    await server.stop();
    await server.start();
    const again = new Api(server.baseUrl, api.token);
    await eventually(async () => assert.match(await metricsOf(server), /newest_bytes/), soonMs);
    await backups(again, 1);

    // A new folder, as on a new disk, gets one at once. Of several servers, another may have it.
    if (engineUnderTest() === "postgres") return;
    await server.stop();
    await rename(join(dir, "b"), join(dir, "old"));
    await server.start();
    await backups(new Api(server.baseUrl, api.token), 1);
});

test("AUserBeginsABackupAndDownloadsIt", async (t) => {
    const { server, api } = await start(t);
    const before = await listOf(api);
    assert.deepEqual([before.data, before.health, before.next_at], [[], "off", null]);
    await api.post("/api/reservation", registration({ date: "2029-03-01" }));
    assertAnswer(await api.post("/api/backups"), 200, {
        status: "success",
        message: "Backup begun",
    });
    const list = await backups(api, 1);
    assert.equal(list.data[0].kind, "manual");
    const { name } = list.data[0];
    const got = await api.request({
        method: "get",
        url: `/api/backups/${name}`,
        responseType: "arraybuffer",
    });
    assert.equal(got.status, 200);
    assert.equal(got.headers["content-disposition"], `attachment; filename=${name}`);
    await api.request({ method: "head", url: `/api/backups/${name}` });
    const audit = await api.get("/api/audit", { kind: "backup" });
    const entries = audit.body.data.map((entry: any) => [entry.action, entry.object_name]);
    assert.deepEqual(entries, [["downloaded", name]]);
    assert.equal(audit.body.data[0].user.id, 1);
    const stored = await readFile(join(server.store.dataDir, "backups", name));
    assert.ok(stored.equals(Buffer.from(got.body)));
    const file = join(await scratch(t), name);
    await writeFile(file, stored);
    const flags = engineUnderTest() === "postgres" ? ["--database", server.store.databaseUrl] : [];
    const verified = await runCommand(["verify", file, ...flags]);
    assert.equal(verified.status, 0, verified.stderr);
    assert.match(verified.stdout, /1 reservations/);
});

test("ARunningBackupSaysItsStepAndHowFarItIs", async (t) => {
    const { server, api } = await start(t);
    // Long enough to be looked at: recordings of the clinic.
    await mkdir(join(server.store.dataDir, "voice"), { recursive: true });
    await writeFile(join(server.store.dataDir, "voice", "satu.mp3"), randomBytes(96 << 20));
    assert.equal((await api.post("/api/backups")).status, 200);
    // It is in the list as soon as it was asked for.
    const steps = ["copying", "reading", "writing", "checking"];
    const seen: any[] = [];
    for (;;) {
        const { running } = await listOf(api);
        assert.notEqual(running, undefined);
        if (running === null) break;
        seen.push(running);
    }
    assert.equal(seen[0]?.kind, "manual");
    const places = seen.map(({ step }) => steps.indexOf(step));
    assert.deepEqual(places, [...places].sort((one, other) => one - other), "steps go forward");
    assert.ok(places.includes(2), JSON.stringify(places));
    for (const { step, percent } of seen)
        if (step !== "copying") assert.ok(percent >= 0 && percent <= 100, `${step} ${percent}`);
    assert.ok(seen.some(({ percent }) => percent > 0 && percent < 100));
    assert.equal((await listOf(api)).last_failure, null);
});

test("OnlyBackupsAreDownloaded", async (t) => {
    const { server, api } = await start(t);
    await mkdir(join(server.store.dataDir, "backups"));
    await writeFile(join(server.store.dataDir, "backups", "other.tar.zst"), "x");
    const names = ["other.tar.zst", "..%2fsecret-key", "antrean-20261130T190000Z-manual.tar.zst"];
    for (const name of [...names, "%00", "..", "x".repeat(300)]) {
        const answer = await api.get(`/api/backups/${name}`);
        assert.ok([400, 404].includes(answer.status), `${name}: ${answer.status}`);
    }
    assertAnswer(await api.get("/api/backups/other.tar.zst"), 404, {
        status: "error",
        message: "Backup not found",
    });
});

test("ABackupAtATimeIsMade", async (t) => {
    const { api } = await start(t);
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post("/api/backups")));
    const begun = answers.filter(({ status }) => status === 200).length;
    assert.ok(begun >= 1);
    for (const answer of answers)
        if (answer.status !== 200)
            assertAnswer(answer, 409, {
                status: "error",
                message: "A backup is being made already",
            });
});

test("OldBackupsAreRemovedAfterAVerifiedOne", async (t) => {
    const dir = await scratch(t);
    const two = (day: number) => String(day).padStart(2, "0");
    const old = (day: number) => `antrean-202601${two(day)}T190000Z-planned.tar.zst`;
    for (let day = 1; day <= 20; ++day) {
        await writeFile(join(dir, old(day)), "x");
        await utimes(join(dir, old(day)), 0, 0);
    }
    await writeFile(join(dir, "notes.txt"), "kept");
    const flags = ["--backup-dir", dir, "--backup-at", "00:00", "--backup-keep", "3"];
    const { api } = await start(t, ...flags);
    // In Jakarta each is of the following day: the newest days and the last of weeks.
    await eventually(async () => {
        const [made, ...kept] = (await listOf(api)).data.map(({ name }: any) => name);
        assert.match(made, /-planned/);
        assert.deepEqual(kept, [old(20), old(19), old(17), old(10), old(3)]);
    }, soonMs);
    assert.ok((await readdir(dir)).includes("notes.txt"));
});

test("AFailureIsSeenWhereSomebodyLooks", async (t) => {
    const disk = await SmallDisk.mount(1).catch((error: Error) => error);
    if (disk instanceof Error) return t.skip(`no small disk: ${disk.message}`);
    const old = "antrean-20260101T190000Z-planned.tar.zst";
    await writeFile(join(disk.dir, old), "x");
    await disk.fill();
    const flags = ["--backup-dir", disk.dir, "--backup-at", "00:00", "--backup-keep", "1"];
    const { server, api } = await start(t, ...flags);
    t.after(() => disk.remove()); // after the server, which may write to it to the end
    const list = await eventually(async () => {
        const found = await listOf(api);
        assert.notEqual(found.last_failure, null);
        return found;
    }, soonMs);
    assert.equal(list.last_failure.reason, "disk-full");
    assert.equal(list.last_failure.kind, "planned");
    assert.equal(list.health, "failed");
    assert.deepEqual(list.data.map(({ name }: any) => name), [old]);
    assert.equal((await checksOf(server)).backups, "failed");
    const metrics = await metricsOf(server);
    assert.match(metrics, /^antrean_backup_failures_total [1-9]/m);
    assert.match(metrics, /^antrean_backup_last_failure_timestamp_seconds [1-9]/m);
    assert.match(server.log(), / error no backup was made: the disk is full/);
    assert.equal((await api.get("/up")).status, 200);

    await disk.makeRoom();
    await eventually(async () => {
        await api.post("/api/backups");
        assert.equal((await listOf(api)).last_failure, null);
    }, soonMs);
});

const onPostgres = { skip: engineUnderTest() !== "postgres" && "SQLite has one server" };

test("OneOfSeveralServersMakesThePlannedBackup", onPostgres, async (t) => {
    const dir = await scratch(t);
    const flags = ["--demo", "--backup-at", "00:00", "--backup-dir"];
    const first = await startServer({ flags: [...flags, join(dir, "0")] });
    t.after(() => first.close());
    const others = await Promise.all(
        ["1", "2"].map((name) =>
            startServer({ store: first.store, flags: [...flags, join(dir, name)] }),
        ),
    );
    for (const other of others) t.after(() => other.close());
    const made = async () => {
        const lists = await Promise.all(
            ["0", "1", "2"].map((name) => readdir(join(dir, name)).catch(() => [])),
        );
        return lists.flat().filter((name) => name.endsWith("-planned.tar.zst"));
    };
    await eventually(async () => assert.equal((await made()).length, 1), soonMs);
    for (const server of [first, ...others])
        await eventually(
            async () => assert.deepEqual((await checksOf(server)).backups, "ok"),
            soonMs,
        );
    assert.equal((await made()).length, 1);
});
