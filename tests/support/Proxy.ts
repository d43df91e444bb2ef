// nginx and Caddy in front of a server, with the examples of contrib/proxies as they are, apart
// from names, ports and certificates.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./Browser.ts";
import { eventually } from "./Eventually.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const certificate = file("tls/localhost.pem");
const key = file("tls/localhost.key.pem");

export const proxyPrograms = ["nginx", "caddy"] as const;
export type ProxyProgram = (typeof proxyPrograms)[number];

// The proxies end with the test process, too.
const running = new Set<ChildProcess>();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

// `text` with each of the replaced texts, which must occur.
function replaced(text: string, changes: [from: string, to: string][]): string {
    for (const [from, to] of changes) {
        if (!text.includes(from)) throw new Error(`the example has no "${from}"`);
        text = text.replaceAll(from, to);
    }
    return text;
}

interface Plan {
    command: string;
    args: string[];
    config: string;
}

type Planner = (example: string, dir: string, port: number, upstream: number) => Plan;

const planners: Record<ProxyProgram, Planner> = {
    nginx: (example, dir, port, upstream) => {
        const site = replaced(example, [
            ["listen 80;", "listen 127.0.0.1:0;"],
            ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
            ["klinik.example;", "localhost;"],
            ["/etc/ssl/certs/klinik.example.pem", certificate],
            ["/etc/ssl/private/klinik.example.key", key],
            ["127.0.0.1:8000", `127.0.0.1:${upstream}`],
        ]).replace(/server \{\s+listen 127\.0\.0\.1:0;[^}]*\}/, "");
        const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map((name) => `${name}_temp_path ${dir}/${name};`)
            .join(" ");
        const user = userInfo().uid === 0 ? "user root;" : "";
        return {
            command: "nginx",
            args: ["-e", "stderr", "-p", dir, "-c", join(dir, "config")],
            config:
                `${user} daemon off; pid ${dir}/pid; error_log stderr warn;\n` +
                `events { worker_connections 512; }\nhttp { ${folders}\n${site}\n}\n`,
        };
    },
    caddy: (example, dir, port, upstream) => ({
        command: "caddy",
        args: ["run", "--adapter", "caddyfile", "--config", join(dir, "config")],
        config:
            "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" +
            replaced(example, [
                ["klinik.example {", `localhost:${port} {\n\ttls ${certificate} ${key}`],
                ["127.0.0.1:8000", `127.0.0.1:${upstream}`],
            ]),
    }),
};

export class Proxy {
    private constructor(
        readonly baseUrl: string, // https://localhost:PORT
        private readonly child: ChildProcess,
        private readonly ended: Promise<void>,
        private readonly dir: string,
    ) {}

    // Starts `program` in front of 127.0.0.1:UPSTREAM. Throws with its output if it does not start.
    static async start(program: ProxyProgram, upstream: number): Promise<Proxy> {
        const dir = await mkdtemp(join(tmpdir(), "antrean-proxy-"));
        const port = await freePort();
        const name = { nginx: "nginx.conf", caddy: "Caddyfile" }[program];
        const example = await readFile(file(`../../contrib/proxies/${name}`), "utf8");
        const plan = planners[program](example, dir, port, upstream);
        await writeFile(join(dir, "config"), plan.config);
        const child = spawn(plan.command, plan.args, {
            env: {
                PATH: `${process.env["PATH"]}:/usr/sbin`,
                HOME: dir,
                XDG_DATA_HOME: dir,
                XDG_CONFIG_HOME: dir,
            },
            stdio: ["ignore", "ignore", "pipe"],
        });
        running.add(child);
        let output = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
        let isOver = false;
        const ended = new Promise<void>((done) => {
            const end = (error?: Error) => {
                output += error?.message ?? "";
                isOver = true;
                running.delete(child);
                done();
            };
            child.once("error", end);
            child.once("close", () => end());
        });
        const proxy = new Proxy(`https://localhost:${port}`, child, ended, dir);
        await eventually(async () => {
            if (isOver) throw new Error(`${program} ended:\n${output}`);
            const answer = await fetch(`${proxy.baseUrl}/up`).catch((error) => error.cause);
            // Node's fetch does not know the certificate. That it sees one is enough.
            if (answer?.code !== "DEPTH_ZERO_SELF_SIGNED_CERT")
                throw new Error(`${program}: ${answer?.message ?? answer?.status}\n${output}`);
        });
        return proxy;
    }

    async close(): Promise<void> {
        this.child.kill("SIGTERM");
        const killer = setTimeout(() => this.child.kill("SIGKILL"), 5_000);
        await this.ended;
        clearTimeout(killer);
        await rm(this.dir, { recursive: true, force: true });
    }
}
