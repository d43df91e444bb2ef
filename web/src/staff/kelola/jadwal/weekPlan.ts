// Hours for several weeks, as they are sent and as sentences say what would happen. Pure.
import type { components } from "@generated/schema";
import { shortDayText } from "@/clinic/times";
import { hoursText } from "./hours";

type WeekPlan = components["schemas"]["WeekPlan"];
type WeekPlanBody = components["schemas"]["PostScheduleBulkBody"];

export interface Repeat {
    readonly doctor_id: number;
    readonly date: string;
    readonly start: string;
    readonly end: string;
    readonly quota: number | null;
    readonly weekdays: readonly number[];
    readonly weeks: number;
}

export const weeksMax = 52;

export function repeatBody(repeat: Repeat): WeekPlanBody {
    return {
        doctor_ids: [repeat.doctor_id],
        from_date: repeat.date,
        weekdays: [...repeat.weekdays],
        start_time: repeat.start,
        end_time: repeat.end,
        quota: repeat.quota,
        weeks: repeat.weeks,
    };
}

// "16" as a number of weeks; null for other text.
export function weeksOf(text: string): number | null {
    const weeks = Number(text);
    return /^\d+$/.test(text.trim()) && weeks >= 1 && weeks <= weeksMax ? weeks : null;
}

// What is wrong with the number of weeks, or with what they would make.
export function weeksProblem(text: string, preview: WeekPlan | null): string {
    if (weeksOf(text) === null) return `Tulis 1 sampai ${weeksMax} minggu.`;
    if (preview !== null && preview.conflicts.length > 0)
        return "Ada jadwal yang bentrok. Ubah jam atau jumlah minggunya.";
    return "";
}

// "25"; null: no limit. Undefined for other text.
export function quotaOf(text: string): number | null | undefined {
    if (text.trim() === "") return null;
    return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

// What would be made: "8 jadwal, 2 hari libur dilewati".
export function summaryOf({ schedules, conflicts, holidays }: WeekPlan): string {
    if (conflicts.length > 0) return `${conflicts.length} jadwal bentrok. Tidak ada yang dibuat.`;
    const made = `${schedules.length} jadwal akan dibuat`;
    return holidays.length === 0
        ? `${made}.`
        : `${made}; ${holidays.length} dilewati karena libur.`;
}

export interface Line {
    readonly key: string;
    readonly day: string;
    readonly doctor_id: number;
    readonly hours: string;
    readonly reason: string;
}

// What stands in the way, and what is left out.
export function linesOf({ conflicts, holidays }: WeekPlan): Line[] {
    const line = (row: WeekPlan["holidays"][number] | WeekPlan["conflicts"][number]) => ({
        day: shortDayText(row.date),
        doctor_id: row.doctor_id,
        hours: hoursText(row.start_time, row.end_time),
    });
    return [
        ...conflicts.map((row) => ({
            ...line(row),
            key: `c${row.date}-${row.doctor_id}-${row.start_time}-${row.existing.id}`,
            reason: `bentrok dengan ${hoursText(row.existing.start_time, row.existing.end_time)}`,
        })),
        ...holidays.map((row) => ({
            ...line(row),
            key: `h${row.date}-${row.doctor_id}-${row.start_time}`,
            reason: `libur: ${row.reason}`,
        })),
    ];
}
