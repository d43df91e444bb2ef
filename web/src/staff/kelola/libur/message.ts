// A message to a patient about a holiday, opened in WhatsApp with its text.
import { dayText } from "@/clinic/times";

// As wa.me wants it: digits with the country's code.
export function internationalNumber(number: string): string {
    const digits = number.replace(/\D/g, "");
    return digits.startsWith("0") ? `62${digits.slice(1)}` : digits;
}

interface Registered {
    readonly patient_name: string;
    readonly whatsapp_number: string;
    readonly date: string;
}

export function messageText({ patient_name, date }: Registered, reason: string): string {
    return (
        `Yth. ${patient_name}, pada ${dayText(date)} klinik atau dokter kami libur (${reason}). ` +
        "Kapan Anda dapat datang? Kami pindahkan pendaftaran Anda ke hari lain."
    );
}

export function messageLink(row: Registered, reason: string): string {
    const text = encodeURIComponent(messageText(row, reason));
    return `https://wa.me/${internationalNumber(row.whatsapp_number)}?text=${text}`;
}
