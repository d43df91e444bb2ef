// The doctors of a poly on a day with the seats that are left, as others take them.
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { useClinic } from "@/clinic/clinic";
import { timeText } from "@/clinic/times";
import { now } from "@/live/serverClock";
import { useVisits } from "@/live/visits";
import { bookingsOf, offersOf, type Offer } from "./seats";
import { useHoliday } from "./useHoliday";
import { useSchedules } from "./useSchedules";

export function useOffers(
    date: MaybeRefOrGetter<string>,
    poly_id: MaybeRefOrGetter<number | null>,
) {
    const { today, zone } = useClinic();
    const day = computed(() => toValue(date) || today.value);
    const { schedules, isKnown } = useSchedules(day);
    const { visits, isLoading } = useVisits(() => ({ date: day.value }));
    const holiday = useHoliday(day);
    const bookings = computed(() => bookingsOf(visits.value));
    const time = computed(() =>
        day.value === today.value ? timeText(now.value, zone.value) : null,
    );
    return {
        offers: computed<Offer[]>(() => {
            const poly = toValue(poly_id);
            if (poly === null) return [];
            return offersOf(schedules.value, bookings.value, poly, time.value);
        }),
        // Why the clinic is closed on that day, or null.
        holiday,
        isKnown: computed(() => isKnown.value && !isLoading.value),
    };
}
