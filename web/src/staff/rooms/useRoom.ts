// What a room shows: its visits as they are now.
import { useQuery } from "@tanstack/vue-query";
import { computed, watch, type Ref } from "vue";
import { api, read } from "@/api/client";
import { useClinic } from "@/clinic/clinic";
import { useVisits, type Visit } from "@/live/visits";
import type { Me } from "../session/me";
import { useCalled } from "./called";
import { lastStep } from "./entries";
import { useLedger } from "./ledger";
import { isServed, roomOf, usesCheckIn, type Station, type View } from "./room";

export interface Place {
    readonly poly_id: number;
    // Null: the room serves the whole poly.
    readonly doctor_id: number | null;
}

// The doctors' hours of a day.
export function useSessions(date: Ref<string>) {
    return useQuery({
        queryKey: computed(() => ["sessions-of-day", date.value] as const),
        queryFn: async () => {
            const params = { query: { date: date.value } };
            return (await read(api.GET("/api/schedule", { params }))).data;
        },
        refetchInterval: 5 * 60_000,
    });
}

export function useRoom(station: Station, place: Ref<Place>, me: Me) {
    const { today, zone } = useClinic();
    const day = computed(() => ({ date: today.value, poly_id: place.value.poly_id }));
    const visits = useVisits(day);
    const ledger = useLedger(day, zone);
    const called = useCalled(me.id, today);

    const allSessions = useSessions(today);
    const sessions = computed(() =>
        (allSessions.data.value ?? []).filter(
            ({ doctor_id }) => doctor_id === place.value.doctor_id,
        ),
    );
    const view = computed<View>(() => ({
        station,
        called: called.ids.value,
        schedules:
            place.value.doctor_id === null ? null : new Set(sessions.value.map(({ id }) => id)),
        steps: ledger.steps.value,
    }));

    // On a device that is new today, the patient that the user called elsewhere is inside.
    watch([visits.isLoading, ledger.isLoading, called.isNew], (loads) => {
        const [loadsVisits, loadsLedger, isNew] = loads;
        if (loadsVisits || loadsLedger || !isNew) return;
        const isOwn = ({ id }: Visit) => lastStep(ledger.steps.value, id)?.user_id === me.id;
        const served = visits.visits.value.filter((visit) => isServed(station, visit));
        called.set(served.filter(isOwn).map(({ id }) => id));
    });

    return {
        station,
        me,
        zone,
        today,
        place,
        visits: visits.visits,
        isLoading: computed(() => visits.isLoading.value || allSessions.isPending.value),
        failure: visits.failure,
        view,
        room: computed(() => roomOf(visits.visits.value, view.value)),
        usesCheckIn: computed(() => usesCheckIn(visits.visits.value)),
        sessions,
        steps: ledger.steps,
        called,
        put: visits.put,
        // Everything that was committed before is on the screen then.
        refresh: () => Promise.all([visits.refresh(), ledger.refresh()]),
    };
}

export type RoomState = ReturnType<typeof useRoom>;
