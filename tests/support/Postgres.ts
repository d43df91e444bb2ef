// A separate PostgreSQL cluster, for tests that stop and start the database, and its standby.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

const program = fileURLToPath(new URL("../../tools/postgres", import.meta.url));
const run = promisify(execFile);

export class PostgresCluster {
    readonly url: string;  // of its database `postgres`; the same after a restart
    private readonly dir: string;

    private constructor(dir: string, url: string) {
        this.dir = dir;
        this.url = url;
    }

    static create(): Promise<PostgresCluster> {
        return PostgresCluster.made((dir) => ["start", dir]);
    }
    private static async made(args: (dir: string) => string[]): Promise<PostgresCluster> {
        const dir = await mkdtemp(join(tmpdir(), "antrean-postgres-"));
        const { stdout } = await run(program, args(dir));
        return new PostgresCluster(dir, stdout.trim());
    }

    // A copy of this cluster that follows it.
    createStandby(): Promise<PostgresCluster> {
        return PostgresCluster.made((dir) => ["standby", dir, this.dir]);
    }
    // Makes a standby the primary.
    async promote(): Promise<void> {
        await run(program, ["promote", this.dir]);
    }
    // Changes a setting of the running cluster.
    async set(name: string, value: string): Promise<void> {
        await this.query(`ALTER SYSTEM SET ${name} = '${value}'`);
        await this.query("SELECT pg_reload_conf()");
    }
    async query(sql: string): Promise<any[]> {
        const client = new pg.Client({ connectionString: this.url });
        await client.connect();
        try {
            return (await client.query(sql)).rows;
        } finally {
            await client.end();
        }
    }

    async start(): Promise<void> {
        await run(program, ["start", this.dir]);
    }
    // Stops the cluster at once; committed data are there after the next start().
    async stop(): Promise<void> {
        await run(program, ["stop", this.dir]);
    }
    // Kills all of its processes, as a power cut does.
    async kill9(): Promise<void> {
        for (const pid of await this.stopAll()) process.kill(pid, "SIGKILL");
        // Where nothing waits for ended processes, they count as running.
        await rm(join(this.dir, "cluster", "postmaster.pid"));
        const sockets = join(this.dir, "socket");
        for (const name of await readdir(sockets)) await rm(join(sockets, name));
    }
    // Freezes the whole cluster, as a paused machine does: connections stay, but nothing is
    // answered. Returns a function that ends this.
    async freeze(): Promise<() => void> {
        const pids = await this.stopAll();
        return () => pids.forEach((pid) => process.kill(pid, "SIGCONT"));
    }
    // Freezes only the process that accepts connections: those that are there go on. Returns a
    // function that ends this.
    async freezeNewConnections(): Promise<() => void> {
        const file = await readFile(join(this.dir, "cluster", "postmaster.pid"), "utf8");
        const server = parseInt(file, 10);
        process.kill(server, "SIGSTOP");
        return () => process.kill(server, "SIGCONT");
    }
    async remove(): Promise<void> {
        await this.stop();
        await rm(this.dir, { recursive: true, force: true });
    }

    // Stops all processes where they are. Returns their ids.
    private async stopAll(): Promise<number[]> {
        const file = await readFile(join(this.dir, "cluster", "postmaster.pid"), "utf8");
        const server = parseInt(file, 10);
        process.kill(server, "SIGSTOP");  // first, because it starts the others
        const children = await readFile(`/proc/${server}/task/${server}/children`, "utf8");
        const sessions = children.trim().split(" ").filter(Boolean).map(Number);
        for (const pid of sessions) process.kill(pid, "SIGSTOP");
        return [server, ...sessions];
    }
}
