// Periods of days, as screens keep them in the URL: a name that moves with the day, or two dates.
import { dayAfter, dayOf, dayText, shortDayText } from "./times";

export const namedPeriods = [
    { name: "hari-ini", word: "Hari ini" },
    { name: "7-hari", word: "7 hari" },
    { name: "30-hari", word: "30 hari" },
    { name: "bulan-ini", word: "Bulan ini" },
    { name: "12-bulan", word: "12 bulan" },
] as const;
export type PeriodName = (typeof namedPeriods)[number]["name"];

export interface Days {
    readonly date_from: string;
    readonly date_to: string;
}

export type Period = PeriodName | Days;

// The server adds up a year at most.
export const daysMax = 366;

export function isNamed(period: Period): period is PeriodName {
    return typeof period === "string";
}

export function daysOf(period: Period, today: string): Days {
    if (!isNamed(period)) return period;
    const from: Record<PeriodName, string> = {
        "hari-ini": today,
        "7-hari": dayAfter(today, -6),
        "30-hari": dayAfter(today, -29),
        "bulan-ini": `${today.slice(0, 8)}01`,
        "12-bulan": dayAfter(today, -364),
    };
    return { date_from: from[period], date_to: today };
}

export function dayCount({ date_from, date_to }: Days): number {
    return Math.round((Date.parse(date_to) - Date.parse(date_from)) / 86_400_000) + 1;
}

const isDay = (text: unknown): text is string =>
    typeof text === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    dayOf(Date.parse(text), "UTC") === text;

type Query = Readonly<Record<string, unknown>>;

export function periodOf(query: Query, usual: PeriodName): Period {
    const [date_from, date_to] = [query["dari"], query["sampai"]];
    if (isDay(date_from) && isDay(date_to) && date_from <= date_to) return { date_from, date_to };
    return namedPeriods.find(({ name }) => name === query["periode"])?.name ?? usual;
}

export function queryOfPeriod(period: Period, usual: PeriodName): Record<string, string> {
    if (!isNamed(period)) return { dari: period.date_from, sampai: period.date_to };
    return period === usual ? {} : { periode: period };
}

// "Senin, 30 November 2026" or "1 Nov 2026 – 30 Nov 2026".
export function periodText({ date_from, date_to }: Days): string {
    return date_from === date_to
        ? dayText(date_from)
        : `${shortDayText(date_from)} – ${shortDayText(date_to)}`;
}

export const weekdayWords = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

// 1 is Monday.
export function weekdayOf(day: string): number {
    return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
