// Keys that act on a whole screen, where no field, menu or dialog has the focus.
import { onMounted, onUnmounted } from "vue";

// The key as KeyboardEvent.key has it, in lower case; "primary" is Enter and the space bar where no
// button has the focus.
export type Keys = Readonly<Record<string, () => void>>;

const fields = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";
const pressable = "button, a[href], summary, [role=button], [role=option], [role=tab]";

export function keyOf(event: KeyboardEvent): string | null {
    if (event.defaultPrevented || event.repeat) return null;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(fields)) return null;
    if (document.querySelector("[role=dialog]") !== null) return null;
    if (event.key === "Enter" || event.key === " ")
        return target?.closest(pressable) ? null : "primary";
    return event.key.toLowerCase();
}

export function useKeys(keys: Keys): void {
    const press = (event: KeyboardEvent) => {
        const key = keyOf(event);
        const act = key === null ? undefined : keys[key];
        if (act === undefined) return;
        event.preventDefault();
        act();
    };
    onMounted(() => addEventListener("keydown", press));
    onUnmounted(() => removeEventListener("keydown", press));
}
