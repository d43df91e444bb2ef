// The polies as options of a filter.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { api, read } from "@/api/client";

export function usePolyChoices() {
    const query = useQuery({
        queryKey: ["polies"],
        queryFn: async () => (await read(api.GET("/api/poly", {}))).data,
        staleTime: 5 * 60_000,
    });
    const options = computed(() =>
        (query.data.value ?? [])
            .map(({ id, name }) => ({ value: String(id), word: name }))
            .sort((a, b) => a.word.localeCompare(b.word)),
    );
    return { options };
}

// `poli` of a URL.
export function polyOf(query: Readonly<Record<string, unknown>>): number | null {
    const poly_id = Number(query["poli"]);
    return Number.isSafeInteger(poly_id) && poly_id > 0 ? poly_id : null;
}
