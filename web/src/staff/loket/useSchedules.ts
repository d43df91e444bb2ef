// The doctors' schedules of a day.
import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";

export function useSchedules(day: MaybeRefOrGetter<string>) {
    const query = useQuery({
        queryKey: computed(() => ["schedules", toValue(day)] as const),
        queryFn: async ({ queryKey, signal }) => {
            const params = { query: { date: queryKey[1] } };
            return (await read(api.GET("/api/schedule", { params, signal }))).data;
        },
        staleTime: 30_000,
    });
    const schedules = computed(() => query.data.value ?? []);
    return {
        schedules,
        isKnown: computed(() => query.data.value !== undefined),
        // By id of the schedule.
        doctors: computed<ReadonlyMap<number, string>>(
            () => new Map(schedules.value.map(({ id, doctor }) => [id, doctor?.name ?? ""])),
        ),
    };
}
