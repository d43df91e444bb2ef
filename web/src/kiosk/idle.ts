// Counts the seconds without a touch. Then the kiosk goes back to its start, so that nobody finds
// what another patient has typed.
import { computed, onScopeDispose, ref, watch, type Ref } from "vue";

const idle_s = 20;

export function useIdle(isCounting: Ref<boolean>, act: () => void) {
    const touchedAt = ref(performance.now());
    const time = ref(performance.now());
    const touch = () => {
        touchedAt.value = time.value = performance.now();
    };
    const left_s = computed(() =>
        Math.max(0, Math.ceil(idle_s - (time.value - touchedAt.value) / 1_000)),
    );
    const timer = setInterval(() => {
        if (!isCounting.value) return;
        time.value = performance.now();
        if (left_s.value === 0) act();
    }, 250);
    watch(isCounting, touch);
    const events = ["pointerdown", "keydown", "wheel"] as const;
    for (const name of events) addEventListener(name, touch, { passive: true });
    onScopeDispose(() => {
        clearInterval(timer);
        for (const name of events) removeEventListener(name, touch);
    });
    return { left_s, share: computed(() => left_s.value / idle_s), touch };
}
