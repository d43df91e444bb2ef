// The weeks and months of the calendar, as days ("2026-11-30").
import { dayAfter } from "@/clinic/times";

export type View = "week" | "month" | "list";

// 1 is Monday.
export function weekdayOf(day: string): number {
    return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
export const mondayOf = (day: string) => dayAfter(day, 1 - weekdayOf(day));

function firstOfMonth(day: string, later = 0): string {
    const [year = 0, month = 0] = day.split("-").map(Number);
    return new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 10);
}

export interface Days {
    readonly from: string;
    // Included.
    readonly to: string;
}

// What a view shows around a day: a week, or the whole weeks of a month.
export function daysOf(view: View, day: string): Days {
    if (view !== "month") return { from: mondayOf(day), to: dayAfter(mondayOf(day), 6) };
    const last = dayAfter(firstOfMonth(day, 1), -1);
    return { from: mondayOf(firstOfMonth(day)), to: dayAfter(mondayOf(last), 6) };
}

export function listOf({ from, to }: Days): string[] {
    const days: string[] = [];
    for (let day = from; day <= to; day = dayAfter(day, 1)) days.push(day);
    return days;
}

// The day to show a view earlier or later.
export function stepFrom(view: View, day: string, step: 1 | -1): string {
    return view === "month" ? firstOfMonth(day, step) : dayAfter(day, 7 * step);
}

const text = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("id-ID", { ...options, timeZone: "UTC" }).format(
        Date.parse(`${day}T00:00:00Z`),
    );

// "30 November – 6 Desember 2026", "7 – 13 Desember 2026"
export function rangeText({ from, to }: Days): string {
    const whole = text(to, { day: "numeric", month: "long", year: "numeric" });
    if (from === to) return whole;
    const isSameMonth = from.slice(0, 7) === to.slice(0, 7);
    const isSameYear = from.slice(0, 4) === to.slice(0, 4);
    const first = text(from, {
        day: "numeric",
        ...(!isSameMonth && { month: "long" }),
        ...(!isSameYear && { year: "numeric" }),
    });
    return `${first} – ${whole}`;
}

// What stands above the calendar.
export function titleOf(view: View, day: string): string {
    if (view === "month") return text(day, { month: "long", year: "numeric" });
    return rangeText(daysOf("week", day));
}

// "Senin, 30 November"
export const dayTitle = (day: string) =>
    text(day, { weekday: "long", day: "numeric", month: "long" });
export const weekdayWord = (weekday: number) =>
    text(dayAfter("2024-01-01", weekday - 1), { weekday: "long" });
