// Removing a row. Where the API has a trash, it happens at once and can be taken back; otherwise
// FormPanel.vue asks first.
import { ref } from "vue";
import { Attempt } from "@/api/client";
import { sentenceFor } from "@/api/failure";
import type { List } from "./useList";
import { say } from "./undo";

export interface RemovalRules<Row> {
    readonly list: List<Row>;
    readonly remove: (row: Row, attempt: Attempt) => Promise<unknown>;
    // Missing: a removed row does not come back.
    readonly restore?: (row: Row, attempt: Attempt) => Promise<unknown>;
    // "Poli Gigi"
    readonly nameOf: (row: Row) => string;
    readonly known?: Readonly<Record<string, string>>;
}

export function useRemoval<Row extends { readonly id: number }>(rules: RemovalRules<Row>) {
    const isBusy = ref(false);
    const problem = ref("");

    async function run(act: () => Promise<unknown>): Promise<boolean> {
        if (isBusy.value) return false;
        isBusy.value = true;
        problem.value = "";
        try {
            await act();
            return true;
        } catch (failure) {
            problem.value = sentenceFor(failure, rules.known);
            return false;
        } finally {
            isBusy.value = false;
        }
    }

    async function bringBack(row: Row, attempt: Attempt): Promise<void> {
        await rules.restore?.(row, attempt);
        await rules.list.refresh(row.id);
    }

    // False: it was refused, and `problem` says why.
    async function remove(row: Row): Promise<boolean> {
        const isDone = await run(() => rules.remove(row, new Attempt()));
        if (!isDone) return false;
        const attempt = new Attempt();
        say({
            sentence: `${rules.nameOf(row)} dihapus.`,
            undo: rules.restore && (() => bringBack(row, attempt)),
        });
        await rules.list.refresh();
        return true;
    }

    async function restore(row: Row): Promise<boolean> {
        const isDone = await run(() => bringBack(row, new Attempt()));
        if (isDone) say({ sentence: `${rules.nameOf(row)} dipulihkan.` });
        return isDone;
    }

    return { remove, restore, isBusy, problem, isFinal: rules.restore === undefined };
}

export type Removal<Row extends { readonly id: number }> = ReturnType<typeof useRemoval<Row>>;
