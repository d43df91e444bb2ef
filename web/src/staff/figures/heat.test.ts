import { describe, expect, it } from "vitest";
import { heatOf } from "./heat";

function week(change: Record<number, { days: number; hours: Record<number, number> }>) {
    return Array.from({ length: 7 }, (_, index) => {
        const { days = 0, hours = {} } = change[index + 1] ?? {};
        return {
            weekday: index + 1,
            days,
            registered_by_hour: Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0),
        };
    });
}

describe("the busy hours", () => {
    it("are empty without visits", () => {
        expect(heatOf(week({}))).toEqual({ hours: [], rows: [], busiest: null });
    });

    it("are averages of the days that had visits", () => {
        const heat = heatOf(
            week({ 1: { days: 8, hours: { 8: 80, 10: 8 } }, 2: { days: 1, hours: { 9: 12 } } }),
        );
        expect(heat.hours).toEqual([8, 9, 10]);
        expect(heat.busiest).toMatchObject({ weekday: 2, hour: 9, average: 12, level: 5 });
        expect(heat.rows[0]?.cells.map(({ average, level }) => [average, level])).toEqual([
            [10, 4],
            [0, 0],
            [1, 1],
        ]);
        expect(heat.rows[6]?.cells.every(({ level }) => level === 0)).toBe(true);
    });
});
