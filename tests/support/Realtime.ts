// Protocol 7 by hand, for messages that the client libraries do not send or show.
import { createHash, createHmac } from "node:crypto";
import { WebSocket } from "ws";
import { type Answer, type Api } from "./Api.ts";
import { type Server } from "./Server.ts";

export const app = { id: "antrean", key: "antrean-key", secret: "the secret of the tests" };
// Flags for `startServer` with the secret that the tests use for signing.
export const withSecret = ["--realtime-secret", app.secret];

export interface Message {
    event: string;
    data?: unknown; // as on the wire: often a JSON text
    channel?: string;
    user_id?: unknown;
}

export interface Closed {
    code: number;
    reason: string;
}

export interface TalkOptions {
    key?: string;
    origin?: string;
    url?: string; // default: the server's /app/KEY
}

const timeoutMs = 20_000;

export class Talk {
    readonly socket: WebSocket;
    readonly closed: Promise<Closed>;
    socketId = "";
    private readonly messages: Message[] = [];
    private end: Closed | undefined;
    private wake: () => void = () => {};

    private constructor(url: string, origin?: string) {
        this.socket = new WebSocket(url, {
            perMessageDeflate: false,
            rejectUnauthorized: false,
            ...(origin === undefined ? {} : { origin }),
        });
        this.socket.on("message", (bytes) => {
            this.messages.push(JSON.parse(String(bytes)));
            this.wake();
        });
        this.closed = new Promise((done) =>
            this.socket.on("close", (code, reason) => {
                this.end = { code, reason: String(reason) };
                done(this.end);
                this.wake();
            }),
        );
        this.socket.on("error", () => undefined);
    }

    // Connects without reading the server's first message.
    static connect(server: Server, options: TalkOptions = {}): Talk {
        const base = server.baseUrl.replace("http", "ws");
        const url = options.url ?? `${base}/app/${options.key ?? app.key}?protocol=7&client=js`;
        return new Talk(url, options.origin);
    }

    // Connects and waits for connection_established.
    static async open(server: Server, options: TalkOptions = {}): Promise<Talk> {
        const talk = Talk.connect(server, options);
        const greeting = await talk.next();
        if (greeting.event !== "pusher:connection_established")
            throw new Error(`no greeting: ${JSON.stringify(greeting)}`);
        talk.socketId = JSON.parse(greeting.data as string).socket_id;
        return talk;
    }

    say(message: Message | string): void {
        this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
    }

    // Waits for the server's next message.
    async next(): Promise<Message> {
        const deadline = Date.now() + timeoutMs;
        for (;;) {
            const message = this.messages.shift();
            if (message !== undefined) return message;
            if (this.end !== undefined)
                throw new Error(`closed with ${this.end.code} ${this.end.reason}`);
            const left = deadline - Date.now();
            if (left <= 0) throw new Error(`nothing came for ${timeoutMs} ms`);
            await new Promise<void>((done) => {
                const timer = setTimeout(done, left);
                this.wake = () => {
                    clearTimeout(timer);
                    done();
                };
            });
        }
    }

    // All messages so far: everything before the answer to a ping.
    async sofar(): Promise<Message[]> {
        this.say({ event: "pusher:ping", data: {} });
        const messages: Message[] = [];
        for (;;) {
            const message = await this.next();
            if (message.event === "pusher:pong") return messages;
            messages.push(message);
        }
    }

    // Subscribes and returns the data of the answer; throws if it is refused.
    async subscribe(channel: string, channelData?: unknown): Promise<any> {
        const text = channelData === undefined ? undefined : JSON.stringify(channelData);
        this.say({
            event: "pusher:subscribe",
            data: {
                auth: channelAuth(this.socketId, channel, text),
                channel,
                ...(text === undefined ? {} : { channel_data: text }),
            },
        });
        const answer = await this.next();
        if (answer.event !== "pusher_internal:subscription_succeeded")
            throw new Error(`not subscribed: ${JSON.stringify(answer)}`);
        return JSON.parse(answer.data as string);
    }

    async close(): Promise<void> {
        this.socket.close();
        await this.closed;
    }
    // Drops the connection without a close handshake.
    drop(): void {
        this.socket.terminate();
    }
}

export const hmac = (text: string, secret = app.secret) =>
    createHmac("sha256", secret).update(text).digest("hex");

export function channelAuth(socketId: string, channel: string, channelData?: string): string {
    const text = [socketId, channel, ...(channelData === undefined ? [] : [channelData])];
    return `${app.key}:${hmac(text.join(":"))}`;
}

export interface Call {
    method?: "get" | "post";
    path?: string; // below /apps/ID, or from /apps on
    query?: Record<string, string>;  // may also replace parameters of the signature
    body?: string;
    secret?: string;
    at?: number; // seconds since 1970
}

// Calls the HTTP API, signed as the libraries sign, apart from `changes`.
export function call(api: Api, changes: Call): Promise<Answer> {
    const { method = "post", path = "/events", query = {}, body = "" } = changes;
    const url = path.startsWith("/apps") ? path : `/apps/${app.id}${path}`;
    const params: Record<string, string> = {
        auth_key: app.key,
        auth_timestamp: String(changes.at ?? Math.floor(Date.now() / 1000)),
        auth_version: "1.0",
        ...(body === "" ? {} : { body_md5: createHash("md5").update(body).digest("hex") }),
        ...query,
    };
    const names = Object.keys(params).sort();
    const text = names.map((name) => `${name}=${params[name]}`).join("&");
    params["auth_signature"] ??= hmac(
        [method.toUpperCase(), url, text].join("\n"),
        changes.secret ?? app.secret,
    );
    // As bytes, because axios would turn a text into JSON.
    const data = body === "" ? {} : { data: Buffer.from(body) };
    const headers = { "Content-Type": "application/json" };
    return api.request({ method, url, params, headers, ...data });
}

export const errorMessage = (code: number, message: string): Message => ({
    event: "pusher:error",
    data: JSON.stringify({ code, message }),
});
