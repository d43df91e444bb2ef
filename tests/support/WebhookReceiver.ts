// A receiver of an app's webhooks. Checks every call with the real `pusher` package.
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import Pusher from "pusher";
import { app } from "./Realtime.ts";

export interface WebhookEvent {
    name: string;
    channel: string;
    [key: string]: unknown;
}

export class WebhookReceiver {
    readonly events: WebhookEvent[] = [];  // each once, because calls may be repeated
    failures = 0;  // the number of next calls that are answered with 503
    invalid = 0; // calls whose key or signature is wrong
    private readonly ids = new Set<unknown>();  // of accepted calls
    private readonly server: Server;
    private readonly pusher = new Pusher({
        appId: app.id,
        key: app.key,
        secret: app.secret,
        host: "127.0.0.1",  // required by the library, but not used
    });

    private constructor() {
        this.server = createServer((request, response) => {
            const parts: Buffer[] = [];
            request.on("data", (part) => parts.push(part));
            request.on("end", () => {
                response.statusCode = this.take(request.headers, String(Buffer.concat(parts)));
                response.end();
            });
        });
    }

    static async start(): Promise<WebhookReceiver> {
        const receiver = new WebhookReceiver();
        await new Promise<void>((done) => receiver.server.listen(0, "127.0.0.1", done));
        return receiver;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks`;
    }

    // The events of that channel.
    of(channel: string): WebhookEvent[] {
        return this.events.filter((event) => event.channel === channel);
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((done) => this.server.close(done));
    }

    private take(headers: NodeJS.Dict<string | string[]>, rawBody: string): number {
        if (this.failures > 0) {
            --this.failures;
            return 503;
        }
        const webhook = this.pusher.webhook({ headers, rawBody });
        if (!webhook.isValid() || Math.abs(Date.now() - webhook.getTime().getTime()) > 60_000) {
            ++this.invalid;
            return 401;
        }
        const id = headers["idempotency-key"];
        const events = webhook.getEvents() as unknown as WebhookEvent[];
        if (!this.ids.has(id)) this.events.push(...events);
        this.ids.add(id);
        return 200;
    }
}
