// What the desk is doing: finding a patient, registering one, showing the number.
import { computed, onScopeDispose, ref, shallowRef } from "vue";
import { isBegun, newEntry, type Entry } from "./entry";
import type { Patient } from "./registration";
import type { Registered } from "./useRegister";

export type Step = { readonly kind: "find" } | { readonly kind: "register"; readonly entry: Entry };

const keptMax = 20;

// Registrations that were left before they were sent, the last one first. They also outlive the
// page, for the same user: a look at another screen loses nothing.
const kept = shallowRef<readonly Entry[]>([]);
let keeper = 0;

export function useDesk(user_id: number, today: () => string) {
    if (keeper !== user_id) kept.value = [];
    keeper = user_id;
    const step = shallowRef<Step>({ kind: "find" });
    const text = ref("");
    const registered = shallowRef<Registered | null>(null);

    function discard(entry: Entry) {
        kept.value = kept.value.filter((each) => each !== entry);
    }
    function resume(entry: Entry) {
        back();
        discard(entry);
        registered.value = null;
        step.value = { kind: "register", entry };
    }
    function begin(patient: Patient | null, searched = "") {
        const left = patient && kept.value.find(({ draft }) => draft.patient?.id === patient.id);
        resume(left ?? newEntry(patient, searched, today()));
    }
    function back() {
        if (step.value.kind === "register" && isBegun(step.value.entry))
            kept.value = [step.value.entry, ...kept.value].slice(0, keptMax);
        step.value = { kind: "find" };
    }
    // The patient was there already, under this number.
    function replace(patient: Patient) {
        step.value = { kind: "find" };
        begin(patient);
    }
    function finish(result: Registered) {
        registered.value = result;
        text.value = "";
        step.value = { kind: "find" };
    }

    // The browser asks before the page is closed.
    const isUnsaved = computed(
        () =>
            kept.value.length > 0 || (step.value.kind === "register" && isBegun(step.value.entry)),
    );
    const ask = (event: BeforeUnloadEvent) => {
        if (isUnsaved.value) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    onScopeDispose(() => {
        window.removeEventListener("beforeunload", ask);
        back();
    });
    return { step, text, registered, kept, begin, resume, discard, back, replace, finish };
}
