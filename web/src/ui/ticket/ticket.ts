// TICKET of the API, and the sentences of it that paper and screens share.
import { dayText, timeText } from "@/clinic/times";
import { priorityWord } from "@/clinic/priorities";
import type { paths } from "@generated/schema";

type Answer =
    paths["/api/reservation/{id}/ticket"]["get"]["responses"]["200"]["content"]["application/json"];

export type Ticket = Answer["data"];

// "Poli Umum · Ruang 2"
export function placeText({ poly }: Ticket): string {
    return [poly?.name, poly?.room].filter(Boolean).join(" · ");
}

// "Praktik 08:00–12:00"
export function practiceText({ session }: Ticket): string {
    if (session === null) return "";
    return `Praktik ${session.start_time.slice(0, 5)}–${session.end_time.slice(0, 5)}`;
}

export function aheadText({ people_ahead }: Ticket): string {
    if (people_ahead === null) return "";
    return people_ahead === 0 ? "Anda berikutnya" : `${people_ahead} orang di depan Anda`;
}

// For the desk, now: "5 orang di depan, 2 belum datang". Paper would grow old.
export function deskAheadText({ people_ahead, absent_ahead }: Ticket): string {
    if (people_ahead === null) return "";
    if (people_ahead === 0) return "Berikutnya dipanggil";
    const ahead = `${people_ahead} orang di depan`;
    return absent_ahead ? `${ahead}, ${absent_ahead} belum datang` : ahead;
}

// "09:25–09:40": times of day, not minutes, because paper grows old.
export function estimateText({ estimate, clinic }: Ticket): string {
    if (estimate === null) return "";
    const from = timeText(estimate.from, clinic.timezone);
    const to = timeText(estimate.to, clinic.timezone);
    return from === to ? from : `${from}–${to}`;
}

export function kindText({ bpjs, priority }: Ticket): string {
    return [bpjs ? "BPJS" : "Umum", priorityWord(priority)].filter(Boolean).join(" · ");
}

export function whenText({ date }: Ticket): string {
    return dayText(date);
}

export function registeredText({ registered_at, clinic }: Ticket): string {
    return registered_at ? `Diambil pukul ${timeText(registered_at, clinic.timezone)}` : "";
}
