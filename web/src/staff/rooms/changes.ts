// Which rows of a list have changed, so that the eye finds them.
import { onScopeDispose, ref, watch, type Ref } from "vue";
import type { Visit } from "@/live/visits";
import { statusOf } from "./room";

const marked_ms = 2_000;

// What a row shows, apart from times.
function signature(visit: Visit): string {
    const { queue, priority, checked_in_at, patient } = visit;
    const parts = [statusOf(visit), queue.number_of_calls, priority, checked_in_at];
    return [...parts, patient?.patient_name].join(" ");
}

export function changedIds(
    before: ReadonlyMap<number, string>,
    after: ReadonlyMap<number, string>,
): number[] {
    return [...after].filter(([id, text]) => before.get(id) !== text).map(([id]) => id);
}

// The ids of rows that are new or changed, for a moment. A list with another `subject` is another
// list, in which nothing has changed.
export function useChanges(visits: Ref<readonly Visit[]>, subject: Ref<string>) {
    const changed = ref<ReadonlySet<number>>(new Set());
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const signatures = (rows: readonly Visit[]) =>
        new Map(rows.map((visit) => [visit.id, signature(visit)]));
    watch([visits, subject], ([rows, now], [old, before]) => {
        if (now !== before || old.length === 0) return;
        const ids = changedIds(signatures(old), signatures(rows));
        if (ids.length === 0) return;
        changed.value = new Set([...changed.value, ...ids]);
        const timer = setTimeout(() => {
            timers.delete(timer);
            changed.value = new Set([...changed.value].filter((id) => !ids.includes(id)));
        }, marked_ms);
        timers.add(timer);
    });
    onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)));
    return changed;
}
