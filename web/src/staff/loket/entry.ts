// What the desk has typed about one patient. It outlives the panel that shows it: leaving the panel
// loses nothing.
import { reactive } from "vue";
import { Attempt } from "@/api/attempt";
import { draftOf, newDraft, type Draft, type Patient } from "./registration";

export type Arrival = "here" | "today" | "tomorrow" | "other";

export interface Entry {
    readonly id: number;
    readonly searched: string;
    readonly draft: Draft;
    arrival: Arrival;
    // What the user has chosen is never changed by what arrives later.
    readonly chosen: { poly: boolean; bpjs: boolean; doctor: boolean };
    // A registration whose answer is missing is sent again with the same key.
    attempt: Attempt;
    // The server may have registered the patient, but its answer did not arrive.
    isDoubtful: boolean;
}

let entries = 0;

export function newEntry(patient: Patient | null, searched: string, today: string): Entry {
    return reactive({
        id: ++entries,
        searched,
        draft: patient ? draftOf(patient, today) : newDraft(searched, today),
        arrival: "here" as Arrival,
        chosen: { poly: false, bpjs: false, doctor: false },
        attempt: new Attempt(),
        isDoubtful: false,
    });
}

const typed = ["patient_name", "whatsapp_number", "no_bpjs"] as const;

// Whether the user has typed or chosen anything here. A text that came from the search box is still
// in the search box.
export function isBegun(entry: Entry): boolean {
    const { draft, chosen, searched } = entry;
    const before = draft.patient ? draftOf(draft.patient, "") : newDraft(searched, "");
    return (
        typed.some((field) => draft[field].trim() !== before[field]) ||
        chosen.poly ||
        chosen.bpjs ||
        chosen.doctor ||
        entry.arrival !== "here" ||
        draft.priority !== null ||
        entry.isDoubtful
    );
}

export function nameOf({ draft }: Entry): string {
    return draft.patient_name.trim() || draft.whatsapp_number.trim() || "Pasien baru";
}
