// Who is signed in. The session is a cookie that scripts cannot read; this is what the server says.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose } from "vue";
import { api, onRefusal, read } from "@/api/client";
import { Failure } from "@/api/failure";
import { onSettingsChange } from "@/live/settings";
import { mayDo, type Me } from "./permissions";

export { isSuperadmin, mayDo, type Me } from "./permissions";

const key = ["me"] as const;

const isOpenToAll = (name: unknown) => name === "me" || name === "clinic";

// Null: nobody is signed in.
export async function readMe(): Promise<Me | null> {
    // Asking first keeps a refusal out of the browser's console.
    const { has_session } = (await read(api.GET("/api/auth/session", {}))).data;
    if (!has_session) return null;
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
        // Another user: nothing that the one before has read stays.
        put: (signedIn: Me | null) => {
            cache.removeQueries({ predicate: ({ queryKey }) => !isOpenToAll(queryKey[0]) });
            cache.setQueryData(key, signedIn);
        },
    };
}

// Keeps `me` true while somebody else changes roles and permissions, ends the session, or removes
// the user: asks again when the server says that users have changed, and when it refuses something.
export function useMeAsItIs(): void {
    const cache = useQueryClient();
    const ask = () => void cache.invalidateQueries({ queryKey: key });
    const ends = [onSettingsChange("callers", ask), onRefusal(ask)];
    onScopeDispose(() => ends.forEach((end) => end()));
}
