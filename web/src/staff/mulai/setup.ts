// What the clinic has so far, read from its own data.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, shallowRef, watch, type Ref } from "vue";
import { api, read, write } from "@/api/client";
import { useClinic } from "@/clinic/clinic";
import { isReady, stepsOf, type Facts } from "./steps";

const key = "setup";
const dismissal = "setup_dismissed";
const many = { per_page: 100 };

async function readFacts(
    userId: number,
    today: string,
): Promise<Omit<Facts, "clinicName" | "isDemo">> {
    const [me, polies, users, schedules, boards, queue, configs] = await Promise.all([
        read(api.GET("/api/users/{id}", { params: { path: { id: userId } } })),
        read(api.GET("/api/poly", {})),
        read(api.GET("/api/users", { params: { query: many } })),
        read(api.GET("/api/schedule", {})),
        read(api.GET("/api/board/screens", {})),
        read(api.GET("/api/queue", { params: { query: { per_page: 20 } } })),
        read(api.GET("/api/configs", {})),
    ]);
    return {
        // The password of the first start is as old as its user.
        hasOwnPassword: me.data.updated_at !== me.data.created_at,
        polies: [...polies.data].sort((one, other) => one.id - other.id),
        users: users.data,
        hasSchedules: schedules.data.some(({ date }) => date >= today),
        openBoards: boards.data.open,
        hasCalled: queue.data.data.some((row) => row.number_of_calls > 0),
        isDismissed: configs.data.some(({ name }) => name === dismissal),
    };
}

// `isAsked`: only a Superadmin sets a clinic up.
export function useSetup(userId: Ref<number>, isAsked: Ref<boolean>) {
    const cache = useQueryClient();
    const { clinic, today } = useClinic();
    const query = useQuery({
        queryKey: [key, userId],
        queryFn: () => readFacts(userId.value, today.value),
        enabled: computed(() => isAsked.value && clinic.value !== undefined),
        // A board may be opened anywhere in the house.
        refetchInterval: 3_000,
        staleTime: 0,
    });
    // Until something was read: a query forgets its failure whenever it asks again.
    const failure = shallowRef<Error | null>(null);
    watch([query.error, query.data], ([error, data]) => {
        if (data !== undefined) failure.value = null;
        else failure.value = error ?? failure.value;
    });
    const facts = computed<Facts | undefined>(() => {
        const known = query.data.value;
        const profile = clinic.value;
        return known && profile
            ? { ...known, clinicName: profile.name, isDemo: profile.is_demo }
            : undefined;
    });
    return {
        facts,
        failure,
        steps: computed(() => (facts.value ? stepsOf(facts.value) : [])),
        isReady: computed(() => (facts.value ? isReady(facts.value) : undefined)),
        // After a step has changed something.
        refresh: async () => {
            await Promise.all([
                cache.invalidateQueries({ queryKey: [key] }),
                cache.invalidateQueries({ queryKey: ["clinic"] }),
            ]);
        },
    };
}

export function dismiss() {
    const body = { name: dismissal, value: "1" };
    return write((headers) => api.POST("/api/configs", { body, headers }));
}
