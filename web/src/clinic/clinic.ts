// The clinic's profile: its name, its zone, today's date, and where live updates come from.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { api, read } from "@/api/client";
import { now, setServerClock } from "@/live/serverClock";
import { dayOf } from "./times";

async function readClinic() {
    const begun = performance.now();
    const { data } = await read(api.GET("/api/clinic", {}));
    setServerClock(data.now, performance.now() - begun);
    return data;
}

export function useClinic() {
    const query = useQuery({
        queryKey: ["clinic"],
        queryFn: readClinic,
        refetchInterval: 5 * 60_000,
        staleTime: 60_000,
    });
    const zone = computed(() => query.data.value?.timezone ?? "Asia/Jakarta");
    return {
        clinic: query.data,
        zone,
        // "2026-11-29" in the clinic's zone. Changes at midnight.
        today: computed(() => dayOf(now.value, zone.value)),
    };
}
