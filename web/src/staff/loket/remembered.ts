// What this device remembers of the desk's list: its filter and the height of its rows.
import { ref, watch, type Ref } from "vue";

const key = "antrean.loket";

interface Remembered {
    filter: Record<string, string>;
    isDense: boolean;
}

function stored(): Remembered {
    try {
        const value = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Remembered>;
        return { filter: { ...value.filter }, isDense: value.isDense === true };
    } catch {
        return { filter: {}, isDense: false };
    }
}

export function useRemembered(): { filter: Ref<Record<string, string>>; isDense: Ref<boolean> } {
    const first = stored();
    const filter = ref(first.filter);
    const isDense = ref(first.isDense);
    watch([filter, isDense], () =>
        localStorage.setItem(key, JSON.stringify({ filter: filter.value, isDense: isDense.value })),
    );
    return { filter, isDense };
}
