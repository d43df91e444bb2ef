// Follows the visit. The stream brings every change at once, and a sign of life every 15 s. Some
// networks hold streams back or cut them without a word, so the page also asks:
//
//   the stream lives     does not ask; after 45 s of silence the stream is dead
//   it does not          asks every 15 s, after failures less often, and opens the stream again
//   page is not visible  does not ask; asks at once when it is visible again
import type { Visit } from "./visit";

export type Answer = { visit: Visit } | "gone" | "failed";

export interface Follower {
    seen(visit: Visit): void;
    // Nothing has changed. `now`: the server's time.
    confirmed(now: string): void;
    // The link does not work any more; nothing follows.
    gone(): void;
}

export interface StreamEvents {
    visit(visit: Visit): void;
    beat(now: string): void;
    // The stream is over and does not come back.
    closed(): void;
}

export interface Network {
    ask(): Promise<Answer>;
    stream(events: StreamEvents): { close(): void };
    isVisible(): boolean;
}

const silence_ms = 45_000;
const pause_ms = 15_000;
const pauseMax_ms = 120_000;

export function pauseBeforeAsking(isStreaming: boolean, failures: number): number {
    if (failures > 0) return Math.min(pause_ms * 2 ** (failures - 1), pauseMax_ms);
    return isStreaming ? silence_ms : pause_ms;
}

export class Feed {
    private stream: { close(): void } | null = null;
    // The open stream has brought something.
    private isStreaming = false;
    private failures = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private isAsking = false;
    private hasEnded = false;

    constructor(
        private readonly network: Network,
        private readonly follower: Follower,
    ) {}

    start(): void {
        this.openStream();
        this.askLater();
    }

    // The page is visible again, or the device has a network again.
    wake(): void {
        void this.ask();
    }

    // What another request answered.
    take(visit: Visit): void {
        this.failures = 0;
        this.follower.seen(visit);
        this.askLater();
    }

    private openStream(): void {
        this.stream?.close();
        this.isStreaming = false;
        this.stream = this.network.stream({
            visit: (visit) => {
                this.isStreaming = true;
                this.take(visit);
            },
            beat: (now) => {
                this.isStreaming = true;
                this.failures = 0;
                this.follower.confirmed(now);
                this.askLater();
            },
            closed: () => {
                this.isStreaming = false;
                this.askLater();
            },
        });
    }

    private askLater(): void {
        clearTimeout(this.timer);
        if (this.hasEnded) return;
        const pause = pauseBeforeAsking(this.isStreaming, this.failures);
        this.timer = setTimeout(() => void this.ask(), pause);
    }

    private async ask(): Promise<void> {
        if (this.isAsking || this.hasEnded) return;
        if (!this.network.isVisible()) return this.askLater();
        this.isAsking = true;
        const answer = await this.network.ask();
        this.isAsking = false;
        if (answer === "gone") {
            this.end();
        } else if (answer === "failed") {
            this.failures += 1;
            this.askLater();
        } else {
            this.take(answer.visit);
            this.openStream();
        }
    }

    private end(): void {
        this.hasEnded = true;
        clearTimeout(this.timer);
        this.stream?.close();
        this.follower.gone();
    }
}
