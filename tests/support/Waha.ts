// A WAHA server (contract 12.1) whose behaviour a test chooses.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { type Api } from "./Api.ts";
import { eventually } from "./Eventually.ts";

export interface Sent {
    session: string;
    chatId: string;
    text: string;
    apiKey: string | undefined;
    eventId: string; // Idempotency-Key
    id: string;  // given by WAHA; "" if the message was refused
}

// The answer of /api/sendText: the form of its 201 by engine, or a failure.
export type Behaviour =
    | "WEBJS"
    | "NOWEB"
    | "GOWS"
    | "without id"
    | "session stopped"  // 422, after WAHA has waited for the session
    | "session missing" // 404, as after a restart of WAHA
    | "proxy error" // 404 of a proxy that has no such route at the moment
    | "engine error" // 500
    | "bad request" // 400
    | "unauthorized" // 401
    | "stall";  // no answer

const engineError = {
    statusCode: 500,
    timestamp: "2026-11-22T04:00:00.000Z",
    exception: { message: "server returned error 463", name: "Error" },
    request: { path: "/api/sendText", method: "POST" },
    version: { version: "2024.10.1", engine: "GOWS", tier: "CORE" },
};

export class Waha {
    behaviour: Behaviour = "WEBJS";
    state = "WORKING";  // the state of every session
    pairingCode = "2@pairing-code-of-the-session"; // what a phone scans
    answerAfterMs = 0; // how long it takes to answer after it has accepted a message
    keepsMessages = true; // false: it knows no messages of chats, as some engines
    readonly unknown = new Set<string>(); // chat ids of numbers that have no WhatsApp
    // Called between the acceptance of a message and the answer.
    beforeAnswer: (sent: Sent) => Promise<unknown> = async () => undefined;
    readonly sent: Sent[] = [];  // accepted messages
    readonly asked: string[] = []; // paths of other requests
    readonly refused: Sent[] = [];  // all other messages
    private readonly server: Server;
    private count = 0;

    private constructor() {
        this.server = createServer((request, response) => void this.answer(request, response));
    }

    static async start(port = 0): Promise<Waha> {
        const waha = new Waha();
        await new Promise<void>((done) => waha.server.listen(port, "127.0.0.1", done));
        return waha;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((done) => this.server.close(done));
    }

    // Waits until so many messages were accepted and returns all of them.
    async received(count: number, timeoutMs = 20_000): Promise<Sent[]> {
        await eventually(() => {
            if (this.sent.length < count)
                throw new Error(
                    `${this.sent.length} of ${count} messages, ${this.refused.length} refused`,
                );
        }, timeoutMs);
        return this.sent;
    }

    private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        let body = "";
        for await (const part of request.setEncoding("utf8")) body += part;
        if (request.method === "GET") this.asked.push(request.url ?? "");
        const chat = /^\/api\/([^/]+)\/chats\/([^/]+)\/messages\?/.exec(request.url ?? "");
        if (request.method === "GET" && chat !== null && this.keepsMessages)
            return this.reply(response, 200, this.messagesOf(decodeURIComponent(chat[2] ?? "")));
        const number = /^\/api\/contacts\/check-exists\?phone=(\d+)&/.exec(request.url ?? "");
        if (request.method === "GET" && number !== null)
            return this.reply(response, 200, {
                numberExists: !this.unknown.has(`${number[1]}@c.us`),
                chatId: `${number[1]}@c.us`,
            });
        const session = /^\/api\/sessions\/([^/?]+)$/.exec(request.url ?? "");
        if (request.method === "GET" && session !== null)
            return this.reply(response, ...this.sessionOf(session[1] as string));
        if (request.method === "GET" && /^\/api\/[^/]+\/auth\/qr\?/.test(request.url ?? ""))
            return this.reply(response, 200, { value: this.pairingCode });
        if (request.method === "POST" && request.url === "/api/sendText")
            return await this.take(request, JSON.parse(body), response);
        this.reply(response, 404, { message: `Cannot ${request.method} ${request.url}` });
    }

    private sessionOf(name: string): [number, unknown] {
        if (this.behaviour === "unauthorized") return [401, { message: "Unauthorized" }];
        if (this.behaviour === "engine error") return [500, engineError];
        if (this.state === "") return [404, { message: "Session not found" }];
        return [200, { name, status: this.state, config: {}, me: null }];
    }

    private messagesOf(chatId: string): unknown[] {
        return this.sent
            .filter((sent) => sent.chatId === chatId)
            .map((sent) => ({
                id: sent.id,
                timestamp: Math.floor(Date.now() / 1000),
                fromMe: true,
                to: chatId,
                body: sent.text,
            }));
    }

    private async take(
        request: IncomingMessage,
        message: any,
        response: ServerResponse,
    ): Promise<void> {
        const sent: Sent = {
            ...message,
            apiKey: request.headers["x-api-key"],
            eventId: request.headers["idempotency-key"] ?? "",
            id: "",
        };
        const refuse = (status: number, body: unknown) => {
            this.refused.push(sent);
            this.reply(response, status, body);
        };
        if (this.behaviour === "stall") return void this.refused.push(sent);
        if (this.behaviour === "bad request")
            return refuse(400, { message: ["chatId must be a string"], error: "Bad Request" });
        if (this.behaviour === "unauthorized") return refuse(401, { message: "Unauthorized" });
        if (this.behaviour === "engine error") return refuse(500, engineError);
        if (this.unknown.has(sent.chatId))
            return refuse(500, {
                ...engineError,
                exception: {
                    message: `2 UNKNOWN: no LID found for ${sent.chatId} from server`,
                    name: "Error",
                },
            });
        if (this.behaviour === "proxy error") return refuse(404, { error: "no such route" });
        if (this.behaviour === "session missing")
            return refuse(404, {
                message: `We didn't find a session with name '${sent.session}'.`,
                error: "Not Found",
                statusCode: 404,
            });
        if (this.behaviour === "session stopped")
            return refuse(422, {
                error: "Session status is not as expected. Try again later or restart the session",
                session: sent.session,
                status: "STOPPED",
                expected: ["WORKING"],
            });
        const short = `3EB0${String(++this.count).padStart(6, "0")}`;
        const serialized = `true_${sent.chatId}_${short}`;
        sent.id = this.behaviour === "NOWEB" ? short : serialized;
        this.sent.push(sent);
        await this.beforeAnswer(sent);
        if (this.answerAfterMs > 0)
            await new Promise((done) => setTimeout(done, this.answerAfterMs));
        if (this.behaviour === "NOWEB")
            return this.reply(response, 201, {
                key: { remoteJid: sent.chatId, fromMe: true, id: short },
                status: "PENDING",
            });
        if (this.behaviour === "GOWS")
            return this.reply(response, 201, { id: serialized, _data: { Info: { ID: short } } });
        if (this.behaviour === "without id") return this.reply(response, 201, {});
        this.reply(response, 201, { _data: { id: { fromMe: true, _serialized: serialized } } });
    }

    private reply(response: ServerResponse, status: number, body: unknown): void {
        if (response.destroyed) return;
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(JSON.stringify(body));
    }
}

// A body that WAHA posts to its webhooks.
export const ackEvent = (id: string, ack: number) => ({
    event: "message.ack",
    session: "default",
    engine: "WEBJS",
    me: { id: "6281200000000@c.us", pushName: "Klinik" },
    metadata: {},
    environment: { version: "2024.10.1", engine: "WEBJS", tier: "CORE" },
    payload: {
        id,
        from: "6281200000000@c.us",
        to: "6281234567890@c.us",
        participant: null,
        fromMe: true,
        ack,
        ackName: ["ERROR", "PENDING", "SERVER", "DEVICE", "READ", "PLAYED"][ack + 1],
    },
});

export const sessionEvent = (status: string) => ({
    event: "session.status",
    session: "default",
    engine: "WEBJS",
    me: null,
    metadata: {},
    environment: { version: "2024.10.1", engine: "WEBJS", tier: "CORE" },
    payload: { name: "default", status },
});

export const webhookPath = "/api/integrations/waha/webhook";

// Sends the body as WAHA does, signed if there is a secret.
export async function tell(
    server: { baseUrl: string },
    event: unknown,
    secret?: string,
): Promise<{ status: number; body: any }> {
    const body = JSON.stringify(event);
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (secret !== undefined) {
        headers["X-Webhook-Hmac"] = createHmac("sha512", secret).update(body).digest("hex");
        headers["X-Webhook-Hmac-Algorithm"] = "sha512";
    }
    const answer = await fetch(server.baseUrl + webhookPath, { method: "POST", headers, body });
    return { status: answer.status, body: await answer.json() };
}

// Flags that allow reminders at any hour and without a gap, so that a test need not wait.
export const swift = [
    "--reminder-gap=0",
    "--reminder-quiet-from=00:00",
    "--reminder-quiet-until=00:00",
];

// Creates the clinic's only WhatsApp config.
export async function connect(api: Api, waha: Waha, changes = {}): Promise<number> {
    const config = { whatsapp_number: "6281200000000", waha_api_url: `${waha.url}/api/send` };
    const answer = await api.post("/api/whatsapp-configs", { ...config, ...changes });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.data.id;
}

export interface Rule {
    type: string;
    offset?: number;
    count?: number;
    message: string;
}

// Creates a reminder config with a template; returns its id.
export async function remind(api: Api, rule: Rule): Promise<number> {
    const template = { template_name: rule.type, message: rule.message };
    const made = await api.post("/api/message-templates", template);
    const answer = await api.post("/api/reminder-configs", {
        message_template_id: made.body.data.id,
        reminder_offset: rule.offset ?? 0,
        reminder_patient_count: rule.count ?? -1,
        reminder_type: rule.type,
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.data.id;
}

// The listed deliveries of the reminders of a visit, or of all visits, oldest first.
export async function deliveriesOf(api: Api, reservation_id?: number): Promise<any[]> {
    const params = { kind: "whatsapp", reservation_id, per_page: 100 };
    const answer = await api.get("/api/deliveries", params);
    return answer.body.data.data.reverse();
}
