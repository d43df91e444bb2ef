// A separate PostgreSQL cluster, for tests that stop and start the database.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../../tools/postgres", import.meta.url));

export class PostgresCluster {
    readonly url: string;  // of its database `postgres`; the same after a restart
    private readonly dir: string;

    private constructor(dir: string, url: string) {
        this.dir = dir;
        this.url = url;
    }

    static async create(): Promise<PostgresCluster> {
        const dir = await mkdtemp(join(tmpdir(), "antrean-postgres-"));
        const { stdout } = await promisify(execFile)(program, ["start", dir]);
        return new PostgresCluster(dir, stdout.trim());
    }

    async start(): Promise<void> {
        await promisify(execFile)(program, ["start", this.dir]);
    }
    // Stops the cluster at once; committed data are there after the next start().
    async stop(): Promise<void> {
        await promisify(execFile)(program, ["stop", this.dir]);
    }
    // Freezes the whole cluster, as a paused machine does: connections stay, but nothing is
    // answered. Returns a function that ends this.
    async freeze(): Promise<() => void> {
        const file = await readFile(join(this.dir, "cluster", "postmaster.pid"), "utf8");
        const server = parseInt(file, 10);
        process.kill(server, "SIGSTOP");  // first, because it starts the others
        const children = await readFile(`/proc/${server}/task/${server}/children`, "utf8");
        const sessions = children.trim().split(" ").map(Number);
        for (const pid of sessions) process.kill(pid, "SIGSTOP");
        return () => [server, ...sessions].forEach((pid) => process.kill(pid, "SIGCONT"));
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
}
