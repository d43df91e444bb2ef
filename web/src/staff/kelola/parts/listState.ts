// What a list shows, kept in the URL: search, filters, order, page, and whether it is the trash. A
// device remembers filters and order of each list; the rest begins anew.
import { computed, onScopeDispose, reactive, ref, watch, type WritableComputedRef } from "vue";
import { useRoute, useRouter, type LocationQuery } from "vue-router";
import { remember, remembered } from "./remembered";

// The names in the URL.
const words = { search: "cari", page: "halaman", sort: "urut", trash: "sampah" } as const;
const typingPause_ms = 150;

export interface ListState {
    // As typed; `ask.search` follows when the typing pauses.
    readonly text: { value: string };
    // "name" or "-name" (downwards); "" is the list's own order.
    readonly sort: WritableComputedRef<string>;
    readonly page: WritableComputedRef<number>;
    readonly isTrash: WritableComputedRef<boolean>;
    // One of the list's own filters. An empty text filters nothing.
    filter(name: string): WritableComputedRef<string>;
    readonly filters: { readonly value: Readonly<Record<string, string>> };
    readonly search: { readonly value: string };
    // Something hides rows.
    readonly isNarrowed: { readonly value: boolean };
    clear(): void;
}

export function useListState(name: string, filterNames: readonly string[]): ListState {
    const route = useRoute();
    const router = useRouter();
    const own = route.matched.at(-1)?.path;
    const names = [...Object.values(words), ...filterNames];
    const kept = [words.sort, ...filterNames];

    const valuesOf = (query: LocationQuery) =>
        Object.fromEntries(
            names.map((each) => [each, typeof query[each] === "string" ? query[each] : ""]),
        );
    const first = valuesOf(route.query);
    const values = reactive<Record<string, string>>(
        names.some((each) => first[each]) ? first : { ...first, ...remembered(name, kept) },
    );

    // The values lead, and the URL follows; except when the user goes back.
    watch(
        values,
        () => {
            remember(name, kept, values);
            if (names.every((each) => (route.query[each] ?? "") === values[each])) return;
            const query = { ...route.query };
            for (const each of names)
                if (values[each]) query[each] = values[each];
                else delete query[each];
            void router.replace({ params: route.params, query });
        },
        { immediate: true },
    );
    watch(
        () => route.query,
        (query) => {
            if (route.matched.at(-1)?.path === own) Object.assign(values, valuesOf(query));
        },
    );

    // Every other choice begins at the first page.
    const value = (each: string) =>
        computed({
            get: () => values[each] ?? "",
            set: (chosen) => Object.assign(values, { [words.page]: "", [each]: chosen }),
        });
    const search = value(words.search);
    const typed = ref(search.value);
    const trash = value(words.trash);
    let timer: ReturnType<typeof setTimeout> | undefined;
    watch(typed, () => {
        clearTimeout(timer);
        timer = setTimeout(() => (search.value = typed.value.trim()), typingPause_ms);
    });
    watch(search, (text) => {
        if (text !== typed.value.trim()) typed.value = text;
    });
    onScopeDispose(() => clearTimeout(timer));

    return {
        text: typed,
        search,
        sort: value(words.sort),
        page: computed({
            get: () => Math.max(1, Math.trunc(Number(values[words.page])) || 1),
            set: (page) => (values[words.page] = page > 1 ? String(page) : ""),
        }),
        isTrash: computed({
            get: () => trash.value !== "",
            set: (isTrash) => (trash.value = isTrash ? "1" : ""),
        }),
        filter: value,
        filters: computed(() =>
            Object.fromEntries(filterNames.map((each) => [each, values[each] ?? ""])),
        ),
        isNarrowed: computed(() => search.value !== "" || filterNames.some((each) => values[each])),
        clear: () => {
            typed.value = "";
            for (const each of [words.search, words.page, ...filterNames]) values[each] = "";
        },
    };
}
