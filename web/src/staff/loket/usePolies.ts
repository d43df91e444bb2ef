// All polies of the clinic, in the order of their letters.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { api, read } from "@/api/client";
import type { components } from "@generated/schema";

export type Poly = components["schemas"]["Poly"];

export function usePolies() {
    const query = useQuery({
        queryKey: ["polies"],
        queryFn: async () => (await read(api.GET("/api/poly", {}))).data,
        staleTime: 5 * 60_000,
    });
    const order = (poly: Poly) => `${poly.letter ?? "~"} ${poly.name}`;
    return {
        polies: computed(() =>
            [...(query.data.value ?? [])].sort((a, b) => order(a).localeCompare(order(b))),
        ),
    };
}
