// What the desk is doing: finding a patient, registering one, showing the number.
import { ref, shallowRef } from "vue";
import type { Patient } from "./registration";
import type { Registered } from "./useRegister";

export type Step =
    | { readonly kind: "find" }
    | { readonly kind: "register"; readonly patient: Patient | null; readonly searched: string };

export function useDesk() {
    const step = shallowRef<Step>({ kind: "find" });
    const text = ref("");
    const registered = shallowRef<Registered | null>(null);

    function begin(patient: Patient | null, searched = "") {
        registered.value = null;
        step.value = { kind: "register", patient, searched };
    }
    function back() {
        step.value = { kind: "find" };
    }
    function finish(result: Registered) {
        registered.value = result;
        text.value = "";
        step.value = { kind: "find" };
    }
    return { step, text, registered, begin, back, finish };
}
