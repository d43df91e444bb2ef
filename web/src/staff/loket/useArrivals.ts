// Patients who show their ticket: its code says who they are.
import { ref, shallowRef } from "vue";
import { api, Attempt, write } from "@/api/client";
import { Failure, sentenceFor } from "@/api/failure";
import type { paths } from "@generated/schema";

type Answer = paths["/api/visits/{code}"]["get"]["responses"]["200"]["content"]["application/json"];
type Shown = Answer["data"];
export type Arrival = {
    display_number: string;
    place: string;
    // Says what is wrong; empty: the patient is here.
    problem: string;
};

const ended: Partial<Record<Shown["state"], string>> = {
    done: "Kunjungan ini sudah selesai.",
    no_show: "Pasien ini dicatat tidak hadir. Daftarkan lagi, atau minta perawat mengembalikannya.",
    cancelled: "Kunjungan ini sudah dibatalkan. Daftarkan pasien lagi.",
    upcoming: "Kunjungan ini bukan untuk hari ini.",
};
const unknown = "Karcis ini tidak berlaku. Mungkin karcis hari lain; cari pasien dengan namanya.";

export function useArrivals() {
    const arrival = shallowRef<Arrival | null>(null);
    const shown = shallowRef<Shown | null>(null);
    const problem = ref("");
    const isBusy = ref(false);

    // The visit as it is; null: the code is not one of today's.
    async function arrive(code: string): Promise<Shown | null> {
        if (isBusy.value) return null;
        isBusy.value = true;
        problem.value = "";
        arrival.value = null;
        try {
            const params = { path: { code } };
            const { data } = await write(
                (headers) => api.POST("/api/visits/{code}/check-in", { params, headers }),
                new Attempt(),
            );
            return keep(data, "");
        } catch (failure) {
            if (failure instanceof Failure && failure.status === 409 && failure.data) {
                const visit = failure.data as Shown;
                return keep(visit, ended[visit.state] ?? "Kedatangan tidak dapat dicatat.");
            }
            problem.value =
                failure instanceof Failure && failure.status === 404
                    ? unknown
                    : sentenceFor(failure);
            return null;
        } finally {
            isBusy.value = false;
        }
    }

    function keep(visit: Shown, sentence: string): Shown {
        shown.value = visit;
        arrival.value = {
            display_number: visit.display_number,
            place: [visit.poly?.name, visit.poly?.room].filter(Boolean).join(" · "),
            problem: sentence,
        };
        return visit;
    }

    function clear() {
        arrival.value = null;
        problem.value = "";
    }
    return { arrive, arrival, problem, isBusy, clear };
}
