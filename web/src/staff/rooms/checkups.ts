// The check-ups that are planned for a patient.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Checkup = components["schemas"]["CheckUpSchedule"];

const key = (patient_id: number | null) => ["checkups", patient_id] as const;

// Those of today and later, the nearest first.
export function useCheckups(patient_id: Ref<number | null>, today: Ref<string>) {
    const query = useQuery({
        queryKey: computed(() => key(patient_id.value)),
        queryFn: async () => {
            const query = { patient_id: patient_id.value ?? 0, per_page: 100 };
            return (await read(api.GET("/api/checkup-schedule", { params: { query } }))).data;
        },
        enabled: computed(() => patient_id.value !== null),
        staleTime: 30_000,
    });
    return computed(() => comingOf(query.data.value ?? [], today.value));
}

export function comingOf(checkups: readonly Checkup[], today: string): Checkup[] {
    return checkups
        .filter(({ date }) => date.slice(0, 10) >= today)
        .sort((a, b) => a.date.localeCompare(b.date) || a.id - b.id);
}

export interface NewCheckup {
    readonly patient_id: number;
    readonly poly_id: number;
    readonly date: string;
    readonly description: string | null;
}

export function useNewCheckup() {
    const cache = useQueryClient();
    return async (body: NewCheckup, attempt: Attempt): Promise<void> => {
        await write((headers) => api.POST("/api/checkup-schedule", { body, headers }), attempt);
        await cache.invalidateQueries({ queryKey: key(body.patient_id) });
    };
}
