// Calls one after the other: each is shown large and spoken, and none begins before the one before
// it has ended.
import { shallowRef, type ShallowRef } from "vue";
import { isSameVisit, type Call } from "./snapshot";

export interface Speech {
    readonly done: Promise<void>;
    stop(): void;
}

export type Say = (call: Call) => Speech;

// After an outage, an older call would send somebody to a room that another patient is in.
const spokenUntil_ms = 30_000;
const waitingMax = 12;

export class Announcer {
    // The call that is announced now.
    readonly current: ShallowRef<Call | null> = shallowRef(null);
    private waiting: Call[] = [];
    // Calls up to this number of the ledger were offered before.
    private mark = -1;
    private speech: Speech | null = null;
    private isRunning = false;

    constructor(
        private readonly say: Say,
        private readonly now: () => number,
    ) {}

    // Calls in any order, known ones among them.
    offer(calls: readonly Call[]): void {
        const fresh = calls.filter((call) => call.seq > this.mark).sort((a, b) => a.seq - b.seq);
        for (const call of fresh) {
            this.mark = Math.max(this.mark, call.seq);
            if (this.now() - Date.parse(call.called_at) > spokenUntil_ms) continue;
            // A recall of a number that was not announced yet replaces it.
            this.waiting = this.waiting.filter((each) => !isSameVisit(each, call));
            this.waiting.push(call);
        }
        this.waiting = this.waiting.slice(-waitingMax);
        if (!this.isRunning) void this.run();
    }

    // Calls that were undone are not announced, and not to their end.
    withdraw(isUndone: (call: Call) => boolean): void {
        this.waiting = this.waiting.filter((call) => !isUndone(call));
        if (this.current.value !== null && isUndone(this.current.value)) {
            this.speech?.stop();
            this.current.value = null;
        }
    }

    // The numbers of the ledger began again: a backup was restored.
    forget(seq: number): void {
        this.mark = Math.min(this.mark, seq);
    }

    private async run(): Promise<void> {
        this.isRunning = true;
        for (let call = this.waiting.shift(); call !== undefined; call = this.waiting.shift()) {
            this.current.value = call;
            await this.speak(call);
            // Twice, but once when others wait for their call.
            if (this.waiting.length === 0 && this.current.value === call) await this.speak(call);
        }
        this.current.value = null;
        this.isRunning = false;
    }

    private async speak(call: Call): Promise<void> {
        this.speech = this.say(call);
        await this.speech.done;
        this.speech = null;
    }
}
