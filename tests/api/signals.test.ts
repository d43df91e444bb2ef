// What the program does on signals, and that it always ends in time.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Api } from "../support/Api.ts";
import { binary, environment } from "../support/Binary.ts";
import { createStore } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { processorTime_ms } from "../support/Processor.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer, superadminPassword, type Server } from "../support/Server.ts";

async function onServer(use: (server: Server) => Promise<void>, ...flags: string[]): Promise<void> {
    const server = await startServer({ flags });
    try {
        await use(server);
    } finally {
        await server.close();
    }
}

test("GoesOnAfterSignalsThatAreNoOrderToStop", () =>
    onServer(async (server) => {
        for (const signal of ["SIGHUP", "SIGUSR1", "SIGUSR2", "SIGPIPE", "SIGHUP"] as const) {
            process.kill(server.pid, signal);
            for (let count = 0; count < 5; ++count)
                assert.equal((await new Api(server.baseUrl).get("/up")).status, 200, signal);
        }
    }));

// One hash with these rounds takes about a second.
test("FinishesItsRequestsAlsoWhenTheOrderToStopComesTwice", () =>
    onServer(async (server) => {
        const before = processorTime_ms(server.pid);
        const login = new Api(server.baseUrl).request({
            method: "post",
            url: "/api/auth/login",
            data: { username: "superadmin", password: superadminPassword },
        });
        // The server is computing the hash.
        await eventually(() => assert.ok(processorTime_ms(server.pid) > before + 100));
        process.kill(server.pid, "SIGTERM");
        process.kill(server.pid, "SIGHUP");
        const stopped = server.stop();
        assert.equal((await login).status, 200);
        await stopped;
    }, "--bcrypt-rounds", "14"));

// Nothing reads its log, and the pipe is full.
test("EndsInTimeWhileItsLogIsBlocked", async () => {
    const store = await createStore();
    const flags = ["--listen", "127.0.0.1:0", "--data-dir", store.dataDir];
    const child = spawn(binary(), ["serve", ...flags, "--database", store.databaseUrl, "--demo"], {
        env: environment({}),
        stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(child, "close");
    try {
        let log = "";
        const url = await new Promise<string>((done, failed) => {
            child.once("exit", () => failed(new Error(log)));
            child.stderr.setEncoding("utf8").on("data", (text: string) => {
                const found = /listening on (http:\S+)/.exec((log += text));
                if (found !== null) done(found[1] as string);
            });
        });
        child.stderr.pause();
        const api = await signInAs(new Api(url), "superadmin");
        for (let round = 0; round < 40; ++round)
            await Promise.all(Array.from({ length: 100 }, () => api.get("/api/poly")));
        const began = Date.now();
        child.kill("SIGTERM");
        const [status] = await Promise.race([
            once(child, "exit"),
            new Promise<[string]>((done) => setTimeout(done, 14_000, ["not at all"]).unref()),
        ]);
        assert.equal(status, 0);
        assert.ok(Date.now() - began < 8_000, `${Date.now() - began} ms`);
    } finally {
        child.kill("SIGKILL");
        child.stderr.resume();
        await ended;
        await store.remove();
    }
});
