// One change of a visit at a time: saving, then its result. The same press is never done twice.
import { ref } from "vue";
import { Attempt } from "@/api/client";
import { Failure, sentenceFor } from "@/api/failure";

const sentences: Readonly<Record<string, string>> = {
    "Quota is full": "Jadwal itu sudah penuh. Pilih dokter, poli, atau hari lain.",
    "The reservation is not for today, so its patient cannot check in":
        "Kunjungan ini bukan untuk hari ini.",
    "The visit has ended, so its patient cannot check in": "Kunjungan ini sudah berakhir.",
};
const stale = "Pasien ini baru saja diubah orang lain. Periksa statusnya sekarang, lalu coba lagi.";

export function sentenceOfAction(failure: unknown): string {
    const isStale = failure instanceof Failure && failure.isStale;
    return isStale ? stale : sentenceFor(failure, sentences);
}

// `onStale`: the visit is not as the user saw it.
export function useAction(onStale?: () => void) {
    const isBusy = ref(false);
    const problem = ref("");
    let attempt = new Attempt();

    // Undefined: it failed, and `problem` says why.
    async function run<Result>(
        act: (attempt: Attempt) => Promise<Result>,
    ): Promise<Result | undefined> {
        if (isBusy.value) return undefined;
        isBusy.value = true;
        problem.value = "";
        try {
            const result = await act(attempt);
            attempt = new Attempt();
            return result;
        } catch (failure) {
            const isDecided =
                failure instanceof Failure && !failure.isUnavailable && !failure.isUnanswered;
            if (isDecided) attempt = new Attempt();
            problem.value = sentenceOfAction(failure);
            if (failure instanceof Failure && failure.isStale) onStale?.();
            return undefined;
        } finally {
            isBusy.value = false;
        }
    }
    return { run, isBusy, problem };
}
