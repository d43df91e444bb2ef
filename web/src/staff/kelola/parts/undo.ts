// What was just done and can be taken back. UndoBar.vue shows it; the last one only.
import { ref } from "vue";

export interface Undoable {
    // "Poli Gigi dihapus."
    readonly sentence: string;
    // Missing: it cannot be taken back, the sentence only says that it is done.
    readonly undo?: (() => Promise<unknown>) | undefined;
}

export const lastDone = ref<Undoable | null>(null);

export function say(done: Undoable): void {
    lastDone.value = done;
}
