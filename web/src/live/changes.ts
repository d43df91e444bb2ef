// Reads again what many visits add up to, soon after any of them changed.
import { onScopeDispose } from "vue";
import { follow, onReconnect } from "./connection";

// Many changes in a row are read at most this often.
const pause_ms = 600;

// Calls `act` after changes, until the component ends.
export function useChanges(act: () => void): void {
    const refresh = throttled(act);
    const ends = [follow("queue-channel", "queue.updated", refresh), onReconnect(refresh)];
    onScopeDispose(() => ends.forEach((end) => end()));
}

// At once, and once more after the pause if it was called meanwhile.
function throttled(act: () => void): () => void {
    let isPausing = false;
    let isAskedAgain = false;
    return function call() {
        if (isPausing) {
            isAskedAgain = true;
            return;
        }
        act();
        isPausing = true;
        setTimeout(() => {
            isPausing = false;
            if (!isAskedAgain) return;
            isAskedAgain = false;
            call();
        }, pause_ms);
    };
}
