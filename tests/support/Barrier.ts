// Waits until a change has reached every one of several servers (Several.ts).
import pg from "pg";
import { type Store } from "./Engine.ts";
import { eventually } from "./Eventually.ts";
import { type Server } from "./Server.ts";

// A change needs up to a second to reach every server; usually a few milliseconds, or a quarter of
// a second for what follows the ledger. A test that was written for one server expects it at once,
// so each of its writes is answered only when all servers know it.
export class Barrier {
    private readonly client: pg.Client;
    private readonly connected: Promise<unknown>;
    private sent = 0;
    private running: Promise<void> = Promise.resolve();
    private next: Promise<void> | undefined;

    constructor(
        store: Store,
        private readonly members: Server[],
    ) {
        this.client = new pg.Client({ connectionString: store.databaseUrl });
        this.client.on("error", () => {});
        this.connected = this.client.connect();
        this.connected.catch(() => {});
    }

    // Writes at the same time share one.
    pass(): Promise<void> {
        this.next ??= this.running.catch(() => {}).then(() => {
            this.next = undefined;
            this.running = this.reachAll();
            return this.running;
        });
        return this.next;
    }
    async close(): Promise<void> {
        await this.client.end().catch(() => {});
    }

    // Servers receive notices in the order of the commits, so one that has this has all before it.
    private async reachAll(): Promise<void> {
        await this.connected;
        await this.client.query("NOTIFY antrean_changes, '0-0 test-barrier'");
        const { rows } = await this.client.query("SELECT COALESCE(MAX(seq), 0) AS seq FROM events");
        const wanted = { notices: ++this.sent, entry: Number(rows[0].seq) };
        await Promise.all(
            this.members.map((member) =>
                eventually(async () => {
                    const { notices, entry } = await figuresOf(member);
                    if (notices < wanted.notices || entry < wanted.entry)
                        throw new Error(`the server at ${member.port} does not follow`);
                }),
            ),
        );
    }
}

async function figuresOf(member: Server): Promise<{ notices: number; entry: number }> {
    const text = await (await fetch(`${member.baseUrl}/metrics`)).text();
    const figure = (name: string) =>
        Number(text.split("\n").find((line) => line.startsWith(`${name} `))?.split(" ")[1] ?? 0);
    return {
        notices: figure('antrean_change_notices_total{topic="test-barrier"}'),
        entry: figure("antrean_feed_last_entry"),
    };
}

const barriers = new Map<string, Barrier>();

// Of the servers at `baseUrl`; undefined for a single server.
export const barrierAt = (baseUrl: string): Barrier | undefined => barriers.get(baseUrl);

export function setBarrier(baseUrl: string, barrier: Barrier | undefined): void {
    if (barrier === undefined) barriers.delete(baseUrl);
    else barriers.set(baseUrl, barrier);
}
