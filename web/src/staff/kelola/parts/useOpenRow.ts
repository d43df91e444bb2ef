// The row that is open beside the list: the last part of the URL, an id or "baru".
import { useQuery } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { listKey, type List } from "./useList";

export const newRow = "baru";

export interface OpenRow<Row> {
    readonly isNew: ComputedRef<boolean>;
    readonly row: ComputedRef<Row | undefined>;
    // The URL names a row that does not exist (any more).
    readonly isMissing: ComputedRef<boolean>;
    // What a panel is made anew for: `:key`.
    readonly key: ComputedRef<string>;
    open(id: number | typeof newRow): void;
    close(): void;
}

// `readOne` reads a row that is on another page of the list; null: there is none.
export function useOpenRow<Row extends { readonly id: number }>(
    list: List<Row>,
    readOne?: (id: number) => Promise<Row | null>,
): OpenRow<Row> {
    const route = useRoute();
    const router = useRouter();
    const param = computed(() => String(route.params["row"] ?? ""));
    const id = computed(() => (/^\d{1,15}$/.test(param.value) ? Number(param.value) : null));
    const inList = computed(() => (id.value === null ? undefined : list.find(id.value)));
    const isAsked = computed(
        () =>
            id.value !== null &&
            !list.isLoading.value &&
            inList.value === undefined &&
            readOne !== undefined,
    );
    const query = useQuery({
        queryKey: computed(() => [...listKey(list.name), "row", id.value]),
        queryFn: () => (readOne !== undefined && id.value !== null ? readOne(id.value) : null),
        enabled: isAsked,
    });
    const row = computed(
        () =>
            inList.value ??
            ((isAsked.value ? query.data.value : undefined) as Row | undefined) ??
            undefined,
    );
    const isNew = computed(() => param.value === newRow);
    const go = (to: string) => void router.push({ params: { row: to }, query: route.query });
    return {
        isNew,
        row,
        isMissing: computed(
            () =>
                param.value !== "" &&
                !isNew.value &&
                row.value === undefined &&
                !list.isLoading.value &&
                !(isAsked.value && query.isPending.value),
        ),
        key: param,
        open: (to) => go(String(to)),
        close: () => go(""),
    };
}
