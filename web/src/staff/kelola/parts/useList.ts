// The rows of a section: read whole (`useWholeList`, a clinic's polies or users) or page by page
// (`usePagedList`, its patients). Both give the same List, which ListScreen.vue shows.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from "vue";
import { onSettingsChange, type SettingsTopic } from "@/live/settings";
import { useListState, type ListState } from "./listState";
import { narrowed, type WholeRules } from "./wholeList";

export interface List<Row> {
    readonly name: string;
    readonly state: ListState;
    // Of the page that is shown.
    readonly rows: ComputedRef<readonly Row[]>;
    readonly total: ComputedRef<number>;
    readonly pages: ComputedRef<number>;
    readonly isLoading: Readonly<Ref<boolean>>;
    // Why the rows could not be read; old ones stay.
    readonly failure: Readonly<Ref<Error | null>>;
    readonly sorts: readonly string[];
    readonly hasTrash: boolean;
    // The row that was just changed: it is marked for a moment.
    readonly changedId: Ref<number | null>;
    // Reads again and marks the row.
    refresh(changed_id?: number): Promise<void>;
    find(id: number): Row | undefined;
}

export interface Page<Row> {
    readonly rows: readonly Row[];
    readonly total: number;
    readonly pages: number;
}

export interface Ask {
    readonly search: string;
    readonly page: number;
    readonly isTrash: boolean;
    readonly filters: Readonly<Record<string, string>>;
}

interface WithId {
    readonly id: number;
}

export const perPage = 50;
const again_ms = 30_000;
const markedFor_ms = 2_500;

// `name` is the key of the cache and of what the device remembers: the API's word for the rows.
// With a `topic`, changes of others are read at once; otherwise twice a minute.
export function listKey(name: string) {
    return ["kelola", name] as const;
}

export function useWholeList<Row extends WithId>(
    options: WholeRules<Row> & {
        name: string;
        topic?: SettingsTopic;
        read: () => Promise<readonly Row[]>;
        readTrash?: () => Promise<readonly Row[]>;
    },
): List<Row> {
    const { name, read, readTrash } = options;
    const state = useListState(name, Object.keys(options.filters ?? {}));
    const isTrash = computed(() => state.isTrash.value && readTrash !== undefined);
    const query = useQuery({
        queryKey: computed(() => [...listKey(name), isTrash.value ? "trash" : "all"]),
        queryFn: () => (isTrash.value && readTrash ? readTrash() : read()),
        refetchInterval: again_ms,
    });
    const all = computed(() => (query.data.value ?? []) as readonly Row[]);
    const shown = computed(() =>
        narrowed(all.value, options, {
            search: state.search.value,
            sort: state.sort.value,
            filters: state.filters.value,
        }),
    );
    const pages = computed(() => Math.max(1, Math.ceil(shown.value.length / perPage)));
    const page = computed(() => Math.min(state.page.value, pages.value));
    return {
        ...useMarks(name, options.topic),
        name,
        state,
        rows: computed(() => shown.value.slice((page.value - 1) * perPage, page.value * perPage)),
        total: computed(() => shown.value.length),
        pages,
        isLoading: query.isPending,
        failure: query.error,
        sorts: Object.keys(options.sorts),
        hasTrash: readTrash !== undefined,
        find: (id) => all.value.find((row) => row.id === id),
    };
}

export function usePagedList<Row extends WithId>(options: {
    name: string;
    topic?: SettingsTopic;
    filters?: readonly string[];
    hasTrash?: boolean;
    read: (ask: Ask) => Promise<Page<Row>>;
}): List<Row> {
    const { name } = options;
    const state = useListState(name, options.filters ?? []);
    const ask = computed<Ask>(() => ({
        search: state.search.value,
        page: state.page.value,
        isTrash: state.isTrash.value,
        filters: state.filters.value,
    }));
    const query = useQuery({
        queryKey: computed(() => [...listKey(name), ask.value]),
        queryFn: () => options.read(ask.value),
        placeholderData: keepPreviousData,
        refetchInterval: again_ms,
    });
    const rows = computed(() => (query.data.value?.rows ?? []) as readonly Row[]);
    return {
        ...useMarks(name, options.topic),
        name,
        state,
        rows,
        total: computed(() => query.data.value?.total ?? 0),
        pages: computed(() => Math.max(1, query.data.value?.pages ?? 1)),
        isLoading: query.isPending,
        failure: query.error,
        sorts: [],
        hasTrash: options.hasTrash ?? false,
        find: (id) => rows.value.find((row) => row.id === id),
    };
}

function useMarks(name: string, topic: SettingsTopic | undefined) {
    const cache = useQueryClient();
    if (topic !== undefined)
        onScopeDispose(
            onSettingsChange(
                topic,
                () => void cache.invalidateQueries({ queryKey: listKey(name) }),
            ),
        );
    const changedId = ref<number | null>(null);
    async function refresh(changed_id?: number): Promise<void> {
        await cache.invalidateQueries({ queryKey: listKey(name) });
        if (changed_id === undefined) return;
        changedId.value = changed_id;
        setTimeout(() => {
            if (changedId.value === changed_id) changedId.value = null;
        }, markedFor_ms);
    }
    return { changedId, refresh };
}
