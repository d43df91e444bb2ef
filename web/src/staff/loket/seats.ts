// The doctors of a poly on a day: when they are there, and how many seats are left.
import type { Visit } from "@/live/visits";
import type { components } from "@generated/schema";

export type Schedule = components["schemas"]["ScheduleAndDoctor"];

export interface Offer {
    readonly schedule_id: number;
    readonly doctor_id: number;
    readonly doctor_name: string;
    readonly hours: string;
    readonly quota: number | null;
    // Null: as many as come.
    readonly left: number | null;
    // Why the doctor takes no patients on that day, or null.
    readonly holiday: string | null;
    // No seat is left, or it is a holiday.
    readonly isClosed: boolean;
    // The doctor has gone home.
    readonly isOver: boolean;
}

export function bookingsOf(visits: readonly Visit[]): Map<number, number> {
    const bookings = new Map<number, number>();
    for (const { schedule_id, status } of visits)
        if (schedule_id !== null && status?.status_name !== "CANCELLED")
            bookings.set(schedule_id, (bookings.get(schedule_id) ?? 0) + 1);
    return bookings;
}

export const hoursText = (start: string, end: string) => `${start.slice(0, 5)}–${end.slice(0, 5)}`;

// `time`: the clinic's time of day ("09:41") if the schedules are today's, else null.
export function offersOf(
    schedules: readonly Schedule[],
    bookings: ReadonlyMap<number, number>,
    poly_id: number,
    time: string | null,
): Offer[] {
    return schedules
        .filter(({ doctor }) => doctor !== null && (doctor.poly_id ?? poly_id) === poly_id)
        .map((each) => {
            const taken = bookings.get(each.id) ?? 0;
            const left = each.quota === null ? null : Math.max(0, each.quota - taken);
            return {
                schedule_id: each.id,
                doctor_id: each.doctor_id,
                doctor_name: each.doctor?.name ?? "",
                hours: hoursText(each.start_time, each.end_time),
                quota: each.quota,
                left,
                holiday: each.holiday,
                isClosed: left === 0 || each.holiday !== null,
                isOver: time !== null && each.end_time.slice(0, 5) <= time,
            };
        })
        .sort(
            (a, b) => a.hours.localeCompare(b.hours) || a.doctor_name.localeCompare(b.doctor_name),
        );
}

// The doctor of last time if there is a seat, else the first who has one.
export function preferredOffer(offers: readonly Offer[], doctor_id: number | null): Offer | null {
    const free = offers.filter(({ isClosed }) => !isClosed);
    const present = free.filter(({ isOver }) => !isOver);
    return (
        present.find((each) => each.doctor_id === doctor_id) ??
        present[0] ??
        free.find((each) => each.doctor_id === doctor_id) ??
        free[0] ??
        null
    );
}

// "sisa 12 dari 25", or why there is none.
export function seatsText(offer: Offer): string {
    if (offer.holiday !== null) return `libur: ${offer.holiday}`;
    if (offer.left === null) return "tanpa batas";
    return offer.left === 0 ? "penuh" : `sisa ${offer.left} dari ${offer.quota}`;
}
