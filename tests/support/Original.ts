// An invented original on a database server of its own: tests/fixtures/laravel has its tables and
// rows.
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { MariadbServer } from "./Mariadb.ts";
import { PostgresCluster } from "./Postgres.ts";
import { samples } from "./Uploads.ts";

export type OriginalEngine = "postgres" | "mariadb";

// What the rows hold, as people know it.
export const oldToken = "5|kunciLamaDariSanctumYangMasihDipakaiN8n1a2b3c4d";
export const oldPassword = "rahasia123";
export const brochure = "1767944579_6960b183a35f1.pdf";

const fixture = (name: string) =>
    readFile(fileURLToPath(new URL(`../fixtures/laravel/${name}`, import.meta.url)), "utf8");

// A name that was encoded in UTF-8 twice, and, on MariaDB, zero dates.
const broken = {
    postgres: `INSERT INTO patients (id, patient_name, whatsapp_number, created_at)
               VALUES (7, 'ZaÃ¯nab', '081355556666', '2026-01-03 07:00:00');`,
    mariadb: `INSERT INTO patients (id, patient_name, whatsapp_number, created_at)
              VALUES (7, _latin1 x'5A61C3AF6E6162', '081355556666', '0000-00-00 00:00:00');
              UPDATE schedules SET date = '0000-00-00' WHERE id = 4;`,
};

export class Original {
    readonly url: string;
    readonly files: string;  // its storage/app/public
    private readonly server: MariadbServer | PostgresCluster;

    private constructor(server: MariadbServer | PostgresCluster, files: string) {
        this.server = server;
        this.url = server.url;
        this.files = files;
    }

    static async create(engine: OriginalEngine, withRows = true): Promise<Original> {
        const files = await mkdtemp(join(tmpdir(), "antrean-original-"));
        await mkdir(join(files, "faq"));
        await writeFile(join(files, "faq", brochure), samples.pdf);
        const Server = engine === "mariadb" ? MariadbServer : PostgresCluster;
        const original = new Original(await Server.create(), files);
        await original.run(await fixture(`${engine}.sql`));
        if (withRows) await original.run((await fixture("rows.sql")) + broken[engine]);
        return original;
    }

    // Runs several statements.
    async run(sql: string): Promise<void> {
        if (this.server instanceof MariadbServer) {
            await this.server.run(`SET sql_mode = 'NO_BACKSLASH_ESCAPES';\n${sql}`);
            return;
        }
        const client = new pg.Client({ connectionString: this.url });
        await client.connect();
        try {
            await client.query(sql);
        } finally {
            await client.end();
        }
    }

    async remove(): Promise<void> {
        await this.server.remove();
        await rm(this.files, { recursive: true, force: true });
    }
}
