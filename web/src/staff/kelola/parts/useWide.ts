// Whether the window shows the side list and a section beside each other.
import { onScopeDispose, ref } from "vue";

export function useWide() {
    const query = matchMedia("(min-width: 55.001rem)");
    const isWide = ref(query.matches);
    const change = () => (isWide.value = query.matches);
    query.addEventListener("change", change);
    onScopeDispose(() => query.removeEventListener("change", change));
    return isWide;
}
