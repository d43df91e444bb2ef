// Sends a registration, and never twice.
import { useQueryClient } from "@tanstack/vue-query";
import { ref, shallowRef } from "vue";
import { api, Attempt, read, write } from "@/api/client";
import { Failure, sentenceFor } from "@/api/failure";
import type { components } from "@generated/schema";
import type { Entry } from "./entry";
import { bodyOf, type Patient, type RegistrationBody } from "./registration";

export type Registered = components["schemas"]["Registered"];

const sentences = {
    "Quota is full": "Jadwal ini baru saja penuh. Pilih dokter, poli, atau hari lain.",
    "This Idempotency-Key was used for another request.":
        "Pendaftaran pertama sudah tersimpan. Periksa daftar hari ini sebelum mendaftar lagi.",
};
const numberOfAnother =
    "WhatsApp number or BPJS number is already registered with a different patient name";

export interface Owner {
    readonly patient: Patient;
    readonly sentence: string;
}

const digitsOf = (text: string | null | undefined) => (text ?? "").replace(/\D/g, "");

// The server has refused. Otherwise it may have registered the patient.
function isDecided(failure: unknown): boolean {
    return failure instanceof Failure && !failure.isUnavailable && !failure.isUnanswered;
}

// Whose number it is, of those that the search finds.
async function ownerOf(body: RegistrationBody): Promise<Owner | null> {
    const numbers = [
        { number: body.whatsapp_number, word: "Nomor WhatsApp" },
        { number: body.no_bpjs, word: "Nomor BPJS" },
    ];
    for (const { number, word } of numbers) {
        if (digitsOf(number) === "") continue;
        const query = { search: number ?? "", per_page: 1 };
        const { data } = await read(api.GET("/api/patients", { params: { query } }));
        const patient = data.data[0];
        if (patient && patient.patient_name !== body.patient_name) {
            const whose = `${word} ini milik ${patient.patient_name}.`;
            return { patient, sentence: `${whose} Pilih pasien itu, atau periksa nomornya.` };
        }
    }
    return null;
}

export function useRegister(entry: Entry) {
    const cache = useQueryClient();
    const isBusy = ref(false);
    const problem = ref("");
    const owner = shallowRef<Owner | null>(null);

    // Null: it did not succeed, and `problem` or `owner` says why.
    async function register(): Promise<Registered | null> {
        isBusy.value = true;
        problem.value = "";
        owner.value = null;
        entry.isDoubtful = false;
        const body = bodyOf(entry.draft);
        try {
            const { data } = await write(
                (headers) => api.POST("/api/reservation", { body, headers }),
                entry.attempt,
            );
            void cache.invalidateQueries({ queryKey: ["patients"] });
            void cache.invalidateQueries({ queryKey: ["last-visit", data.patient.id] });
            return data;
        } catch (failure) {
            entry.isDoubtful = !isDecided(failure);
            // The next try is another request.
            if (isDecided(failure)) entry.attempt = new Attempt();
            if (failure instanceof Failure && failure.message === numberOfAnother)
                owner.value = await ownerOf(body).catch(() => null);
            if (owner.value === null && !entry.isDoubtful)
                problem.value = sentenceFor(failure, {
                    ...sentences,
                    [numberOfAnother]:
                        "Nomor ini milik pasien lain. Cari nomornya, lalu pilih pasien itu.",
                });
            return null;
        } finally {
            isBusy.value = false;
        }
    }

    return { register, isBusy, problem, owner };
}
