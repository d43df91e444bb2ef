// Which patients were called from this device today. Two nurses of a poly have a patient each, and
// the visits do not say whose is whose.
import { computed, ref, type Ref } from "vue";

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

export function useCalled(user_id: number, date: Ref<string>) {
    const record = ref(stored());
    const isOfToday = computed(
        () => record.value?.user_id === user_id && record.value.date === date.value,
    );
    const ids = computed<ReadonlySet<number>>(
        () => new Set(isOfToday.value ? record.value?.ids : []),
    );

    function set(next: Iterable<number>) {
        record.value = { user_id, date: date.value, ids: [...new Set(next)] };
        localStorage.setItem(key, JSON.stringify(record.value));
    }

    return {
        ids,
        // Nothing was written down on this device today.
        isNew: computed(() => !isOfToday.value),
        set,
        add: (...more: readonly number[]) => set([...ids.value, ...more]),
    };
}
