// What has to be known to register a patient, and what is still wrong with it.
import type { PriorityName } from "@/clinic/priorities";
import type { components } from "@generated/schema";

export type Patient = components["schemas"]["Patient"];
export type RegistrationBody = components["schemas"]["PostReservationBody"];

export interface Draft {
    // Null: a new patient.
    patient: Patient | null;
    patient_name: string;
    whatsapp_number: string;
    no_bpjs: string;
    bpjs: boolean | null;
    poly_id: number | null;
    schedule_id: number | null;
    date: string;
    // The patient stands at the desk, or comes later.
    isHere: boolean;
    priority: PriorityName | null;
}

export type DraftField =
    "patient_name" | "whatsapp_number" | "no_bpjs" | "bpjs" | "poly_id" | "schedule_id" | "date";
export type Problems = Partial<Record<DraftField, string>>;

export function draftOf(patient: Patient, date: string): Draft {
    return {
        patient,
        patient_name: patient.patient_name,
        whatsapp_number: patient.whatsapp_number,
        no_bpjs: patient.no_bpjs ?? "",
        bpjs: null,
        poly_id: null,
        schedule_id: null,
        date,
        isHere: true,
        priority: null,
    };
}

const digitsOf = (text: string) => text.replace(/\D/g, "");
const bpjsDigits = 13;
const phone = /^\+?[\d\s().-]+$/;

// A new patient, with the text that was searched in the field where it belongs.
export function newDraft(searched: string, date: string): Draft {
    const text = searched.trim();
    const digits = digitsOf(text);
    const isNumber = digits.length >= 3 && phone.test(text);
    const isBpjs =
        isNumber &&
        (digits.length === bpjsDigits ? !/^(0[28]|62)/.test(digits) : /^000/.test(digits));
    return {
        patient: null,
        patient_name: isNumber ? "" : capitalised(text),
        whatsapp_number: isNumber && !isBpjs ? text : "",
        no_bpjs: isBpjs ? digits : "",
        bpjs: isBpjs ? true : null,
        poly_id: null,
        schedule_id: null,
        date,
        isHere: true,
        priority: null,
    };
}

// "siti rahma" becomes "Siti Rahma"; what has capitals stays.
function capitalised(name: string): string {
    if (name !== name.toLowerCase()) return name;
    return name.replace(/(^|[\s'-])\p{L}/gu, (letter) => letter.toUpperCase());
}

const nameLengthMax = 255;
const phoneDigitsMin = 8;
const phoneLengthMax = 30;

export function contactProblems(
    contact: Pick<Draft, "patient_name" | "whatsapp_number" | "no_bpjs">,
): Problems {
    const problems: Problems = {};
    const name = contact.patient_name.trim();
    if (name === "") problems.patient_name = "Isi nama pasien.";
    else if (name.length > nameLengthMax)
        problems.patient_name = `Nama paling panjang ${nameLengthMax} huruf.`;
    const number = contact.whatsapp_number.trim();
    if (number === "") problems.whatsapp_number = "Isi nomor WhatsApp pasien atau keluarganya.";
    else if (
        !phone.test(number) ||
        digitsOf(number).length < phoneDigitsMin ||
        number.length > phoneLengthMax
    )
        problems.whatsapp_number = "Nomor WhatsApp ditulis seperti 0812 3456 7890.";
    const no_bpjs = contact.no_bpjs.trim();
    if (no_bpjs !== "" && !/^[\d\s-]+$/.test(no_bpjs))
        problems.no_bpjs = "Nomor BPJS terdiri dari angka saja, biasanya 13 angka.";
    return problems;
}

export function problemsOf(draft: Draft, today: string, hasSeats: boolean): Problems {
    const problems = draft.patient === null ? contactProblems(draft) : {};
    if (draft.poly_id === null) problems.poly_id = "Pilih poli.";
    else if (!hasSeats)
        problems.schedule_id = "Semua jadwal penuh atau libur. Pilih poli atau hari lain.";
    if (draft.bpjs === null) problems.bpjs = "Pilih BPJS atau umum.";
    if (draft.date === "") problems.date = "Pilih tanggal kunjungan.";
    else if (draft.date < today)
        problems.date = "Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya.";
    return problems;
}

// Only of a draft without problems.
export function bodyOf(draft: Draft): RegistrationBody {
    if (draft.poly_id === null || draft.bpjs === null) throw new Error("the draft has problems");
    const no_bpjs = digitsOf(draft.no_bpjs) || null;
    return {
        patient_name: draft.patient_name.trim(),
        whatsapp_number: draft.whatsapp_number.trim(),
        ...(no_bpjs !== null && { no_bpjs: draft.patient?.no_bpjs ?? no_bpjs }),
        poly_id: draft.poly_id,
        ...(draft.schedule_id !== null && { schedule_id: draft.schedule_id }),
        bpjs: draft.bpjs,
        date: draft.date,
        ...(draft.priority !== null && { priority: draft.priority }),
    };
}
