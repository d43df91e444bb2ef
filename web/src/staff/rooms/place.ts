// Where the user works: a poly, and at the doctor's also for whom. Chosen once, then remembered.
import { computed, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Me } from "../session/me";
import type { Station } from "./room";

// `everyone`: the whole poly.
export type Doctor = number | "everyone";

const keyOf = (user_id: number, station: Station) => `antrean.rooms.place.${user_id}.${station}`;

interface Stored {
    readonly poly_id?: number;
    // The choice of a doctor is that of a day: other doctors work tomorrow.
    readonly doctor?: Doctor;
    readonly date?: string;
}

function stored(key: string): Stored {
    try {
        return (JSON.parse(localStorage.getItem(key) ?? "null") as Stored | null) ?? {};
    } catch {
        return {};
    }
}

export function usePoly(station: Station, me: Me) {
    const route = useRoute();
    const router = useRouter();
    const key = keyOf(me.id, station);
    const isAllowed = (id: number | undefined) => me.polies.some((poly) => poly.id === id);
    const only = me.polies.length === 1 ? me.polies[0]?.id : undefined;

    const chosen = ref<number | undefined>();
    const fromAddress = computed(() => Number(route.query["poly"] ?? NaN));
    watch(
        fromAddress,
        (id) => {
            const first = [id, stored(key).poly_id, only].find((each) => isAllowed(each));
            if (first !== undefined) choose(first);
        },
        { immediate: true },
    );

    function choose(poly_id: number | undefined) {
        chosen.value = poly_id;
        if (poly_id !== undefined && stored(key).poly_id !== poly_id)
            localStorage.setItem(key, JSON.stringify({ poly_id } satisfies Stored));
        const poly = poly_id === undefined || poly_id === only ? undefined : String(poly_id);
        if (route.query["poly"] !== poly) void router.replace({ query: { ...route.query, poly } });
    }

    return { poly_id: chosen, choose, canChange: me.polies.length > 1 };
}

export function rememberedDoctor(station: Station, me: Me, date: string): Doctor | undefined {
    const { doctor, date: day } = stored(keyOf(me.id, station));
    return day === date ? doctor : undefined;
}

export function rememberDoctor(station: Station, me: Me, date: string, doctor: Doctor): void {
    const key = keyOf(me.id, station);
    localStorage.setItem(key, JSON.stringify({ ...stored(key), doctor, date }));
}
