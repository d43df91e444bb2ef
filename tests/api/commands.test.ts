// The program as operators use it: commands, flags, exit statuses.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { createStore, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertJson } from "../support/Json.ts";
import { runSql } from "../support/Rows.ts";
import { runCommand, startServer, type CommandResult } from "../support/Server.ts";

const folder = await mkdtemp(join(tmpdir(), "antrean-commands-"));
after(() => rm(folder, { recursive: true, force: true }));

function at(store: Store): string[] {
    return ["--data-dir", store.dataDir, "--database", store.databaseUrl];
}

async function onStore(run: (store: Store) => Promise<void>): Promise<void> {
    const store = await createStore();
    try {
        await run(store);
    } finally {
        await store.remove();
    }
}

// A separate line on stderr, besides those of the log.
function assertFails(result: CommandResult, status: number, line: RegExp): void {
    const lines = result.stderr.split("\n").filter((text) => text !== "");
    const own = lines.filter((text) => !/^\d{4}-\d\d-\d\dT\S+ (info|warning) /.test(text));
    assert.equal(own.length, 1, result.stderr);
    assert.match(own[0] as string, line);
    assert.match(own[0] as string, /^antrean: /);
    assert.equal(result.status, status, result.stderr);
}

const wrongUses: [name: string, args: string[], line: RegExp][] = [
    ["NoCommand", [], /subcommand/],
    ["AnUnknownCommand", ["fly"], /fly/],
    ["AnUnknownFlag", ["serve", "--lisen", "127.0.0.1:0"], /--lisen/],
    ["AFlagOfAnotherCommand", ["check", "--listen", "127.0.0.1:0"], /--listen/],
    ["AFlagWithoutItsValue", ["serve", "--listen"], /--listen/],
    ["AnExtraWord", ["migrate", "now"], /now/],
    ["NoTimeForBackups", ["serve", "--backup-at", "2 o'clock"], /--backup-at.*time of day/],
    ["NoBackupsToKeep", ["serve", "--backup-keep", "0"], /--backup-keep.*from 1 to 3650/],
    ["NoFileForABackup", ["backup"], /FILE/],
    ["APoolAlone", ["serve", "--database-direct", "postgres://u:secret@h/d"], /needs --database/],
    ["AReplicaAlone", ["serve", "--database-replica", "postgres://u:secret@h"], /needs --database/],
    ["NoUserName", ["token", "create"], /NAME/],
    ["NoTokenNumber", ["token", "revoke", "x"], /ID/],
    ["NoVerb", ["user"], /subcommand/],
    ["AnUnknownVerb", ["user", "remove", "nandar"], /remove|subcommand/],
    ["AWrongNumber", ["serve", "--threads", "many"], /--threads/],
    ["ATooLargeNumber", ["serve", "--threads", "9999"], /--threads/],
    ["ATooSmallNumber", ["serve", "--bcrypt-rounds", "3"], /--bcrypt-rounds/],
    ["AWrongChoice", ["serve", "--authorization", "none"], /--authorization.*open\|roles/],
    ["AWrongLogLevel", ["serve", "--log-level", "loud"], /--log-level/],
    ["AWrongZone", ["serve", "--timezone", "Mars/Base"], /--timezone.*Mars\/Base/],
    ["AnotherDatabase", ["serve", "--database", "mysql://root:secret@h/db"], /--database/],
    ["NoAddress", ["serve", "--listen", "nowhere"], /nowhere/],
    ["AWrongPort", ["serve", "--listen", "127.0.0.1:70000"], /127\.0\.0\.1:70000/],
    ["WrongProxies", ["serve", "--listen", "127.0.0.1:0", "--trusted-proxies", "x"], /--trusted/],
    ["WrongUpNetworks", ["serve", "--up-networks", "x"], /--up-networks/],
    ["WrongMetricsNetworks", ["serve", "--metrics-networks", "x"], /--metrics-networks/],
    ["WrongHosts", ["serve", "--allowed-hosts", "http://klinik"], /--allowed-hosts/],
    ["AWrongClientHeader", ["serve", "--client-header", "via"], /--client-header.*x-real-ip/],
    ["NoConnectionsAtAll", ["serve", "--connections-per-address", "0"], /--connections-per/],
    ["AWrongBasePath", ["serve", "--base-path", "antrean"], /--base-path: must be a path as/],
    ["AWrongPublicUrl", ["serve", "--public-url", "clinic.id"], /--public-url/],
    ["TlsWithoutCertificate", ["serve", "--tls-listen", "127.0.0.1:0"], /--tls-cert/],
    ["WrongLabNetworks", ["serve", "--listen", "127.0.0.1:0", "--lab-networks", "x"], /--lab-net/],
    ["AnotherLabDatabase", ["serve", "--lab-database", "oracle://u:secret@h/db"], /--lab-database/],
    ["LabTokensNowhere", ["serve", "--lab-tokens-in-lab-database"], /needs --lab-database/],
    ["AWrongTime", ["serve", "--reminder-quiet-from", "25:00"], /--reminder-quiet-from.*HH:MM/],
    ["WrongDeliveryNetworks", ["serve", "--delivery-allow", "x"], /--delivery-allow/],
    ["NoFolder", ["lab", "import"], /DIR/],
    ["AnotherTarget", ["migrate-database", "--to", "mysql://root:secret@h/db"], /--to/],
    ["NoOriginal", ["import", "laravel"], /--from/],
    ["AnotherOriginal", ["import", "laravel", "--from", "oracle://u:secret@h/db"], /--from/],
    ["AMissingConfigFile", ["serve", "--config", "/nonexistent.toml"], /nonexistent\.toml/],
];
for (const [name, args, line] of wrongUses)
    test(`RefusesToStartWith${name}`, async () => {
        const env = { ANTREAN_DATA_DIR: join(folder, name) };
        const result = await runCommand(args, { env });
        assertFails(result, 2, line);
        assert.ok(!result.stderr.includes("secret"), "says no password");
        await assert.rejects(stat(join(folder, name)), "nothing was created");
    });

test("RefusesAWrongValueInTheEnvironment", async () => {
    const env = { ANTREAN_THREADS: "many", ANTREAN_DATA_DIR: join(folder, "environment") };
    assertFails(await runCommand(["serve"], { env }), 2, /--threads|ANTREAN_THREADS/);
});

test("TakesTheLastOfARepeatedFlag", async () => {
    const args = ["serve", "--log-level", "info", "--log-level", "loud"];
    assertFails(await runCommand(args), 2, /loud/);
});

test("CannotStartOnATakenPort", async () => {
    const server = await startServer();
    try {
        const args = ["serve", "--listen", `127.0.0.1:${server.port}`];
        const env = { ANTREAN_DATA_DIR: join(folder, "taken") };
        const result = await runCommand(args, { env });
        assertFails(result, 1, new RegExp(`127\\.0\\.0\\.1:${server.port}.*in use`));
        await assert.rejects(stat(join(folder, "taken")), "nothing was created");
        await server.stop();
    } finally {
        await server.store.remove();
    }
});

// Everything that can be checked is checked before anything is created.
const latelyRefused: [name: string, flags: string[], status: number, line: RegExp][] = [
    ["AnUnknownHost", ["--listen", "no-such-host.invalid:0"], 2, /no-such-host\.invalid/],
    [
        "ACertificateThatIsNone",
        ["--tls-listen", "127.0.0.1:0", "--tls-cert", "/dev/null", "--tls-key", "/dev/null"],
        2,
        /TLS certificate \/dev\/null/,
    ],
    ["AnAddressOfAnotherMachine", ["--listen", "192.0.2.1:0"], 1, /192\.0\.2\.1.*assign/],
    [
        "ALabDatabaseThatIsNone",
        ["--lab-database", "postgresql://u:p@/x?a=b c"],
        2,
        /PostgreSQL URL|database/,
    ],
];
for (const [name, flags, status, line] of latelyRefused)
    test(`CreatesNothingFor${name}`, async () => {
        const dataDir = join(folder, name);
        const address = flags.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
        const args = ["serve", "--data-dir", dataDir, ...address, ...flags];
        assertFails(await runCommand(args), status, line);
        await assert.rejects(stat(dataDir), "nothing was created");
    });

test("CannotStartWithoutItsDatabase", async () => {
    const database = "postgresql://antrean:secret@127.0.0.1:1/antrean";
    for (const command of [["serve"], ["migrate"], ["check"], ["seed"], ["token", "create", "x"]]) {
        const result = await runCommand([...command, "--database", database]);
        assertFails(result, 1, /127\.0\.0\.1/);
        assert.ok(!result.stderr.includes("secret"));
    }
});

test("CannotStartWhereItMayNotWrite", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    for (const command of ["serve", "migrate", "seed"]) {
        const result = await runCommand([command, "--data-dir", join(file, "data")]);
        assertFails(result, 1, /data/);
    }
});

test("CannotStartOnANewerSchema", async () => {
    await onStore(async (store) => {
        assert.equal((await runCommand(["migrate", ...at(store)])).status, 0);
        await runSql(
            store,
            `INSERT INTO schema_migrations (version, name, applied_at)
             VALUES (9999, 'later', '2030-01-01 00:00:00')`,
        );
        for (const command of ["serve", "migrate", "check"])
            assertFails(await runCommand([command, ...at(store)]), 1, /9999.*newer/);
    });
});

test("LooksAtNoDatabaseThatIsNotThere", async () => {
    const dataDir = join(folder, "mistyped");
    for (const command of [["check"], ["token", "create", "x"], ["user", "set-password", "x"]]) {
        const args = [...command, "--data-dir", dataDir];
        assertFails(await runCommand(args, { input: "secret1\n" }), 1, /mistyped/);
    }
    await assert.rejects(stat(dataDir));
});

test("PrintsItsVersion", async () => {
    const result = await runCommand(["--version"]);
    assert.equal(result.status, 0);
    assert.match(result.stdout, /^antrean \d+\.\d+\.\d+\n$/);
});

test("ExplainsItselfToNewcomers", async () => {
    const words: [args: string[], ...words: string[]][] = [
        [[], "serve", "migrate", "seed", "check", "user", "token", "routes", "--version"],
        [
            ["serve"],
            ...["--listen", "--tls-listen", "--tls-cert", "--tls-key", "--data-dir", "--database"],
            ...["--timezone", "--public-url", "--trusted-proxies", "--demo", "--log-format"],
            ...["--log-level", "--threads", "--authorization", "--config", "ANTREAN_DATA_DIR"],
            ...["127.0.0.1:8000", "./data", "Asia/Jakarta"],
        ],
        [["migrate"], "--database"],
        [["seed"], "--demo", "ANTREAN_SUPERADMIN_PASSWORD"],
        [["check"], "--database"],
        [["user"], "set-password"],
        [["user", "set-password"], "NAME", "stdin"],
        [["token", "create"], "NAME"],
        [["token", "list"], "NAME"],
        [["token", "revoke"], "ID"],
        [["backup"], "FILE", "--without-secrets", "--data-dir"],
        [["restore"], "FILE", "--replace", "--database"],
        [["verify"], "FILE"],
        [["routes"], "routes"],
    ];
    for (const [args, ...expected] of words) {
        const result = await runCommand([...args, "--help"]);
        assert.equal(result.status, 0, result.stderr);
        assert.equal(result.stderr, "");
        for (const word of expected)
            assert.ok(result.stdout.includes(word), `${args.join(" ")} --help has no ${word}`);
    }
});

test("ReadsFlagsFromTheFileOfConfig", async () => {
    const path = join(folder, "antrean.toml");
    await onStore(async (store) => {
        await writeFile(
            path,
            `# The clinic's server\nlisten = "nowhere"\ndemo = true\nbcrypt-rounds = 5\n` +
                `created-status = "200"\ndatabase = "${store.databaseUrl}"\n`,
        );
        // The command line overrides the environment, the environment overrides the file.
        const result = await runCommand(["serve", "--config", path]);
        assertFails(result, 2, /nowhere/);
        const server = await startServer({
            store,
            flags: ["--config", path],
            env: { ANTREAN_CREATED_STATUS: "201" },
        });
        const api = await new Api(server.baseUrl).signIn("nandar", "admin123");
        assert.equal((await api.post("/api/poly", { name: "Anak" })).status, 201);
        await server.stop();
        const check = await runCommand(["check", "--config", path]);
        assert.equal(check.status, 0, check.stderr);
    });
    await writeFile(path, 'lisen = "127.0.0.1:0"\n');
    assertFails(await runCommand(["serve", "--config", path]), 2, /lisen/);
    assertFails(await runCommand(["migrate"], { env: { ANTREAN_CONFIG: path } }), 2, /lisen/);
    await writeFile(path, 'threads = "many"\n');
    assertFails(await runCommand(["serve", "--config", path]), 2, /--threads/);
});

test("AFlagWinsOverTheEnvironment", async () => {
    await onStore(async (store) => {
        const env = { ANTREAN_BCRYPT_ROUNDS: "5", ANTREAN_DATA_DIR: "/dev/null/x" };
        const seeded = await runCommand(["seed", ...at(store), "--bcrypt-rounds", "6"], { env });
        assert.equal(seeded.status, 0, seeded.stderr);
        const rows = await runSql(store, "SELECT password FROM users");
        assert.match(String(rows[0]?.[0]), /^\$2y\$06\$/);
    });
});

test("MakesAPrivateDataFolder", async () => {
    const dataDir = join(folder, "new", "data");
    const result = await runCommand(["migrate", "--data-dir", dataDir]);
    assert.equal(result.status, 0, result.stderr);
    assert.equal((await stat(dataDir)).mode & 0o777, 0o700);
    await readFile(join(dataDir, "antrean.db"));
});

test("KeepsItsFilesFromOtherUsers", async () => {
    await onStore(async (store) => {
        await chmod(store.dataDir, 0o755);
        const server = await startServer({ store, flags: ["--demo"] });
        for (const name of await readdir(store.dataDir))
            assert.equal((await stat(join(store.dataDir, name))).mode & 0o077, 0, name);
        assert.match(server.log(), / warning other users of this machine can read \S+ \(chmod/);
        await server.stop();
        await chmod(store.dataDir, 0o700);
        const again = await startServer({ store });
        assert.doesNotMatch(again.log(), /other users/);
        await again.stop();
        await chmod(join(store.dataDir, "secret-key"), 0o644);
        const last = await startServer({ store });
        assert.match(last.log(), / warning other users of this machine can read \S+secret-key/);
        await last.stop();
    });
});

test("DoesNotReplaceASecretThatWasEmptied", async () => {
    await onStore(async (store) => {
        const server = await startServer({ store });
        await server.stop();
        const path = join(store.dataDir, "secret-key");
        await writeFile(path, "");
        const args = ["serve", "--listen", "127.0.0.1:0", ...at(store)];
        assertFails(await runCommand(args), 1, /secret-key is empty/);
        assert.equal(await readFile(path, "utf8"), "");
    });
});

test("SaysThePasswordOfANewSuperadminOnce", async () => {
    await onStore(async (store) => {
        const env = { ANTREAN_SUPERADMIN_PASSWORD: "" };
        const first = await runCommand(["seed", ...at(store)], { env });
        const [, password] = /password: (\S{12,})\n/.exec(first.stdout) ?? [];
        assert.ok(password !== undefined, first.stdout);
        assert.ok(!first.stderr.includes(password), "not in the log");
        const again = await runCommand(["seed", ...at(store)], { env });
        assert.equal(again.status, 0);
        assert.ok(!/password/.test(again.stdout), again.stdout);
        // The variable applies only to new databases; an existing one keeps its password.
        const server = await startServer({ store, env: { ANTREAN_SUPERADMIN_PASSWORD: "other1" } });
        const api = new Api(server.baseUrl);
        await api.signIn("superadmin", password);
        await assert.rejects(api.signIn("superadmin", "other1"), /401/);
        await server.stop();
    });
});

test("SeedsOnceWhenTwoStartTogether", async () => {
    await onStore(async (store) => {
        const env = { ANTREAN_SUPERADMIN_PASSWORD: "" };
        const both = await Promise.all(
            [1, 2].map(() => runCommand(["seed", "--demo", ...at(store)], { env })),
        );
        for (const result of both) assert.equal(result.status, 0, result.stderr);
        const said = both.filter((result) => result.stdout.includes("password:"));
        assert.equal(said.length, 1, JSON.stringify(both));
        const count = (table: string) =>
            runSql(store, `SELECT CAST(COUNT(*) AS TEXT) FROM ${table}`);
        assert.deepEqual(await count("users"), [["12"]]);
        assert.deepEqual(await count("schedules"), [["40"]]);
        assert.deepEqual(await count("roles"), [["6"]]);
    });
});

test("DemoDataAreForNewDatabases", async () => {
    await onStore(async (store) => {
        assert.equal((await runCommand(["seed", ...at(store)])).status, 0);
        const users = () => runSql(store, "SELECT CAST(COUNT(*) AS TEXT) FROM users");
        assert.deepEqual(await users(), [["1"]]);
        assert.equal((await runCommand(["seed", "--demo", ...at(store)])).status, 0);
        assert.deepEqual(await users(), [["12"]]);
        await runSql(store, "UPDATE users SET name = 'Kept' WHERE id = 7");
        assert.equal((await runCommand(["seed", "--demo", ...at(store)])).status, 0);
        assert.deepEqual(await runSql(store, "SELECT name FROM users WHERE id = 7"), [["Kept"]]);
    });
});

test("AdministersUsersBesideARunningServer", async () => {
    const server = await startServer({ flags: ["--demo"] });
    try {
        const api = new Api(server.baseUrl);
        const password = (name: string, input: string) =>
            runCommand(["user", "set-password", name, ...at(server.store)], { input });
        const changed = await password("nandar", "new secret\n");
        assert.equal(changed.status, 0, changed.stderr);
        assert.ok(!changed.stdout.includes("new secret"));
        const nandar = await api.signIn("nandar", "new secret");
        await assert.rejects(api.signIn("nandar", "admin123"), /401/);
        assertFails(await password("nobody", "new secret\n"), 1, /nobody/);
        assertFails(await password("nandar", "short\n"), 1, /6 characters/);
        assertFails(await password("nandar", ""), 1, /6 characters/);
        assertFails(await password("nandar", `${"x".repeat(73)}\n`), 1, /72 bytes/);
        assert.equal((await nandar.get("/api/poly")).status, 200);
        assert.equal((await password("nandar", "new secret\n")).status, 0);
        await eventually(async () => assert.equal((await nandar.get("/api/poly")).status, 401));
        await api.signIn("nandar", "new secret");

        const made = await server.command("token", "create", "andi.pratama");
        assert.equal(made.status, 0, made.stderr);
        assertJson(made.stdout.trimEnd(), any.token);
        const doctor = api.as(made.stdout.trimEnd());
        assert.equal((await doctor.get("/api/users/7")).status, 200);
        assert.equal((await doctor.post("/api/users")).status, 403);
        assertFails(await server.command("token", "create", "nobody"), 1, /nobody/);

        const [id] = made.stdout.split("|");
        const list = await server.command("token", "list", "andi.pratama");
        assert.equal(list.status, 0, list.stderr);
        const [head = "", line = ""] = list.stdout.trimEnd().split("\n");
        assert.match(head, /id +name +made/);
        assert.match(line, new RegExp(`^ *${id} +permanent-token +20`));
        assertFails(await server.command("token", "list", "nobody"), 1, /nobody/);
        const revoked = await server.command("token", "revoke", id as string);
        assert.equal(revoked.status, 0, revoked.stderr);
        await eventually(async () => assert.equal((await doctor.get("/api/poly")).status, 401));
        assertFails(await server.command("token", "revoke", id as string), 1, /no token/);

        const check = await server.command("check");
        assert.equal(check.status, 0, check.stdout + check.stderr);
    } finally {
        await server.close();
    }
});
