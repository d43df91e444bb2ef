// Runs the real program as a child process. It chooses a free port and prints it.
import { type ChildProcess, spawn } from "node:child_process";
import "./Assert.ts";
import { serverStarted } from "./ApiDocument.ts";
import { binary, environment } from "./Binary.ts";
import { createStore, type Engine, isOnSeveral, type Store } from "./Engine.ts";

export interface ServerOptions {
    engine?: Engine; // default: the engine under test
    flags?: string[];  // of `antrean serve`, after the flags that every test server gets
    env?: Record<string, string>;
    dataDir?: string; // default: a fresh folder, removed by close()
    store?: Store;  // to share one database between servers; close() then keeps it
}

export interface CommandResult {
    status: number | null; // null: ended by a signal
    stdout: string;
    stderr: string;
}

export { superadminPassword } from "./Binary.ts";

// A test is many clients at one address, and some tests open thousands of connections. A later flag
// of the same name wins.
const flagsOfManyClients = ["--rate-limit", "0", "--connections-per-address", "100000"];
const startTimeoutMs = 180_000; // a demo clinic is filled before the server listens
const stopTimeoutMs = 25_000;  // the server gives running requests 10 s, and itself 10 s more

// When the test process ends, for whatever reason, its servers end too.
const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

function collect(child: ChildProcess): { stdout(): string; stderr(): string } {
    const parts = { stdout: "", stderr: "" };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (parts.stdout += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (parts.stderr += text));
    return { stdout: () => parts.stdout, stderr: () => parts.stderr };
}

// Runs `antrean ARGUMENTS` and waits for its end.
export function runCommand(
    args: string[],
    options: { env?: Record<string, string>; input?: string; timeoutMs?: number } = {},
): Promise<CommandResult> {
    return new Promise((done, failed) => {
        const child = spawn(binary(), args, {
            env: environment(options.env),
            timeout: options.timeoutMs ?? startTimeoutMs,
            killSignal: "SIGKILL",
        });
        const output = collect(child);
        child.once("error", failed);
        child.once("close", (status) =>
            done({ status, stdout: output.stdout(), stderr: output.stderr() }),
        );
        // A command that reads no input may end before the input is written.
        child.stdin.once("error", () => {});
        child.stdin.end(options.input ?? "");
    });
}

export class Server {
    readonly store: Store;
    private readonly options: ServerOptions;
    private child: ChildProcess | undefined;
    private ended: Promise<number | null> = Promise.resolve(null);
    private isEndExpected = false;
    private url = "";
    private earlierLog = "";
    private currentLog: () => string = () => "";

    constructor(store: Store, options: ServerOptions) {
        this.store = store;
        this.options = options;
    }

    // "http://127.0.0.1:PORT"; another one after each start.
    get baseUrl(): string {
        return this.url;
    }
    get port(): number {
        return Number(new URL(this.url).port);
    }
    get pid(): number {
        if (this.child?.pid === undefined) throw new Error("the server is not running");
        return this.child.pid;
    }

    // Everything that it wrote to stderr, over all starts.
    log(): string {
        return this.earlierLog + this.currentLog();
    }

    // Starts (again) with the same data, on a free port or on the given one. Throws with the end of
    // the log if it does not start.
    async start(port = 0): Promise<void> {
        if (this.child !== undefined) throw new Error("the server is running already");
        const own = this.options.flags ?? [];
        const flags = [...this.storeFlags(), ...flagsOfManyClients, ...own];
        const child = spawn(binary(), ["serve", "--listen", `127.0.0.1:${port}`, ...flags], {
            env: environment(this.options.env),
            stdio: ["ignore", "pipe", "pipe"],
        });
        running.add(child);
        const output = collect(child);
        this.earlierLog = this.log();
        this.currentLog = output.stderr;
        this.child = child;
        this.isEndExpected = false;
        this.ended = new Promise((done) => {
            child.once("error", () => done(null));
            child.once("close", (status) => done(status));
        });
        void this.ended.then(() => {
            running.delete(child);
            this.child = undefined;
        });
        this.url = await this.announced(child, output.stderr).catch((error) => {
            this.isEndExpected = true;
            throw error;
        });
        serverStarted(this.url, flags, this.options.env);
    }

    // Stops it with SIGTERM. Throws unless it ends in time with exit status 0.
    async stop(): Promise<void> {
        if (this.isEndExpected) return;
        this.isEndExpected = true;
        const child = this.child;
        if (child === undefined) throw new Error(`the server ended by itself:\n${this.logEnd()}`);
        child.kill("SIGTERM");
        const killer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
        const status = await this.ended;
        clearTimeout(killer);
        if (status !== 0)
            throw new Error(`stopped with status ${status ?? "none (killed)"}:\n${this.logEnd()}`);
    }

    // Kills it, as a power cut would.
    async kill9(): Promise<void> {
        this.isEndExpected = true;
        this.child?.kill("SIGKILL");
        await this.ended;
    }

    // Runs `antrean NAME ...` on this server's data while it runs.
    command(name: string, ...args: string[]): Promise<CommandResult> {
        return runCommand([name, ...args], {
            env: {
                ANTREAN_DATA_DIR: this.store.dataDir,
                ANTREAN_DATABASE: this.store.directUrl ?? this.store.databaseUrl,
                ...this.options.env,
            },
        });
    }

    // Stops it and removes its data; for `after(...)`.
    async close(): Promise<void> {
        try {
            await this.stop();
        } finally {
            if (this.options.store === undefined) await this.store.remove();
        }
    }

    private storeFlags(): string[] {
        const { dataDir, databaseUrl, directUrl } = this.store;
        const flags = ["--data-dir", dataDir, "--database", databaseUrl];
        return directUrl === undefined ? flags : [...flags, "--database-direct", directUrl];
    }

    private logEnd(): string {
        return this.log().split("\n").slice(-30).join("\n");
    }

    private announced(child: ChildProcess, log: () => string): Promise<string> {
        return new Promise((done, failed) => {
            const timer = setTimeout(() => {
                child.kill("SIGKILL");
                failed(new Error(`not listening after ${startTimeoutMs} ms:\n${log()}`));
            }, startTimeoutMs);
            const look = () => {
                const found = /listening on (https?:\/\/\S+)/.exec(log());
                if (found === null) return;
                clearTimeout(timer);
                child.stderr?.off("data", look);
                done(found[1] as string);
            };
            child.stderr?.on("data", look);
            child.once("error", (error) => {
                clearTimeout(timer);
                failed(new Error(`${binary()} cannot be run: ${error.message}`));
            });
            child.once("close", (status, signal) => {
                clearTimeout(timer);
                failed(new Error(`ended (${status ?? signal}) before it listened:\n${log()}`));
            });
        });
    }
}

async function newServer(store: Store, options: ServerOptions): Promise<Server> {
    if (!isOnSeveral || store.engine !== "postgres") return new Server(store, options);
    const { SeveralServers } = await import("./Several.ts");
    return new SeveralServers(store, options, true);
}

// One server, or with ANTREAN_TEST_PROCESSES=3 several behind nginx (Several.ts), wherever they can
// share a database.
export async function startServer(options: ServerOptions = {}): Promise<Server> {
    const store = options.store ?? (await createStore(options.engine));
    const { dataDir } = options;
    const server = await newServer(dataDir === undefined ? store : { ...store, dataDir }, options);
    try {
        await server.start();
    } catch (error) {
        if (options.store === undefined) await store.remove();
        throw error;
    }
    return server;
}
