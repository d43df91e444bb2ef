// Why the whole clinic is closed on a day.
import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";

export function useHoliday(day: MaybeRefOrGetter<string>) {
    const query = useQuery({
        queryKey: computed(() => ["holidays", toValue(day)] as const),
        queryFn: async ({ queryKey: [, date], signal }) => {
            const params = { query: { date_from: date, date_to: date } };
            return (await read(api.GET("/api/holidays", { params, signal }))).data;
        },
        staleTime: 30_000,
    });
    return computed<string | null>(
        () => query.data.value?.find(({ doctor_id }) => doctor_id === null)?.reason ?? null,
    );
}
