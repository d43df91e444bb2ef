// A TCP proxy in front of PostgreSQL that treats clients as PgBouncer in session mode does: it
// drops the start-up parameter `options`.
import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";

const sslRequest = 80_877_103;

// Reads the first message of a connection: its length, a code, and pairs of NUL-ended texts.
function withoutOptions(message: Buffer): Buffer {
    const words = message.subarray(8, message.length - 1).toString("latin1").split("\0");
    let kept = "";
    for (let i = 0; i + 1 < words.length; i += 2)
        if (words[i] !== "options") kept += `${words[i]}\0${words[i + 1]}\0`;
    const start = Buffer.alloc(8);
    start.writeInt32BE(8 + kept.length + 1, 0);
    message.copy(start, 4, 4, 8);
    return Buffer.concat([start, Buffer.from(`${kept}\0`, "latin1")]);
}

export class PostgresPool {
    private readonly server: Server;
    private readonly sockets = new Set<Socket>();
    private readonly target: URL;

    private constructor(target: URL) {
        this.target = target;
        this.server = createServer((client) => this.serve(client));
    }

    static async start(databaseUrl: string): Promise<PostgresPool> {
        const pool = new PostgresPool(new URL(databaseUrl));
        await new Promise<void>((done) => pool.server.listen(0, "127.0.0.1", done));
        return pool;
    }

    // The database through this pool.
    get url(): string {
        const url = new URL(this.target.href);
        url.searchParams.delete("host");
        url.hostname = "127.0.0.1";
        url.port = String((this.server.address() as AddressInfo).port);
        return url.href;
    }

    close(): void {
        this.server.close();
        for (const socket of this.sockets) socket.destroy();
    }

    private serve(client: Socket): void {
        const server = connect(Number(this.target.port || 5432), this.target.hostname);
        for (const socket of [client, server]) {
            this.sockets.add(socket);
            socket.on("error", () => [client, server].forEach((each) => each.destroy()));
        }
        const onStart = (message: Buffer) => {
            if (message.readInt32BE(4) === sslRequest) return void client.write("N");
            client.off("data", onStart);
            server.write(withoutOptions(message));
            client.pipe(server);
            server.pipe(client);
        };
        client.on("data", onStart);
    }
}
