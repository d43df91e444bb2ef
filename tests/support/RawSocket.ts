// Sends bytes on a TCP connection, for requests that no HTTP client would send.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type Asked, assertDocumented, assertRefusal } from "./ApiDocument.ts";

export interface RawAnswer {
    status: number;
    reason: string;
    headers: Map<string, string>; // names in lower case
    body: string;
}

const timeoutMs = 30_000;
// At most this much of each written piece is kept to recognise the request: more than the longest
// line of a request that gets further than a refusal.
const keptBytes = 20_000;

// The request in the bytes; undefined if there are several or none is complete.
function requestIn(written: string): Asked | undefined {
    const lines = [...written.matchAll(/(?:^|\n)([A-Z]+) (\S+) HTTP\/1\.[01]\r\n/g)];
    const [, method, target] = lines[0] ?? [];
    if (method === undefined || target === undefined || lines.length !== 1) return undefined;
    return { method, target, isOverridden: /_method|method-override/i.test(written) };
}

export class RawSocket {
    readonly socket: Socket;
    private received = Buffer.alloc(0);
    private isClosed = false;
    private wake: () => void = () => {};
    private readonly baseUrl: string;
    private written = ""; // since the last answer

    private constructor(socket: Socket, baseUrl: string) {
        this.socket = socket;
        this.baseUrl = baseUrl;
        socket.setNoDelay(true);
        socket.on("data", (bytes) => {
            this.received = Buffer.concat([this.received, bytes]);
            this.wake();
        });
        // A reset is treated as an ordinary end; the test gets what arrived before it.
        socket.on("error", () => undefined);
        socket.on("close", () => {
            this.isClosed = true;
            this.wake();
        });
        socket.on("end", () => {
            this.isClosed = true;
            this.wake();
        });
    }

    static async open(port: number, host = "127.0.0.1"): Promise<RawSocket> {
        const socket = connect({ port, host, allowHalfOpen: true });
        await once(socket, "connect");
        return new RawSocket(socket, `http://${host}:${port}`);
    }

    // Sends these bytes on a new connection and returns the answer.
    static async ask(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
        const socket = await RawSocket.open(port);
        socket.write(bytes);
        const answer = await socket.answer();
        socket.destroy();
        return answer;
    }

    // Whether the server has closed the connection.
    get closed(): boolean {
        return this.isClosed;
    }

    write(data: string | Uint8Array): void {
        this.socket.write(data);
        this.written += Buffer.from(data).subarray(0, keptBytes).toString("latin1");
    }
    // Closes the sending half; the server may still answer.
    end(): void {
        this.socket.end();
    }
    // Drops the connection without a close handshake.
    destroy(): void {
        this.socket.destroy();
    }
    // Drops the connection with a TCP reset.
    reset(): void {
        this.socket.resetAndDestroy();
    }

    // Reads the next answer by its Content-Length. `isHead`: the answer has no body, whatever its
    // headers say. Throws if the answer does not match the API document.
    async answer(isHead = false): Promise<RawAnswer> {
        await this.until(() => this.received.includes("\r\n\r\n"), "a whole header");
        const split = this.received.indexOf("\r\n\r\n");
        const lines = this.received.subarray(0, split).toString("latin1").split("\r\n");
        const [, status, reason] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(lines[0] ?? "") ?? [];
        if (status === undefined) throw new Error(`no status line: ${lines[0]}`);
        const headers = new Map<string, string>();
        for (const line of lines.slice(1)) {
            const colon = line.indexOf(":");
            headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
        }
        const code = Number(status);
        const isEmpty = isHead || code === 204 || code === 304 || code < 200;
        const length = isEmpty ? 0 : Number(headers.get("content-length") ?? 0);
        const total = split + 4 + length;
        await this.until(() => this.received.length >= total, `a body of ${length} bytes`);
        const body = this.received.subarray(split + 4, total).toString("utf8");
        this.received = this.received.subarray(total);
        const answer = { status: code, reason: reason ?? "", headers, body };
        if (code < 200) return answer;
        const asked = requestIn(this.written);
        this.written = "";
        if (!isHead) this.check(asked, answer);
        return answer;
    }

    // The request of an answer is known if exactly one request was written since the last answer.
    // With several requests only refusals are checked.
    private check(asked: Asked | undefined, { status, headers, body }: RawAnswer): void {
        const contentType = headers.get("content-type");
        const isJson = contentType === "application/json";
        const answered = { status, contentType, body: isJson ? JSON.parse(body) : body };
        if (asked !== undefined) assertDocumented(this.baseUrl, asked, answered);
        else if (status >= 400) assertRefusal(this.baseUrl, answered);
    }

    // Reads everything until the server closes.
    async rest(): Promise<string> {
        await this.until(() => this.isClosed, "the end of the connection", true);
        return this.received.toString("utf8");
    }

    private async until(isDone: () => boolean, what: string, endIsFine = false): Promise<void> {
        const deadline = Date.now() + timeoutMs;
        while (!isDone()) {
            if (this.isClosed && !endIsFine) {
                const got = this.received.length;
                throw new Error(`closed while waiting for ${what}; got ${got} bytes`);
            }
            const left = deadline - Date.now();
            if (left <= 0) throw new Error(`no sign of ${what} for ${timeoutMs} ms`);
            await new Promise<void>((done) => {
                const timer = setTimeout(done, left);
                this.wake = () => {
                    clearTimeout(timer);
                    done();
                };
            });
        }
    }
}
