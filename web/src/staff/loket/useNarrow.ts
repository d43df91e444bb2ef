// Whether the window is as narrow as a phone.
import { onScopeDispose, ref } from "vue";

export function useNarrow() {
    const query = matchMedia("(max-width: 48rem)");
    const isNarrow = ref(query.matches);
    const change = () => (isNarrow.value = query.matches);
    query.addEventListener("change", change);
    onScopeDispose(() => query.removeEventListener("change", change));
    return isNarrow;
}
