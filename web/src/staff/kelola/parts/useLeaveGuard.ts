// Asks before something that was typed or chosen is lost: when the user goes to another page or
// row, or closes the window.
import { onMounted, onUnmounted, ref } from "vue";
import {
    onBeforeRouteLeave,
    onBeforeRouteUpdate,
    useRouter,
    type RouteLocationNormalized,
} from "vue-router";

export function useLeaveGuard(isDirty: () => boolean) {
    const router = useRouter();
    // The question is open.
    const isAsked = ref(false);
    let goingTo: RouteLocationNormalized | null = null;
    let isFree = false;

    function guard(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
        if (to.path === from.path || isFree || !isDirty()) return true;
        goingTo = to;
        isAsked.value = true;
        return false;
    }
    onBeforeRouteUpdate(guard);
    onBeforeRouteLeave(guard);

    const keep = (event: BeforeUnloadEvent) => {
        if (isDirty() && !isFree) event.preventDefault();
    };
    onMounted(() => addEventListener("beforeunload", keep));
    onUnmounted(() => removeEventListener("beforeunload", keep));

    return {
        isAsked,
        stay: () => (isAsked.value = false),
        // Goes where the user wanted to go.
        giveUp: () => {
            isFree = true;
            if (goingTo !== null) void router.push(goingTo.fullPath);
        },
        // Nothing is asked from now on, or it is again.
        release: (free = true) => (isFree = free),
    };
}
