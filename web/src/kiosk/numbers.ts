// Numbers that patients type or scan.

export const bpjsDigits = 13;
export const whatsappDigitsMax = 15;
const whatsappDigitsMin = 10;

export type NumberKind = "bpjs" | "whatsapp";

export function digitsMax(kind: NumberKind): number {
    return kind === "bpjs" ? bpjsDigits : whatsappDigitsMax;
}

// "0812 3456 7890": groups of four are read and compared most easily.
export function inGroups(digits: string): string {
    return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}

// What is wrong with it; null: nothing.
export function faultOf(kind: NumberKind, digits: string): string | null {
    if (kind === "bpjs")
        return digits.length === bpjsDigits
            ? null
            : `Nomor BPJS punya ${bpjsDigits} angka. Yang terisi ${digits.length}.`;
    if (!/^(08|628)/.test(digits)) return "Nomor WhatsApp diawali 08.";
    return digits.length >= whatsappDigitsMin
        ? null
        : "Nomor WhatsApp ini belum lengkap. Periksa angkanya.";
}
