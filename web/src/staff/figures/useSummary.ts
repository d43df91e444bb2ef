// The summary of a period, as it is now: read again soon after anything changed.
import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";
import type { components } from "@generated/schema";
import { useChanges } from "@/live/changes";

export type Summary = components["schemas"]["Summary"];
export type Figures = components["schemas"]["SummaryFigures"];
export type PolySummary = components["schemas"]["SummaryPoly"];

export interface SummaryFilter {
    date_from: string;
    date_to: string;
    poly_id?: number | undefined;
}

const readAnyway_ms = 30_000;

// `isLive`: the figures still change; those of past days do not.
export function useSummary(
    filter: MaybeRefOrGetter<SummaryFilter>,
    isLive: MaybeRefOrGetter<boolean>,
    isWanted: MaybeRefOrGetter<boolean> = true,
) {
    const query = useQuery({
        queryKey: computed(() => ["summary", { ...toValue(filter) }] as const),
        queryFn: async ({ queryKey }) =>
            (await read(api.GET("/api/summary", { params: { query: queryKey[1] } }))).data,
        enabled: computed(() => toValue(isWanted)),
        placeholderData: keepPreviousData,
        staleTime: 0,
        refetchInterval: () => (toValue(isLive) ? readAnyway_ms : false),
    });
    useChanges(() => {
        if (toValue(isLive) && toValue(isWanted)) void query.refetch();
    });
    return {
        summary: query.data,
        isLoading: query.isPending,
        // Shown while those of another filter are read.
        isOld: query.isPlaceholderData,
        failure: query.error,
        retry: () => void query.refetch(),
    };
}
