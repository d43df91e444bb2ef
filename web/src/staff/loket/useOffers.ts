// The doctors of a poly on a day with the seats that are left, as others take them.
import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";
import { useClinic } from "@/clinic/clinic";
import { timeText } from "@/clinic/times";
import { now } from "@/live/serverClock";
import { useVisits } from "@/live/visits";
import { bookingsOf, offersOf, type Offer } from "./seats";

export function useOffers(
    date: MaybeRefOrGetter<string>,
    poly_id: MaybeRefOrGetter<number | null>,
) {
    const { today, zone } = useClinic();
    const day = computed(() => toValue(date) || today.value);
    const schedules = useQuery({
        queryKey: computed(() => ["schedules", day.value] as const),
        queryFn: async ({ queryKey, signal }) => {
            const query = { date: queryKey[1] };
            return (await read(api.GET("/api/schedule", { params: { query }, signal }))).data;
        },
        staleTime: 30_000,
    });
    const { visits, isLoading } = useVisits(() => ({ date: day.value }));
    const bookings = computed(() => bookingsOf(visits.value));
    const time = computed(() =>
        day.value === today.value ? timeText(now.value, zone.value) : null,
    );
    return {
        offers: computed<Offer[]>(() => {
            const poly = toValue(poly_id);
            if (poly === null) return [];
            return offersOf(schedules.data.value ?? [], bookings.value, poly, time.value);
        }),
        isKnown: computed(() => schedules.data.value !== undefined && !isLoading.value),
        failure: schedules.error,
    };
}
