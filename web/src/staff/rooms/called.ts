// Which patients were called from this device today. Two nurses of a poly have a patient each, and
// the visits do not say whose is whose.
import { ref, type Ref } from "vue";

const key = "antrean.rooms.called";

interface Stored {
    readonly user_id: number;
    readonly date: string;
    readonly ids: readonly number[];
}

function stored(): Stored | null {
    try {
        return JSON.parse(localStorage.getItem(key) ?? "null") as Stored | null;
    } catch {
        return null;
    }
}

export interface Called {
    readonly ids: Readonly<Ref<ReadonlySet<number>>>;
    // Nothing was called from this device today.
    isNew(): boolean;
    add(...ids: readonly number[]): void;
}

export function useCalled(user_id: number, date: Ref<string>): Called {
    const isOfToday = (each: Stored | null) =>
        each !== null && each.user_id === user_id && each.date === date.value;
    const first = stored();
    const ids = ref<ReadonlySet<number>>(new Set(isOfToday(first) ? first?.ids : []));
    return {
        ids,
        isNew: () => !isOfToday(stored()),
        add(...more) {
            const known = isOfToday(stored()) ? ids.value : [];
            ids.value = new Set([...known, ...more]);
            const next: Stored = { user_id, date: date.value, ids: [...ids.value] };
            localStorage.setItem(key, JSON.stringify(next));
        },
    };
}
