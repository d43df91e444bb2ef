// Who is signed in. The session is a cookie that scripts cannot read; this is what the server says.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed } from "vue";
import { api, read } from "@/api/client";
import { Failure } from "@/api/failure";
import type { components } from "@generated/schema";

export type Me = components["schemas"]["Me"];

const key = ["me"] as const;

// Null: nobody is signed in.
export async function readMe(): Promise<Me | null> {
    try {
        return (await read(api.GET("/api/auth/me", {}))).data;
    } catch (failure) {
        if (failure instanceof Failure && failure.isSignedOut) return null;
        throw failure;
    }
}

export function useMe() {
    const cache = useQueryClient();
    const query = useQuery({ queryKey: key, queryFn: readMe, staleTime: 60_000 });
    const me = computed(() => query.data.value ?? null);
    return {
        me,
        isKnown: computed(() => query.data.value !== undefined),
        failure: query.error,
        // `permission` as the API names it: "queue.call-next".
        may: (permission: string) => me.value !== null && mayDo(me.value, permission),
        put: (signedIn: Me | null) => {
            cache.clear();
            cache.setQueryData(key, signedIn);
        },
    };
}

export function isSuperadmin(me: Me): boolean {
    return me.roles.some(({ name }) => name === "Superadmin");
}

export function mayDo(me: Me, permission: string): boolean {
    return isSuperadmin(me) || me.permissions.includes(permission);
}
