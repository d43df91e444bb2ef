// A page of a report, and what its lists of filters need.
import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { api, read } from "@/api/client";
import { asStatusName, type StatusName } from "@/clinic/statuses";
import { useChanges } from "@/live/changes";
import type { ExportPath, Report, Row } from "./reports";

export const perPage = 25;

export type ApiQuery = Record<string, string | number>;

// `query` null: not known yet.
export function useReport(report: Ref<Report>, query: Ref<ApiQuery | null>, isLive: Ref<boolean>) {
    const page = useQuery({
        queryKey: computed(() => ["report", report.value.path, query.value] as const),
        queryFn: async () => {
            // All reports answer alike. The columns know which keys are whose (reports.ts).
            const path = report.value.path as "/api/reports/patient-visits";
            const asked = { ...query.value, per_page: perPage };
            const answer = await read(api.GET(path, { params: { query: asked as object } }));
            return { ...answer, data: answer.data as unknown as readonly Row[] };
        },
        enabled: computed(() => query.value !== null),
        placeholderData: (old, before) =>
            before?.queryKey[1] === report.value.path ? keepPreviousData(old) : undefined,
        staleTime: 0,
    });
    useChanges(() => {
        if (isLive.value && query.value !== null) void page.refetch();
    });
    return {
        rows: computed(() => page.data.value?.data ?? []),
        pagination: computed(() => page.data.value?.pagination ?? null),
        isLoading: page.isPending,
        isOld: page.isPlaceholderData,
        failure: page.error,
        retry: () => void page.refetch(),
    };
}

export function exportPath(report: Report): ExportPath {
    return `${report.path}/export`;
}

// The clinic's own numbers of the statuses; undefined until they are known.
export function useStatusIds() {
    const query = useQuery({
        queryKey: ["status-ids"],
        queryFn: async () => (await read(api.GET("/api/status", {}))).data,
        staleTime: 5 * 60_000,
    });
    return computed(() => {
        if (query.data.value === undefined) return undefined;
        const ids = new Map<StatusName, number>();
        for (const { id, status_name } of query.data.value) {
            const name = asStatusName(status_name);
            if (name !== null) ids.set(name, id);
        }
        return ids;
    });
}

const usersMax = 100;

export function useUserChoices(isWanted: Ref<boolean>) {
    const query = useQuery({
        queryKey: ["user-choices"],
        queryFn: async () =>
            (await read(api.GET("/api/users", { params: { query: { per_page: usersMax } } }))).data,
        enabled: isWanted,
        staleTime: 5 * 60_000,
    });
    return computed(() =>
        (query.data.value ?? [])
            .map(({ id, name }) => ({ value: String(id), word: name }))
            .sort((a, b) => a.word.localeCompare(b.word)),
    );
}
