// The questions of the kiosk. A draft holds the answers of the patient; the next question follows
// from it. Drafts are never changed, so "back" shows the one before, and "start again" forgets all.
import { shallowRef, computed } from "vue";
import type { paths } from "@generated/schema";

type State = paths["/api/kiosk"]["get"]["responses"]["200"]["content"]["application/json"]["data"];

export type KioskState = State;
export type Poly = State["polies"][number];
export type Doctor = Poly["doctors"][number];

export interface Known {
    readonly name: string; // "B•••i S•••o"
    readonly ref: string;
}

export interface Draft {
    readonly poly: Poly | null;
    readonly doctor: Doctor | "any" | null;
    readonly isBpjs: boolean | null;
    // "": the patient does not know it.
    readonly no_bpjs: string | null;
    readonly whatsapp: string | null;
    // The patient whom one of the numbers belongs to.
    readonly known: Known | null;
    readonly name: string | null;
}

export const emptyDraft: Draft = {
    poly: null,
    doctor: null,
    isBpjs: null,
    no_bpjs: null,
    whatsapp: null,
    known: null,
    name: null,
};

export type Question =
    "poly" | "doctor" | "payment" | "bpjs" | "whatsapp" | "known" | "name" | "review";

export function openDoctors(poly: Poly): Doctor[] {
    return poly.doctors.filter((doctor) => doctor.is_open);
}

// Those who take patients, and those on holiday: patients look for them.
export function namedDoctors(poly: Poly): Doctor[] {
    return poly.doctors.filter((doctor) => doctor.is_open || doctor.holiday !== null);
}

// Why a poly takes nobody (any more) today.
export function whyClosed({ doctors, holiday }: Poly): string {
    if (holiday !== null) return `Libur: ${holiday}`;
    if (doctors.length === 0) return "Tidak ada praktik hari ini";
    return doctors.some((doctor) => doctor.seats_left === 0)
        ? "Kuota hari ini habis"
        : "Praktik hari ini sudah selesai";
}

export function questionOf(draft: Draft): Question {
    if (draft.poly === null) return "poly";
    if (draft.doctor === null && openDoctors(draft.poly).length > 1) return "doctor";
    if (draft.isBpjs === null) return "payment";
    if (draft.known !== null) return "known";
    if (draft.isBpjs && draft.no_bpjs === null) return "bpjs";
    if (draft.whatsapp === null) return "whatsapp";
    if (draft.name === null) return "name";
    return "review";
}

function scheduleOf({ poly, doctor }: Draft): number | null {
    if (doctor !== null) return doctor === "any" ? null : doctor.schedule_id;
    return (poly && openDoctors(poly)[0]?.schedule_id) ?? null;
}

// The doctor who was chosen, or the only one.
export function doctorNameOf({ poly, doctor }: Draft): string | null {
    if (doctor !== null) return doctor === "any" ? null : doctor.doctor_name;
    return (poly && openDoctors(poly)[0]?.doctor_name) ?? null;
}

// The body of POST /api/kiosk/register for a draft that is complete.
export function registrationOf(draft: Draft) {
    const visit = {
        poly_id: draft.poly?.id ?? 0,
        bpjs: draft.isBpjs ?? false,
        ...optional("schedule_id", scheduleOf(draft)),
    };
    if (draft.known !== null) return { ...visit, patient_ref: draft.known.ref };
    return {
        ...visit,
        patient_name: draft.name ?? "",
        whatsapp_number: draft.whatsapp ?? "",
        ...optional("no_bpjs", draft.no_bpjs || null),
    };
}

function optional<Key extends string, Value>(key: Key, value: Value | null) {
    return value === null ? {} : ({ [key]: value } as Record<Key, Value>);
}

export function useFlow() {
    const drafts = shallowRef<readonly Draft[]>([emptyDraft]);
    const draft = computed(() => drafts.value[drafts.value.length - 1] ?? emptyDraft);
    return {
        draft,
        question: computed(() => questionOf(draft.value)),
        isStarted: computed(() => drafts.value.length > 1),
        answer: (change: Partial<Draft>) => {
            drafts.value = [...drafts.value, { ...draft.value, ...change }];
        },
        back: () => {
            if (drafts.value.length > 1) drafts.value = drafts.value.slice(0, -1);
        },
        forget: () => {
            drafts.value = [emptyDraft];
        },
    };
}
