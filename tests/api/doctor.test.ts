// `antrean doctor`: it sees what is wrong, says what to do, and changes nothing.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { SmallDisk } from "../support/Faults.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer } from "../support/Server.ts";

interface Finding {
    level: "ok" | "warning" | "fault";
    topic: string;
    text: string;
    advice: string | null;
}

const { server } = await startDemo();
const isSqlite = engineUnderTest() === "sqlite";
// The PostgreSQL of the tests may lose everything in a power cut, and the doctor says so.
const ofTheTests = /^(fsync|full_page_writes) is off/;
const statuses = { ok: 0, warning: 1, fault: 2 };

// Its findings for `of`; the exit status must be that of the worst.
async function examine(of = server, ...flags: string[]): Promise<Finding[]> {
    const { status, stdout, stderr } = await of.command("doctor", "--json", ...flags);
    const { level, findings } = JSON.parse(stdout || `{"stderr": ${JSON.stringify(stderr)}}`);
    assert.equal(status, statuses[level as keyof typeof statuses], stderr);
    return findings.filter(({ text }: Finding) => !ofTheTests.test(text));
}
function found(findings: Finding[], text: RegExp): Finding {
    const finding = findings.find((each) => text.test(each.text));
    assert.ok(finding, `${text} in ${JSON.stringify(findings, null, 1)}`);
    return finding;
}
// What it says, level and topic first.
async function assertFound(finding: [string, string, RegExp], ...flags: string[]): Promise<void> {
    const [level, topic, text] = finding;
    const { advice, ...found_ } = found(await examine(server, ...flags), text);
    assert.deepEqual([found_.level, found_.topic], [level, topic], found_.text);
    assert.equal(advice === null, level === "ok", found_.text);
}

test("SeesAServerThatRuns", async () => {
    const findings = await examine();
    assert.equal(found(findings, /is there and writable/).level, "ok");
    assert.equal(found(findings, isSqlite ? /^SQLite/ : /^PostgreSQL/).level, "ok");
    assert.equal(found(findings, /^its schema \d+ is that of this program/).level, "ok");
    assert.equal(found(findings, /^n8n is not set up/).level, "ok");
    assert.equal(found(findings, /^superadmin has a password that everybody/).level, "fault");
    assert.equal(findings.filter(({ level }) => level === "fault").length, 1);
});

test("TheTextHasALineForEachFindingAndASum", async () => {
    const { status, stdout } = await server.command("doctor");
    assert.equal(status, 2);
    assert.match(stdout, /^ok +data folder: .+ is there and writable$/m);
    assert.match(stdout, /^fault +database: superadmin has .*\n +-> antrean user set-password/m);
    assert.match(stdout, /\nFaults: [13], warnings: \d+\.\n$/);
});

test("AFolderThatIsNotThereStaysSo", async () => {
    const dir = join(tmpdir(), `antrean-doctor-${process.pid}`);
    const { status, stdout } = await runCommand(["doctor", "--data-dir", dir]);
    assert.equal(status, 2, stdout);
    assert.match(stdout, /fault +data folder: there is no folder/);
    assert.match(stdout, /fault +database: no database exists at/);
    assert.ok(!(await readdir(tmpdir())).includes(`antrean-doctor-${process.pid}`));
});

test("ChangesNothing", async () => {
    const dir = await mkdtemp(join(tmpdir(), "antrean-doctor-"));
    after(() => rm(dir, { recursive: true }));
    await runCommand(["doctor", "--data-dir", dir]);
    assert.deepEqual(await readdir(dir), []);
});

test("OthersMayNotReadTheFolder", async () => {
    const { dataDir } = server.store;
    await chmod(dataDir, 0o755);
    try {
        await assertFound(["warning", "data folder", /other users of this machine have rights/]);
    } finally {
        await chmod(dataDir, 0o700);
    }
});

test("ADiskInMemoryAndAFullOneAreFaults", async (t) => {
    const disk = await SmallDisk.mount(20).catch((error) => t.skip(String(error)));
    if (disk === undefined) return;
    try {
        const folder = join(disk.dir, "data");
        await mkdir(folder, { mode: 0o700 });
        const { stdout } = await runCommand(["doctor", "--json", "--data-dir", folder]);
        const { findings } = JSON.parse(stdout);
        assert.equal(found(findings, /is in memory/).level, "fault");
        assert.equal(found(findings, /MB of \d+ MB are free/).level, "fault");
    } finally {
        await disk.remove();
    }
});

test("ASchemaOfAnotherVersionIsNamed", async () => {
    const own = await startServer({ flags: [] });
    try {
        await own.stop();
        const set = (version: number) =>
            runSql(
                own.store,
                `UPDATE schema_migrations SET version = ${version}
                 WHERE version = (SELECT MAX(version) FROM schema_migrations)`,
            );
        await set(9000);
        assert.equal(found(await examine(own), /schema 9000 is newer/).level, "fault");
    } finally {
        await own.store.remove();
    }
});

test("ADemoIsNamed", async () => {
    const own = await startServer({ flags: ["--demo-clinic"] });
    try {
        const findings = await examine(own);
        assert.equal(found(findings, /^it is a demo/).level, "warning");
        assert.ok(!findings.some(({ text }) => /password that everybody/.test(text)));
    } finally {
        await own.close();
    }
});

test("AnOwnPasswordIsWell", async () => {
    const own = await startServer({ env: { ANTREAN_SUPERADMIN_PASSWORD: "sebuah rahasia" } });
    try {
        assert.ok(!(await examine(own)).some(({ level }) => level === "fault"));
    } finally {
        await own.close();
    }
});

test("AClockThatWentBackIsAFault", async () => {
    const own = await startServer({ flags: ["--demo"] });
    try {
        await register(await signInAs(new Api(own.baseUrl), "superadmin"));
        await runSql(own.store, "UPDATE events SET created_at = '2099-01-01 00:00:00'");
        const finding = found(await examine(own), /its last entry is of 2099-01-01 00:00:00 UTC/);
        assert.equal(finding.level, "fault");
    } finally {
        await own.close();
    }
});

test("CertificatesAreReadForTheirEnd", async () => {
    const file = (name: string) =>
        fileURLToPath(new URL(`../support/tls/${name}.pem`, import.meta.url));
    const tls = (certificate: string) => [
        ...["--tls-listen", "127.0.0.1:0", "--tls-cert", certificate],
        ...["--tls-key", file("localhost.key")],
    ];
    await assertFound(["ok", "network", /is valid for \d{5} more days/], ...tls(file("localhost")));
    await assertFound(["fault", "network", /cannot open \/nowhere/], ...tls("/nowhere"));
});

test("RiskyAddressesAreNamed", async () => {
    await assertFound(
        ["fault", "network", /--trusted-proxies trusts everybody/],
        ...["--trusted-proxies", "*"],
    );
    await assertFound(["warning", "network", /is without TLS/], "--listen", "0.0.0.0:0");
    await assertFound(["warning", "network", /fewer than --connections-max/], ...tooMany);
});
const tooMany = ["--connections-max", "1000000"];

test("N8nIsReachedWithoutAnEffect", async () => {
    const asked: string[] = [];
    const n8n = createServer((request, answer) => {
        asked.push(`${request.method} ${request.url}`);
        answer.writeHead(404).end();
    });
    await new Promise<void>((done) => n8n.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(n8n.address() as AddressInfo).port}`;
    try {
        const set = (path: string) => ["--webhook-url", `${url}${path}`];
        await assertFound(
            ["ok", "other systems", /n8n can be reached/],
            ...set("/webhook/call"),
        );
        await assertFound(
            ["fault", "other systems", /one for tests/],
            ...set("/webhook-test/call"),
        );
        assert.deepEqual(asked, ["GET /", "GET /"]);
    } finally {
        n8n.close();
    }
    await assertFound(
        ["warning", "other systems", /n8n cannot be reached/],
        ...["--webhook-url", "http://127.0.0.1:1/webhook/call"],
    );
});

test("SecretsStayOutOfTheReport", async () => {
    const secret = "s3cr3t-of-the-doctor";
    const { stdout, stderr } = await server.command(
        "doctor",
        ...["--webhook-url", `http://user:${secret}@127.0.0.1:1/webhook/${secret}`],
        ...["--secret-key", secret, "--webhook-secret", secret],
    );
    assert.ok(!(stdout + stderr).includes(secret), stdout + stderr);
});

// As BackupFolder names them.
const backupOf = (instant: Date) =>
    `antrean-${instant.toISOString().replace(/[-:]|\.\d+/g, "")}-planned.tar.zst`;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test("AMissingOrOldBackupIsNamed", async () => {
    await assertFound(["warning", "backups", /^no backups are planned$/]);
    const dir = await mkdtemp(join(tmpdir(), "antrean-doctor-"));
    after(() => rm(dir, { recursive: true }));
    const planned = ["--backup-dir", join(dir, "b")];
    await assertFound(["warning", "backups", /\/b has no backup, and one is planned/], ...planned);
    await mkdir(join(dir, "b"));
    await writeFile(join(dir, "b", backupOf(hoursAgo(24 * 9))), "x");
    await assertFound(["fault", "backups", /^the newest backup is 9 days old, and/], ...planned);
    await writeFile(join(dir, "b", backupOf(hoursAgo(51))), "x");
    await assertFound(["warning", "backups", /^the newest backup is 2 days old, and/], ...planned);
    await writeFile(join(dir, "b", backupOf(hoursAgo(0))), "x");
    await assertFound(["ok", "backups", /^the newest backup is 0 hours old$/], ...planned);
});

test("BackupsBesideTheDataAreLostWithThem", async () => {
    const dir = join(server.store.dataDir, "backups");
    await mkdir(dir, { recursive: true });
    await assertFound(["warning", "backups", /on the disk of the data/], "--backup-dir", dir);
    await rm(dir, { recursive: true });
});

test("AServerThatWasKilledIsKnown", async () => {
    const own = await startServer({ env: { ANTREAN_SUPERADMIN_PASSWORD: "sebuah rahasia" } });
    try {
        const well = /^every server of this data folder ended properly$/;
        assert.equal(found(await examine(own), well).level, "ok");
        await own.stop();
        assert.equal(found(await examine(own), well).level, "ok");
        assert.deepEqual(await readdir(join(own.store.dataDir, ".runs")), []);

        await own.start();
        await own.kill9();
        const text = /^the last server that did not end .* alive at \d{4}-.* Asia\/Jak.*; 1 such/;
        assert.equal(found(await examine(own), text).level, "warning");
        // The next start logs it, and it stays known after a proper end.
        await own.start();
        assert.match(own.log(), / warning the server that started at .* did not end properly/);
        assert.equal(found(await examine(own), text).level, "warning");
        const metrics = await (await fetch(`${own.baseUrl}/metrics`)).text();
        assert.match(metrics, /^antrean_unclean_end_timestamp_seconds [1-9]/m);
        await own.stop();
        await own.start();
        assert.doesNotMatch(own.log().split(" stopped\n").at(-1) ?? "", /did not end properly/);
        // An old one is well.
        await own.stop();
        const [name] = await readdir(join(own.store.dataDir, ".runs"));
        await utimes(join(own.store.dataDir, ".runs", name as string), 1e9, 1e9);
        assert.equal(found(await examine(own), /alive at 2001-09-09 .*Jakarta/).level, "ok");
    } finally {
        await own.close();
    }
});

test("AFolderThatCannotBeWrittenKeepsNoServerFromStarting", async () => {
    const own = await startServer({ flags: [] });
    try {
        await own.stop();
        await rm(join(own.store.dataDir, ".runs"), { recursive: true });
        await writeFile(join(own.store.dataDir, ".runs"), "a file");
        await own.start();
        assert.match(own.log(), / warning no file can be written to .*\.runs, so a crash/);
    } finally {
        await own.close();
    }
});
