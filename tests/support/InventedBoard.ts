// A board whose server is the test: any number of polies and calls, at any speed.
import { type Page, type WebSocketRoute } from "playwright-core";

export interface InventedCall {
    seq: number;
    poly_id: number;
    station: "nurse" | "doctor";
    queue_number: number;
    called_at_ms: number;
}

const instant = (ms: number) => new Date(ms).toISOString().replace("Z", "000Z");
const letterOf = (poly_id: number) => String.fromCharCode(64 + poly_id);
const display = (poly_id: number, queue_number: number) =>
    `${letterOf(poly_id)}-${String(queue_number).padStart(3, "0")}`;

function callRow(call: InventedCall) {
    return {
        seq: call.seq,
        poly_id: call.poly_id,
        poly: `Poli ${letterOf(call.poly_id)}`,
        room: String(call.poly_id),
        letter: letterOf(call.poly_id),
        queue_number: call.queue_number,
        display_number: display(call.poly_id, call.queue_number),
        station: call.station,
        number_of_calls: 1,
        called_at: instant(call.called_at_ms),
    };
}

export class InventedBoard {
    private readonly calls: InventedCall[] = [];
    private readonly sockets = new Set<WebSocketRoute>();
    private seq = 0;

    constructor(private readonly polies: number) {}

    // Answers the page's requests in place of the server.
    async serve(page: Page): Promise<void> {
        const answer = (data: object) => ({ json: { status: "success", message: "", data } });
        await page.route("**/api/clinic", (route) =>
            route.fulfill(answer({ ...this.clinic(), realtime: { key: "k", path: "/app/k" } })),
        );
        await page.route("**/api/board", (route) => route.fulfill(answer(this.board())));
        await page.routeWebSocket(/\/app\//, (socket) => this.open(socket));
    }

    // The next calls, as the server would publish them.
    call(count: number): void {
        for (let index = 0; index < count; ++index) {
            ++this.seq;
            const call: InventedCall = {
                seq: this.seq,
                poly_id: 1 + (this.seq % this.polies),
                station: this.seq % 3 === 0 ? "doctor" : "nurse",
                queue_number: 1 + (this.seq % 999),
                called_at_ms: Date.now(),
            };
            this.calls.unshift(call);
            this.calls.length = Math.min(this.calls.length, 8);
            this.publish("queue-channel", "queue.called", callRow(call));
            this.publish("board-channel", "board.updated", this.board());
        }
    }

    // What the page should show at last.
    get latest(): string {
        const call = this.calls[0];
        return call === undefined ? "" : display(call.poly_id, call.queue_number);
    }

    private open(socket: WebSocketRoute): void {
        this.sockets.add(socket);
        socket.onClose(() => this.sockets.delete(socket));
        socket.onMessage((text) => {
            const { event, data } = JSON.parse(String(text));
            if (event === "pusher:ping") this.send(socket, "pusher:pong");
            if (event === "pusher:subscribe")
                this.send(socket, "pusher_internal:subscription_succeeded", {}, data.channel);
        });
        const greeting = { socket_id: "1.1", activity_timeout: 30 };
        this.send(socket, "pusher:connection_established", greeting);
    }

    private send(socket: WebSocketRoute, event: string, data: object = {}, channel?: string) {
        socket.send(JSON.stringify({ event, data: JSON.stringify(data), channel }));
    }

    private publish(channel: string, event: string, data: object): void {
        for (const socket of this.sockets) this.send(socket, event, data, channel);
    }

    private clinic() {
        return {
            name: "Klinik Percobaan",
            address: null,
            phone: null,
            running_text: null,
            logo_path: null,
            timezone: "Asia/Jakarta",
            voice_style: "digits",
            is_demo: false,
            now: instant(Date.now()),
            date: "2026-11-30",
        };
    }

    private board() {
        const servedAt = (poly_id: number, station: string) => {
            const call = this.calls.find(
                (each) => each.poly_id === poly_id && each.station === station,
            );
            return call === undefined ? null : callRow(call);
        };
        const polies = Array.from({ length: this.polies }, (_, index) => ({
            id: index + 1,
            name: `Poli ${letterOf(index + 1)}`,
            room: String(index + 1),
            letter: letterOf(index + 1),
            nurse: servedAt(index + 1, "nurse"),
            doctor: servedAt(index + 1, "doctor"),
            next: [1, 2, 3].map((ahead) => ({
                queue_number: ahead,
                display_number: display(index + 1, ahead),
            })),
            waiting: 3,
            waiting_doctor: 0,
        }));
        return {
            clinic: this.clinic(),
            now: instant(Date.now()),
            date: "2026-11-30",
            seq: this.seq,
            polies,
            calls: this.calls.map(callRow),
        };
    }
}
