// Reminder configs as sentences: "Kirim Giliran dekat kalau tinggal 5 orang di depannya".
import type { components } from "@generated/schema";

export type Reminder = components["schemas"]["ReminderConfig"];
export type Body = components["schemas"]["PostReminderConfigsBody"];

export const types = [
    { value: "QUEUE", word: "Giliran sudah dekat" },
    { value: "SCHEDULE", word: "Sebelum hari kunjungan" },
    { value: "CHECKUP", word: "Sebelum jadwal kontrol" },
    { value: "NO_SHOW", word: "Setelah tidak hadir" },
] as const;
export type Type = (typeof types)[number]["value"];

export const units = [
    { value: 1, word: "menit" },
    { value: 60, word: "jam" },
    { value: 1_440, word: "hari" },
] as const;

// As the form has it. A number that is not used is empty.
export interface Draft {
    message_template_id: number | null;
    type: Type;
    amount: string;
    unit: number;
    people: string;
}

export function typeOf(name: string): Type | null {
    return types.find(({ value }) => value === name.trim().toUpperCase())?.value ?? null;
}

// In the largest unit that gives a whole number: 1440 is one day, 90 are 90 minutes.
export function inUnits(minutes: number): { amount: number; unit: number } {
    const found = [...units].reverse().find(({ value }) => minutes > 0 && minutes % value === 0);
    const unit = found?.value ?? 1;
    return { amount: minutes / unit, unit };
}

export function spanWord(minutes: number): string {
    const { amount, unit } = inUnits(minutes);
    return `${amount} ${units.find(({ value }) => value === unit)?.word ?? "menit"}`;
}

// When it is sent. Null: a type that has no effect.
export function whenOf(row: Reminder): string | null {
    const type = typeOf(row.reminder_type);
    const span = spanWord(row.reminder_offset);
    if (type === "SCHEDULE") return `${span} sebelum praktik dimulai`;
    if (type === "CHECKUP") return `${span} sebelum jadwal kontrol`;
    if (type === "NO_SHOW") return `${span} setelah pasien tidak hadir`;
    if (type !== "QUEUE") return null;
    const people = row.reminder_patient_count;
    const near = [
        people === 0 ? "tidak ada lagi orang di depannya" : "",
        people > 0 ? `tinggal ${people} orang di depannya` : "",
        row.reminder_offset > 0 ? `giliran kira-kira ${span} lagi` : "",
    ].filter(Boolean);
    return near.length > 0 ? `kalau ${near.join(" atau ")}` : "tidak pernah";
}

export function draftOf(row: Reminder | undefined): Draft {
    const type = typeOf(row?.reminder_type ?? "QUEUE") ?? "QUEUE";
    const minutes = row?.reminder_offset ?? 30;
    const { amount, unit } = inUnits(minutes);
    const people = row?.reminder_patient_count ?? 5;
    return {
        message_template_id: row?.message_template?.id ?? null,
        type,
        amount: minutes > 0 || type !== "QUEUE" ? String(amount) : "",
        unit,
        people: people >= 0 ? String(people) : "",
    };
}

const minutesMax = 90 * 1_440;
const peopleMax = 1_000;
const isWhole = (text: string) => /^\d{1,6}$/.test(text.trim());

export function problemsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
    const { type, amount, people, unit } = draft;
    const isQueue = type === "QUEUE";
    const minutes = isWhole(amount) ? Number(amount) * unit : null;
    const amountProblem =
        minutes === null
            ? "Tulis bilangan bulat, misalnya 30."
            : minutes > minutesMax
              ? "Paling lama 90 hari."
              : "";
    const isUnused = isQueue && amount.trim() === "";
    const peopleProblem = !isWhole(people) || Number(people) > peopleMax;
    return {
        message_template_id:
            draft.message_template_id === null ? "Pilih templat yang dikirim." : "",
        amount: isUnused ? "" : amountProblem,
        people: !isQueue
            ? ""
            : people.trim() === ""
              ? isUnused
                  ? "Isi jumlah orang, waktunya, atau keduanya."
                  : ""
              : peopleProblem
                ? "Tulis bilangan bulat, misalnya 5."
                : "",
    };
}

export function bodyOf({ message_template_id, type, amount, unit, people }: Draft): Body {
    return {
        message_template_id: message_template_id ?? 0,
        reminder_type: type,
        reminder_offset: amount.trim() === "" ? 0 : Number(amount) * unit,
        // -1: not used.
        reminder_patient_count: type === "QUEUE" && people.trim() !== "" ? Number(people) : -1,
    };
}
