// A separate MariaDB server for a test, as a hospital's database.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../../tools/mariadb", import.meta.url));

export class MariadbServer {
    readonly url: string;  // of its database `lab`, as its owner; the same after a restart
    private readonly dir: string;

    private constructor(dir: string, url: string) {
        this.dir = dir;
        this.url = url;
    }

    static async create(): Promise<MariadbServer> {
        const dir = await mkdtemp(join(tmpdir(), "antrean-mariadb-"));
        const { stdout } = await promisify(execFile)(program, ["start", dir]);
        return new MariadbServer(dir, stdout.trim());
    }

    async start(): Promise<void> {
        await promisify(execFile)(program, ["start", this.dir]);
    }
    // Stops the server at once; committed data are there after the next start().
    async stop(): Promise<void> {
        await promisify(execFile)(program, ["stop", this.dir]);
    }
    async remove(): Promise<void> {
        await this.stop();
        await rm(this.dir, { recursive: true, force: true });
    }

    // Runs several statements, separated by semicolons, in its database `lab`; returns the client's
    // output.
    run(sql: string): Promise<string> {
        const url = new URL(this.url);
        const client = spawn("mariadb", [
            "--no-defaults",
            "--host=127.0.0.1",
            `--port=${url.port}`,
            `--user=${url.username}`,
            `--password=${url.password}`,
            "--default-character-set=utf8mb4",
            "--batch",
            "--skip-column-names",
            "lab",
        ]);
        let output = "";
        let errors = "";
        client.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
        client.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
        client.stdin.end(sql);
        return new Promise((done, failed) => {
            client.once("error", failed);
            client.once("close", (status) =>
                status === 0 ? done(output) : failed(new Error(`mariadb: ${errors}`)),
            );
        });
    }

    // The URL of the same database for an account with only these `privileges`.
    async urlFor(user: string, password: string, privileges: string): Promise<string> {
        const quoted = password.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
        await this.run(
            `CREATE USER ${user}@'%' IDENTIFIED BY '${quoted}';` +
                `GRANT ${privileges} ON lab.* TO ${user}@'%';`,
        );
        const url = new URL(this.url);
        url.username = user;
        url.password = encodeURIComponent(password);
        return url.href;
    }
}
