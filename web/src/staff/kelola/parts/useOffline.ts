// Whether the connection is gone for longer than a short interruption: what needs the server is off
// then. ConnectionBar.vue says since when.
import { computed } from "vue";
import { lostAt } from "@/live/connection";
import { now } from "@/live/serverClock";

const patience_ms = 3_000;

export function useOffline() {
    return computed(
        () =>
            lostAt.value !== null &&
            now.value > 0 &&
            performance.now() - lostAt.value > patience_ms,
    );
}
