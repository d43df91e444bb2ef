// Who a user is, for those who see only an id.
import { api, read } from "@/api/client";

export function userNameQuery(id: number) {
    return {
        queryKey: ["user-name", id],
        queryFn: async () =>
            (await read(api.GET("/api/users/{id}", { params: { path: { id } } }))).data.name,
        staleTime: Infinity,
    };
}
