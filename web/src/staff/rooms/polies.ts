// All polies of the clinic, with their rooms.
import { useQuery } from "@tanstack/vue-query";
import { api, read } from "@/api/client";

export function usePolies() {
    return useQuery({
        queryKey: ["polies"],
        queryFn: async () => (await read(api.GET("/api/poly", {}))).data,
        staleTime: 5 * 60_000,
    }).data;
}
