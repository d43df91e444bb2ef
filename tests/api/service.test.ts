// The program as a service of the machine: systemd, and settings.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/Eventually.ts";
import { runCommand, startServer } from "../support/Server.ts";

const folder = await mkdtemp(join(tmpdir(), "antrean-service-"));
after(() => rm(folder, { recursive: true, force: true }));

// What systemd would receive. Node has no datagram sockets with paths.
const receiver = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True:
    print(repr(s.recv(4096).decode()), flush=True)
`;

async function receive(path: string): Promise<{ text(): string; close(): void }> {
    const command = ["-c", receiver, path];
    const child = spawn("python3", command, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
    await eventually(async () => assert.match(text, /bound/));
    return { text: () => text, close: () => void child.kill() };
}

test("SystemdLearnsWhenTheServerServesThatItLivesAndWhenItStops", async () => {
    const path = join(folder, "notify");
    const systemd = await receive(path);
    const server = await startServer({ env: { NOTIFY_SOCKET: path, WATCHDOG_USEC: "600000" } });
    try {
        const url = `http://127.0.0.1:${server.port}`;
        await eventually(async () => {
            const ready = `READY=1\\nSTATUS=serving on ${url}`;
            assert.ok(systemd.text().includes(ready), systemd.text());
            assert.ok(systemd.text().split("WATCHDOG=1").length > 3, systemd.text());
        });
        // A server that stands still does not report.
        process.kill(server.pid, "SIGSTOP");
        const reports = systemd.text().split("WATCHDOG=1").length;
        await new Promise((done) => setTimeout(done, 1_000));
        assert.ok(systemd.text().split("WATCHDOG=1").length <= reports + 1);
        process.kill(server.pid, "SIGCONT");
    } finally {
        await server.stop();
    }
    assert.ok(systemd.text().includes("STOPPING=1"), systemd.text());
    systemd.close();
    await server.close();
});

test("ConfigShowsWhatIsInForceAndFromWhereAndNoSecret", async () => {
    const file = join(folder, "antrean.conf");
    await writeFile(file, 'threads = "3"\nlog-level = "debug"\nrealtime-secret = "hidden-1"\n');
    const { status, stdout, stderr } = await runCommand(
        ["config", "--config", file, "--listen", "127.0.0.1:0", "--log-level", "error"],
        {
            env: {
                ANTREAN_DATABASE: "postgresql://siti:hidden-2@h/db",
                ANTREAN_SECRET_KEY: "hidden-3",
                ANTREAN_DATA_DIR: join(folder, "none"),
            },
        },
    );
    assert.equal(status, 0, stderr);
    const lines = stdout.split("\n");
    for (const line of [
        'threads = "3"  # file',
        'listen = "127.0.0.1:0"  # command line',
        'log-level = "error"  # command line',
        'database = "postgresql://***@h/db"  # environment',
        'secret-key = "***"  # environment',
        'realtime-secret = "***"  # file',
        'realtime-key = "antrean-key"  # default',
        'demo = "false"  # default',
    ])
        assert.ok(lines.includes(line), `${line}\n${stdout}`);
    assert.doesNotMatch(stdout, /hidden/);
    // It changes nothing.
    assert.deepEqual((await readdir(folder)).filter((name) => name === "none"), []);
});

test("ConfigRefusesWhatServeWouldRefuse", async () => {
    const { status, stderr } = await runCommand(["config", "--threads", "many"]);
    assert.equal(status, 2);
    assert.match(stderr, /--threads/);
});

test("TheExampleHasEverySettingAndIsAcceptedAsAFile", async () => {
    const example = await runCommand(["config", "--example"]);
    const help = await runCommand(["serve", "--help"]);
    const flags = [...help.stdout.matchAll(/^ +--([a-z-]+)/gm)].map(([, name]) => name);
    const settings = [...example.stdout.matchAll(/^#([a-z-]+) = /gm)].map(([, name]) => name);
    assert.deepEqual(settings, flags.filter((name) => name !== "config"));
    // The defaults, no longer as comments. Empty ones stand for "not set".
    const file = join(folder, "example.conf");
    await writeFile(file, example.stdout.replace(/^#([a-z-]+ = ".+")$/gm, "$1"));
    const { status, stderr } = await runCommand(["config", "--config", file]);
    assert.equal(status, 0, stderr);
});
