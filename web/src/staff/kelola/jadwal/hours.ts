// A doctor's hours on a day, and what stands in their way. Pure: the calendar and the form ask
// while hours are dragged or typed, before anything is sent.
import type { components } from "@generated/schema";

export type Session = components["schemas"]["ScheduleAndDoctor"];
export type Holiday = components["schemas"]["Holiday"];

export interface Hours {
    // Null: not saved yet.
    readonly id: number | null;
    // Null: not chosen yet.
    readonly doctor_id: number | null;
    // "2026-11-30"
    readonly date: string;
    // "08:00"; "24:00" is the end of the day.
    readonly start: string;
    readonly end: string;
}

export const clockText = (time: string) => time.slice(0, 5);
export const hoursText = (start: string, end: string) => `${clockText(start)}–${clockText(end)}`;

export function hoursOf(session: Session): Hours {
    return {
        id: session.id,
        doctor_id: session.doctor_id,
        date: session.date,
        start: clockText(session.start_time),
        end: clockText(session.end_time),
    };
}

// Hours that only touch do not clash.
export function clashOf(hours: Hours, sessions: readonly Session[]): Session | undefined {
    return sessions.find(
        (other) =>
            other.id !== hours.id &&
            other.doctor_id === hours.doctor_id &&
            other.date === hours.date &&
            clockText(other.start_time) < hours.end &&
            clockText(other.end_time) > hours.start,
    );
}

// The clinic's holiday closes the day for every doctor.
export function holidayOf(
    doctor_id: number | null,
    date: string,
    holidays: readonly Holiday[],
): Holiday | undefined {
    const ofDay = holidays.filter((each) => each.first_date <= date && date <= each.last_date);
    return (
        ofDay.find((each) => each.doctor_id === null) ??
        ofDay.find((each) => each.doctor_id === doctor_id)
    );
}

export interface Plan {
    readonly sessions: readonly Session[];
    readonly holidays: readonly Holiday[];
}

// Why the hours cannot be there; "" if they can.
export function problemOf(hours: Hours, { sessions, holidays }: Plan): string {
    if (hours.end <= hours.start) return "Jam selesai harus sesudah jam mulai.";
    const clash = clashOf(hours, sessions);
    if (clash) return `Bentrok dengan ${hoursText(clash.start_time, clash.end_time)}`;
    const holiday = holidayOf(hours.doctor_id, hours.date, holidays);
    if (holiday) return `Libur: ${holiday.reason}`;
    const stored = sessions.find(({ id }) => id === hours.id);
    const isMoved = stored && (stored.date !== hours.date || stored.doctor_id !== hours.doctor_id);
    if (isMoved && stored.seats_taken > 0)
        return `Sudah ada ${stored.seats_taken} pasien; hanya jamnya dapat diubah`;
    return "";
}

// "12 dari 25", or how many without a limit.
export function seatsText({ quota, seats_taken }: Session): string {
    return quota === null ? `${seats_taken} pasien` : `${seats_taken} dari ${quota}`;
}

// "12/25", where there is little room.
export const shortSeatsText = ({ quota, seats_taken }: Session) =>
    quota === null ? String(seats_taken) : `${seats_taken}/${quota}`;

export const isFull = ({ quota, seats_taken }: Session) => quota !== null && seats_taken >= quota;
