// The registrations of a week by hour, as average of the days of each weekday.
import type { components } from "@generated/schema";
import { weekdayWords } from "@/clinic/periods";

export interface HeatCell {
    readonly weekday: number;
    readonly hour: number;
    readonly registered: number;
    readonly average: number;
    // 0: none; 5: the busiest.
    readonly level: number;
}

export interface HeatRow {
    readonly weekday: number;
    readonly word: string;
    readonly cells: readonly HeatCell[];
}

export interface Heat {
    readonly hours: readonly number[];
    readonly rows: readonly HeatRow[];
    readonly busiest: HeatCell | null;
}

const levels = 5;

export function heatOf(weekdays: readonly components["schemas"]["SummaryWeekday"][]): Heat {
    const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
        weekdays.some(({ registered_by_hour }) => (registered_by_hour[hour] ?? 0) > 0),
    );
    const [first, last] = [used[0], used[used.length - 1]];
    if (first === undefined || last === undefined) return { hours: [], rows: [], busiest: null };
    const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const averageOf = (registered: number, days: number) => (days === 0 ? 0 : registered / days);
    const most = Math.max(
        ...weekdays.flatMap(({ days, registered_by_hour }) =>
            registered_by_hour.map((registered) => averageOf(registered, days)),
        ),
    );
    let busiest: HeatCell | null = null;
    const rows = weekdays.map(({ weekday, days, registered_by_hour }) => ({
        weekday,
        word: weekdayWords[weekday - 1] ?? "",
        cells: hours.map((hour) => {
            const registered = registered_by_hour[hour] ?? 0;
            const average = averageOf(registered, days);
            const level = average === 0 ? 0 : Math.max(1, Math.round((average / most) * levels));
            const cell = { weekday, hour, registered, average, level };
            if (registered > 0 && (busiest === null || average > busiest.average)) busiest = cell;
            return cell;
        }),
    }));
    return { hours, rows, busiest };
}

export function hourText(hour: number): string {
    return String(hour).padStart(2, "0");
}
