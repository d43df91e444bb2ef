// For which doctor a room calls. Pure: the screen asks and remembers.
import type { Doctor } from "./place";

export interface Session {
    readonly doctor_id: number;
    readonly start_time: string;
    readonly end_time: string;
    readonly doctor: { readonly name: string; readonly poly_id: number | null } | null;
}

export interface DoctorOfDay {
    readonly id: number;
    readonly name: string;
    // "08:00 sampai 12:00"
    readonly hours: string;
}

// Who has hours in the poly today, in the order of the first hour.
export function doctorsOf(sessions: readonly Session[], poly_id: number): DoctorOfDay[] {
    const hours = new Map<number, { name: string; spans: string[] }>();
    const ofPoly = sessions.filter(({ doctor }) => doctor?.poly_id === poly_id);
    for (const each of [...ofPoly].sort((a, b) => a.start_time.localeCompare(b.start_time))) {
        const { name, spans } = hours.get(each.doctor_id) ?? {
            name: each.doctor?.name ?? "",
            spans: [],
        };
        spans.push(`${each.start_time.slice(0, 5)} sampai ${each.end_time.slice(0, 5)}`);
        hours.set(each.doctor_id, { name, spans });
    }
    return [...hours].map(([id, { name, spans }]) => ({ id, name, hours: spans.join(", ") }));
}

// Undefined: ask. A doctor works for the own patients. A doctor who works alone in the poly calls
// all of it, so that patients without a doctor are called too.
export function doctorFor(
    user_id: number,
    doctors: readonly DoctorOfDay[],
    remembered: Doctor | undefined,
): Doctor | undefined {
    const works = (id: number) => doctors.some((doctor) => doctor.id === id);
    if (doctors.length <= 1) return "everyone";
    if (remembered === "everyone") return remembered;
    if (remembered !== undefined && works(remembered)) return remembered;
    return works(user_id) ? user_id : undefined;
}
