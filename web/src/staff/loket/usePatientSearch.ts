// Patients whose name, WhatsApp or BPJS number has the text, as it is typed.
import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import { computed, onScopeDispose, ref, watch, type Ref } from "vue";
import { api, read } from "@/api/client";
import type { Patient } from "./registration";

const pause_ms = 70;
const lettersMin = 2;
const resultsMax = 8;

export function usePatientSearch(text: Ref<string>) {
    const settled = ref("");
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Also what stands in the box already: a user who comes back sees the results again.
    watch(
        text,
        (typed) => {
            clearTimeout(timer);
            const wanted = typed.trim();
            if (wanted.length < lettersMin) settled.value = "";
            else timer = setTimeout(() => (settled.value = wanted), pause_ms);
        },
        { immediate: true },
    );
    onScopeDispose(() => clearTimeout(timer));

    const isAsked = computed(() => settled.value !== "");
    const query = useQuery({
        queryKey: computed(() => ["patients", "search", settled.value] as const),
        queryFn: async ({ queryKey, signal }) => {
            const search = { search: queryKey[2], per_page: resultsMax };
            const params = { query: search };
            const { data } = await read(api.GET("/api/patients", { params, signal }));
            return { search: queryKey[2], patients: data.data, total: data.total };
        },
        enabled: isAsked,
        placeholderData: keepPreviousData,
        staleTime: 10_000,
        retry: 1,
    });
    return {
        patients: computed<Patient[]>(() =>
            isAsked.value ? (query.data.value?.patients ?? []) : [],
        ),
        total: computed(() => query.data.value?.total ?? 0),
        // The patients are those of the text that stands in the box now.
        isSettled: computed(() => isAsked.value && query.data.value?.search === text.value.trim()),
        isAsked,
        failure: computed(() => (isAsked.value ? query.error.value : null)),
    };
}
