// Sessions and holidays as events of the calendar, and its events as hours. The calendar's zone is
// UTC, so that its times are the clinic's wall times whatever zone the device has.
import type { EventInput } from "fullcalendar";
import { dayAfter } from "@/clinic/times";
import { clockText, type Holiday, type Hours, type Plan, type Session } from "./hours";

export interface EventFacts {
    readonly session?: Session;
    readonly holiday?: Holiday;
}

function sessionEvent(session: Session, moved: Hours | undefined, isEditable: boolean): EventInput {
    const date = moved?.date ?? session.date;
    const start = moved?.start ?? clockText(session.start_time);
    const end = moved?.end ?? clockText(session.end_time);
    return {
        id: `s${session.id}`,
        title: session.doctor?.name ?? "Dokter dihapus",
        start: `${date}T${start}:00Z`,
        end: end === "24:00" ? `${dayAfter(date, 1)}T00:00:00Z` : `${date}T${end}:00Z`,
        editable: isEditable && moved === undefined && session.doctor !== null,
        extendedProps: { session } satisfies EventFacts,
    };
}

function holidayEvents(holiday: Holiday): EventInput[] {
    const days = {
        start: holiday.first_date,
        end: dayAfter(holiday.last_date, 1),
        allDay: true,
        editable: false,
    };
    const title = holiday.doctor_name
        ? `${holiday.doctor_name}: ${holiday.reason}`
        : `Libur: ${holiday.reason}`;
    const events: EventInput[] = [
        { ...days, id: `h${holiday.id}`, title, extendedProps: { holiday } satisfies EventFacts },
    ];
    if (holiday.doctor_id === null)
        events.push({ ...days, id: `b${holiday.id}`, display: "background" });
    return events;
}

// `moved`: hours that were just dropped and are being saved, by schedule.
export function eventsOf(
    { sessions, holidays }: Plan,
    moved: ReadonlyMap<number, Hours>,
    isEditable: boolean,
): EventInput[] {
    return [
        ...holidays.flatMap(holidayEvents),
        ...sessions.map((each) => sessionEvent(each, moved.get(each.id), isEditable)),
    ];
}

export interface Span {
    readonly start: Date | null;
    readonly end: Date | null;
}

// Null: it begins and ends on different days.
export function hoursFrom(
    { start, end }: Span,
    of: { id: number | null; doctor_id: number | null },
): Hours | null {
    if (start === null || end === null) return null;
    const [from, to] = [start.toISOString(), end.toISOString()];
    const date = from.slice(0, 10);
    const isMidnight = to.slice(0, 10) === dayAfter(date, 1) && to.slice(11, 16) === "00:00";
    if (to.slice(0, 10) !== date && !isMidnight) return null;
    return {
        ...of,
        date,
        start: from.slice(11, 16),
        end: isMidnight ? "24:00" : to.slice(11, 16),
    };
}

// The days that the calendar has selected; its end is not included.
export function daysFrom({ start, end }: Span): { from: string; to: string } | null {
    if (start === null || end === null) return null;
    const to = dayAfter(end.toISOString().slice(0, 10), -1);
    return { from: start.toISOString().slice(0, 10), to };
}

// The hours of the day that are shown: from 6 to 20, and further where there are sessions.
export function shownHours(sessions: readonly Session[]): { from: string; to: string } {
    const starts = sessions.map(({ start_time }) => start_time);
    const ends = sessions.map(({ end_time }) => end_time);
    const [first, last] = ["06:00:00", "20:00:00"];
    return {
        from: `${[first, ...starts].sort()[0]?.slice(0, 2) ?? "06"}:00:00`,
        to: [last, ...ends.map(nextHour)].sort().at(-1) ?? last,
    };
}

function nextHour(time: string): string {
    if (time.slice(3) === "00:00") return time;
    return `${String(Number(time.slice(0, 2)) + 1).padStart(2, "0")}:00:00`;
}
