// The keys of a keyboard or a scanner. The newest component on the screen receives them.
import { onScopeDispose } from "vue";
import { meaningOf, Scanner, type Scanned } from "./scanner";

export interface KeyActions {
    typed(key: string): void;
    enter(): void;
    // Null: a text that means nothing here. Its keys were typed before.
    scanned(thing: Scanned | null): void;
}

const scanner = new Scanner();
const receivers: KeyActions[] = [];

addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    const text = scanner.take(event.key, event.timeStamp);
    const receiver = receivers[receivers.length - 1];
    if (text !== null) {
        event.preventDefault(); // Enter would press the button that has the focus.
        receiver?.scanned(meaningOf(text));
    } else if (event.key !== "Enter") {
        receiver?.typed(event.key);
    } else if (!(event.target instanceof HTMLButtonElement)) {
        receiver?.enter();
    }
});

export function useKeys(receiver: KeyActions): void {
    receivers.push(receiver);
    onScopeDispose(() => {
        const index = receivers.indexOf(receiver);
        if (index >= 0) receivers.splice(index, 1);
    });
}
