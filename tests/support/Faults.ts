// Faults around a server: full disks, read-only disks, databases that stop. Each function throws
// with a reason if this machine cannot arrange the fault.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { type Store } from "./Engine.ts";
import { PostgresCluster } from "./Postgres.ts";
import { type Server } from "./Server.ts";

const run = promisify(execFile);

// Asserts that `antrean check` finds nothing, with or without a running server.
export async function assertCheckIsClean(server: Server): Promise<void> {
    const { status, stdout, stderr } = await server.command("check");
    assert.equal(stdout, "The database is in order.\n", stderr);
    assert.equal(status, 0);
}

// A separate small disk. Only root may mount it.
export class SmallDisk {
    readonly dir: string;

    private constructor(dir: string) {
        this.dir = dir;
    }

    // Throws if this machine does not permit it.
    static async mount(mebibytes: number): Promise<SmallDisk> {
        const dir = await mkdtemp(join(tmpdir(), "antrean-disk-"));
        try {
            await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", dir]);
        } catch (error) {
            await rm(dir, { recursive: true });
            throw error;
        }
        return new SmallDisk(dir);
    }

    // Fills the disk completely.
    async fill(): Promise<void> {
        const file = await open(join(this.dir, "ballast"), "w");
        try {
            for (const size of [1024 * 1024, 4096, 1])
                for (;;) if ((await file.write(Buffer.alloc(size))).bytesWritten < size) break;
        } catch (error) {
            if ((error as { code?: string }).code !== "ENOSPC") throw error;
        } finally {
            await file.close();
        }
    }
    async makeRoom(): Promise<void> {
        await rm(join(this.dir, "ballast"), { force: true });
    }
    async setWritable(isWritable: boolean): Promise<void> {
        await run("mount", ["-o", `remount,${isWritable ? "rw" : "ro"}`, this.dir]);
    }
    // Also while a server that is ending still has files open in it.
    async remove(): Promise<void> {
        await run("umount", ["--lazy", this.dir]);
        await rm(this.dir, { recursive: true });
    }
}

// Makes files unchangeable, as on a disk that the kernel has switched to read-only, also for
// processes that have them open. Throws if the file system or our rights do not permit it.
export async function setUnchangeable(paths: string[], isUnchangeable: boolean): Promise<void> {
    await run("chattr", [isUnchangeable ? "+i" : "-i", ...paths]);
}

// Limits the size of the files that a process writes, in bytes.
export async function limitFileSize(pid: number, bytes: number | "unlimited"): Promise<void> {
    await run("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
}

// A store on a separate PostgreSQL, which may be stopped and started.
export async function createClusterStore(): Promise<{ cluster: PostgresCluster; store: Store }> {
    const cluster = await PostgresCluster.create();
    const dataDir = await mkdtemp(join(tmpdir(), "antrean-test-"));
    const remove = async () => {
        await cluster.remove();
        await rm(dataDir, { recursive: true, force: true });
    };
    return { cluster, store: { engine: "postgres", dataDir, databaseUrl: cluster.url, remove } };
}

// Runs `sql` for each session of servers on this database; `pid` in it is the session's process id.
async function onSessions(store: Store, sql: string): Promise<number[]> {
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    try {
        const { rows } = await client.query(
            `SELECT ${sql} FROM pg_stat_activity
             WHERE application_name = 'antrean' AND datname = current_database()`,
        );
        return rows.map(({ pid }) => pid);
    } finally {
        await client.end();
    }
}

// Ends all these sessions at once, as a network failure would.
export async function breakSessions(store: Store): Promise<number> {
    return (await onSessions(store, "pid, pg_terminate_backend(pid)")).length;
}

// Freezes the database: it does not answer, but connections stay. Returns a function that ends
// this.
export async function freezeSessions(store: Store): Promise<() => void> {
    const pids = await onSessions(store, "pid");
    const send = (signal: NodeJS.Signals) => pids.forEach((pid) => process.kill(pid, signal));
    send("SIGSTOP");
    return () => send("SIGCONT");
}

// Blocks writes to a table; reads go on. Returns a function that ends this.
export async function lockTable(store: Store, table: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    await client.query(`BEGIN; LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    return () => client.end();
}
