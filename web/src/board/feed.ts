// The board as it is now: read once, then sent by the server after every change. Whatever happens
// to the network, the server or the TV, it is read again until it is fresh.
import { computed, shallowRef } from "vue";
import { connect, follow, hurry, lostAt, onReconnect } from "@/live/connection";
import { now, serverNow, setServerClock } from "@/live/serverClock";
import { freshnessOf } from "./freshness";
import { readBoard, readClinic, type Board, type Call } from "./snapshot";

const tick_ms = 1_000;
// After this silence of the server, the board asks for itself, at this pace.
const silence_ms = 7_000;
const pace_ms = 3_000;
// Both clocks of the device go apart by this when it slept, or when its time was set.
const slept_ms = 4_000;

export interface Listener {
    onBoard(board: Board, previous: Board | null): void;
    onCall(call: Call): void;
}

export function openFeed(listener: Listener) {
    const board = shallowRef<Board | null>(null);
    // The server's clock at its last sign, and the device's monotonic one.
    const freshAt = shallowRef<number | null>(null);
    const sign = shallowRef(-Infinity);
    // Nothing was read yet, and the last try failed.
    const isWaiting = shallowRef(false);
    let taken = 0;
    let isReading = false;
    let readAt = -Infinity;
    let key: string | null = null;

    function hear(instant: string, trip_ms = 0): void {
        setServerClock(instant, trip_ms);
        sign.value = performance.now();
        freshAt.value = serverNow();
    }

    function take(next: Board): void {
        ++taken;
        isWaiting.value = false;
        const previous = board.value;
        board.value = next;
        listener.onBoard(next, previous);
    }

    async function refresh(): Promise<void> {
        if (isReading) return;
        isReading = true;
        readAt = performance.now();
        const begun = taken;
        try {
            key ??= (await readClinic()).data.realtime.key;
            connect(key);
            const asked = performance.now();
            const { data } = await readBoard();
            hear(data.now, performance.now() - asked);
            // What was sent meanwhile is newer.
            if (taken === begun) take(data);
            if (lostAt.value !== null) hurry();
        } catch {
            // The mark of freshness says so, and the next tick tries again.
            isWaiting.value = board.value === null;
        } finally {
            isReading = false;
        }
    }

    let apart_ms = Date.now() - performance.now();
    function tick(): void {
        const apart = Date.now() - performance.now();
        const hasSlept = Math.abs(apart - apart_ms) > slept_ms;
        apart_ms = apart;
        if (hasSlept) sign.value = -Infinity;
        const time = performance.now();
        const isQuiet = time - sign.value > silence_ms || lostAt.value !== null;
        if (hasSlept || (isQuiet && time - readAt > pace_ms)) void refresh();
    }

    follow("board-channel", "board.updated", (data) => {
        const next = data as Board;
        hear(next.now);
        take(next);
    });
    follow("board-channel", "board.heartbeat", (data) => {
        const beat = data as { now: string; seq: number };
        hear(beat.now);
        // An event got lost, or a change does not concern the board; one reading shows which.
        if (
            board.value !== null &&
            beat.seq > board.value.seq &&
            performance.now() - readAt > 20_000
        )
            void refresh();
    });
    follow("queue-channel", "queue.called", (data) => listener.onCall(data as Call));
    onReconnect(() => void refresh());
    addEventListener("online", () => void refresh());
    document.addEventListener("visibilitychange", tick);
    setInterval(tick, tick_ms);
    void refresh();

    return {
        board,
        isWaiting,
        freshAt,
        // `now` makes this count on.
        freshness: computed(() => (now.value, freshnessOf(performance.now() - sign.value))),
    };
}
