// Several servers on one PostgreSQL behind nginx, with the example contrib/proxies as it is, apart
// from names, ports, TLS and a time.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverStarted } from "./ApiDocument.ts";
import { Barrier, setBarrier } from "./Barrier.ts";
import { freePort } from "./Browser.ts";
import { type Store } from "./Engine.ts";
import { eventually } from "./Eventually.ts";
import { Server, type ServerOptions } from "./Server.ts";

const example = fileURLToPath(
    new URL("../../contrib/proxies/nginx-several.conf", import.meta.url),
);
const stopTimeoutMs = 5_000;

const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

function replaced(text: string, from: RegExp | string, to: string): string {
    const result = text.replace(from, to);
    if (result === text) throw new Error(`the example has no ${from}`);
    return result;
}

// The example for servers at `ports` of this machine, without TLS, at the port `own`.
async function configOf(dir: string, own: number, ports: number[]): Promise<string> {
    let site = await readFile(example, "utf8");
    const [host, ...others] = ports.map((port) => `server 127.0.0.1:${port} max_fails=1`);
    site = replaced(site, "server 10.0.0.11:8000 max_fails=1", host as string);
    site = replaced(site, /server 10\.0\.0\.12:8000 max_fails=1/, others[0] as string);
    site = replaced(site, /server 10\.0\.0\.13:8000 max_fails=1/, others[1] as string);
    site = replaced(site, /server \{\s+listen 80;[^}]*\}/, "");
    site = replaced(site, "listen 443 ssl http2;", `listen 127.0.0.1:${own};`);
    site = replaced(site, "server_name klinik.example;", "server_name localhost;");
    const tls = /ssl_certificate[^;]*;\s+ssl_certificate_key[^;]*;\s+add_header[^;]*;/;
    site = replaced(site, tls, "");
    // So that a test drains for seconds and not for a quarter of a minute.
    site = replaced(site, "keepalive_timeout 5s;", "keepalive_timeout 1s;");
    // A test is a client that may be a proxy itself.
    site = replaced(
        site,
        "X-Forwarded-For $remote_addr",
        "X-Forwarded-For $proxy_add_x_forwarded_for",
    );
    const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `${name}_temp_path ${dir}/${name};`)
        .join(" ");
    const user = userInfo().uid === 0 ? "user root;" : "";
    return (
        `${user} daemon off; pid ${dir}/pid; error_log stderr warn; worker_rlimit_nofile 60000;\n` +
        `events { worker_connections 20000; }\nhttp { ${folders}\n${site}\n}\n`
    );
}

class Nginx {
    private child: ChildProcess | undefined;
    private ended: Promise<void> = Promise.resolve();
    private output = "";
    private dir = "";

    constructor(readonly port: number) {}

    async start(ports: number[]): Promise<void> {
        this.dir = await mkdtemp(join(tmpdir(), "antrean-nginx-"));
        const config = join(this.dir, "config");
        await writeFile(config, await configOf(this.dir, this.port, ports));
        const child = spawn("nginx", ["-e", "stderr", "-p", this.dir, "-c", config], {
            env: { PATH: `${process.env["PATH"]}:/usr/sbin`, HOME: this.dir },
            stdio: ["ignore", "ignore", "pipe"],
        });
        this.child = child;
        running.add(child);
        child.stderr.setEncoding("utf8").on("data", (text: string) => (this.output += text));
        let isOver = false;
        this.ended = new Promise((done) => {
            child.once("error", (error) => {
                this.output += error.message;
                done();
            });
            child.once("close", () => done());
        });
        void this.ended.then(() => {
            isOver = true;
            running.delete(child);
        });
        await eventually(async () => {
            if (isOver) return;
            await fetch(`http://127.0.0.1:${this.port}/up`);
        });
        if (isOver) throw new Error(`nginx ended:\n${this.output}`);
    }

    log(): string {
        return this.output;
    }

    async stop(): Promise<void> {
        if (this.child === undefined) return;
        this.child.kill("SIGTERM");
        const killer = setTimeout(() => this.child?.kill("SIGKILL"), stopTimeoutMs);
        await this.ended;
        clearTimeout(killer);
        this.child = undefined;
        await rm(this.dir, { recursive: true, force: true });
    }
}

// Three of them. With `isTakenForOne`, each write is answered when it has reached all.
export class SeveralServers extends Server {
    readonly members: Server[];
    private readonly several: ServerOptions;
    private nginx: Nginx | undefined;
    private nginxLog = "";
    private barrier: Barrier | undefined;

    constructor(
        store: Store,
        options: ServerOptions,
        private readonly isTakenForOne = false,
    ) {
        super(store, options);
        this.several = options;
        const flags = ["--trusted-proxies", "127.0.0.1", ...(options.flags ?? [])];
        this.members = [0, 1, 2].map(() => new Server(store, { ...options, flags, store }));
    }

    override get baseUrl(): string {
        return `http://127.0.0.1:${this.port}`;
    }
    override get port(): number {
        if (this.nginx === undefined) throw new Error("nginx is not running");
        return this.nginx.port;
    }
    override get pid(): number {
        throw new Error("this test looks at one process: name its file in tools/run_tests.py");
    }
    override log(): string {
        return this.members.map((member) => member.log()).join("") + this.nginxLog;
    }

    override async start(port = 0): Promise<void> {
        const [first, ...others] = this.members as [Server, ...Server[]];
        await first.start();
        await Promise.all(others.map((member) => member.start()));
        this.nginx = new Nginx(port === 0 ? await freePort() : port);
        await this.nginx.start(this.members.map((member) => member.port));
        serverStarted(this.baseUrl, this.several.flags ?? [], this.several.env);
        if (!this.isTakenForOne) return;
        this.barrier = new Barrier(this.store, this.members);
        setBarrier(this.baseUrl, this.barrier);
    }
    override async stop(): Promise<void> {
        await this.endProxy();
        await Promise.all(this.members.map((member) => member.stop()));
    }
    override async kill9(): Promise<void> {
        await Promise.all(this.members.map((member) => member.kill9()));
        await this.endProxy();
    }

    // The port stays known, because tests start again at the same one.
    private async endProxy(): Promise<void> {
        await this.barrier?.close();
        this.barrier = undefined;
        if (this.nginx === undefined) return;
        setBarrier(this.baseUrl, undefined);
        await this.nginx.stop();
        this.nginxLog += this.nginx.log();
    }
}
