// PgBouncer before the databases of a PostgreSQL cluster.
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./Eventually.ts";

export interface PgBouncerOptions {
    mode?: "transaction" | "session";
    sessions?: number;  // on the server, for each database
    more?: string; // further lines of the section [pgbouncer]
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    return port;
}

async function answers(port: number): Promise<void> {
    await new Promise<void>((done, failed) => {
        const socket = connect(port, "127.0.0.1", () => {
            socket.destroy();
            done();
        });
        socket.on("error", failed);
    });
}

// It refuses to run as root; Debian's package of PostgreSQL made the user postgres.
function asOwner(args: string[]): [string, string[]] {
    if (process.getuid?.() !== 0) return ["/usr/sbin/pgbouncer", args];
    const ids = ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"];
    return ["setpriv", [...ids, "/usr/sbin/pgbouncer", ...args]];
}

export class PgBouncer {
    private readonly dir: string;
    private readonly port: number;
    private child: ChildProcess | undefined;

    private constructor(dir: string, port: number) {
        this.dir = dir;
        this.port = port;
    }

    // `clusterUrl` names any database of the cluster.
    static async start(clusterUrl: string, options: PgBouncerOptions = {}): Promise<PgBouncer> {
        const cluster = new URL(clusterUrl);
        const dir = await mkdtemp(join(tmpdir(), "antrean-pgbouncer-"));
        const bouncer = new PgBouncer(dir, await freePort());
        const { mode = "transaction", sessions = 4, more = "" } = options;
        await writeFile(
            join(dir, "pgbouncer.ini"),
            `[databases]
* = host=${cluster.hostname} port=${cluster.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${bouncer.port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(dir, "users")}
pool_mode = ${mode}
default_pool_size = ${sessions}
max_client_conn = 1000
server_login_retry = 1
${more}
`,
        );
        await writeFile(join(dir, "users"), `"${cluster.username}" "${cluster.password}"\n`);
        await chmod(dir, 0o755);
        await bouncer.start();
        return bouncer;
    }

    // The same database through the pool.
    urlOf(databaseUrl: string): string {
        const url = new URL(databaseUrl);
        url.hostname = "127.0.0.1";
        url.port = String(this.port);
        return url.href;
    }

    async start(): Promise<void> {
        const [program, args] = asOwner([join(this.dir, "pgbouncer.ini")]);
        this.child = spawn(program, args, { stdio: "ignore" });
        await eventually(() => answers(this.port));
    }
    // Kills it: all connections break, and new ones are refused.
    async kill9(): Promise<void> {
        const child = this.child;
        this.child = undefined;
        if (child === undefined) return;
        const ended = new Promise((done) => child.once("close", done));
        child.kill("SIGKILL");
        await ended;
    }
    // Freezes it: connections stay, but nothing is answered. Returns a function that ends this.
    freeze(): () => void {
        this.child?.kill("SIGSTOP");
        return () => this.child?.kill("SIGCONT");
    }
    async remove(): Promise<void> {
        await this.kill9();
        await rm(this.dir, { recursive: true, force: true });
    }
}
