// The ticket of a visit, as it is printed.
import { useQuery, type QueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";
import type { Ticket } from "@/ui/ticket/ticket";

const keyOf = (id: number) => ["ticket", id] as const;

async function readTicket(id: number): Promise<Ticket> {
    const params = { path: { id } };
    return (await read(api.GET("/api/reservation/{id}/ticket", { params }))).data;
}

export function useTicket(id: MaybeRefOrGetter<number>) {
    const query = useQuery({
        queryKey: computed(() => keyOf(toValue(id))),
        queryFn: ({ queryKey }) => readTicket(queryKey[1]),
        staleTime: 5_000,
        retry: 1,
    });
    return { ticket: query.data };
}

// Read again if it is older than a moment: people ahead of a patient are called.
export function freshTicket(cache: QueryClient, id: number): Promise<Ticket> {
    return cache.fetchQuery({
        queryKey: keyOf(id),
        queryFn: () => readTicket(id),
        staleTime: 5_000,
    });
}
