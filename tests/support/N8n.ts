// A receiver of webhooks that answers like n8n's Webhook node (contract 12.2). It fails in the ways
// in which n8n 1.123.0 and the network do.
import {
    createServer,
    type IncomingHttpHeaders,
    type Server,
    type ServerResponse,
} from "node:http";
import { type AddressInfo } from "node:net";

export interface Received {
    path: string;
    headers: IncomingHttpHeaders;
    body: string;
}

export type Reaction = (response: ServerResponse, received: Received) => void;

function json(status: number, body: unknown): Reaction {
    return (response) =>
        response
            .writeHead(status, { "Content-Type": "application/json" })
            .end(JSON.stringify(body));
}

export const n8n = {
    started: json(200, { message: "Workflow was started" }),
    // The documented answer, from a "Respond to Webhook" node.
    messageSent: json(200, { MessageSent: 3 }),
    failed: json(500, { message: "Error in workflow" }),
    notActive: (path: string) =>
        json(404, {
            code: 404,
            message: `The requested webhook "POST ${path}" is not registered.`,
            hint:
                "The workflow must be active for a production URL to run successfully. You can " +
                "activate the workflow using the toggle in the top-right of the editor.",
        }),
    redirect: (location: string): Reaction => (response) =>
        response.writeHead(302, { Location: location }).end(),
    // Never answers; the connection stays open.
    stall: (() => {}) as Reaction,
    // A text of so many bytes, as fast as the client reads.
    long: (bytes: number): Reaction => (response) => {
        response.writeHead(200, { "Content-Type": "text/plain" });
        response.end("x".repeat(bytes));
    },
};

export class Receiver {
    readonly received: Received[] = [];
    // The behaviour for the next requests.
    react: Reaction = n8n.started;
    private readonly server: Server;
    private port = 0;

    constructor() {
        this.server = createServer((request, response) => {
            let body = "";
            request.setEncoding("utf8");
            request.on("data", (part: string) => (body += part));
            request.on("end", () => {
                const received = { path: request.url ?? "", headers: request.headers, body };
                this.received.push(received);
                this.react(response, received);
            });
        });
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}/webhook/antrean`;
    }
    get origin(): string {
        return `http://127.0.0.1:${this.port}`;
    }
    get bodies(): string[] {
        return this.received.map(({ body }) => body);
    }
    get eventIds(): string[] {
        return this.received.map(({ headers }) => String(headers["idempotency-key"]));
    }

    // Starts on its previous port, or on a free one.
    async start(): Promise<this> {
        await new Promise<void>((done, failed) => {
            this.server.once("error", failed);
            this.server.listen(this.port, "127.0.0.1", done);
        });
        this.port = (this.server.address() as AddressInfo).port;
        return this;
    }
    // Stops as after a power failure: connections break, and new ones are refused.
    async stop(): Promise<void> {
        const closed = new Promise((done) => this.server.close(done));
        this.server.closeAllConnections();
        await closed;
    }
    async close(): Promise<void> {
        if (this.server.listening) await this.stop();
    }
}

export const startReceiver = () => new Receiver().start();

export const announced = (number: number, status: "ANAMNESA" | "WITH_DOCTOR", poly: unknown = 1) =>
    JSON.stringify({ current_queue: String(number), status, poly });

const curlHelp = "https://curl.haxx.se/libcurl/c/libcurl-errors.html";
export const curlError = (code: number, text: string, url: string) =>
    `cURL error ${code}: ${text} (see ${curlHelp}) for ${url}`;
