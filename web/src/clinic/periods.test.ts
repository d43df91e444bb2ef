import { describe, expect, it } from "vitest";
import { dayCount, daysOf, periodOf, periodText, queryOfPeriod, weekdayOf } from "./periods";

const today = "2026-03-31";

describe("a period", () => {
    it("moves with the day when it has a name", () => {
        expect(daysOf("hari-ini", today)).toEqual({ date_from: today, date_to: today });
        expect(daysOf("7-hari", today)).toEqual({ date_from: "2026-03-25", date_to: today });
        expect(daysOf("bulan-ini", today)).toEqual({ date_from: "2026-03-01", date_to: today });
        expect(dayCount(daysOf("12-bulan", today))).toBe(365);
    });

    it("is in the URL unless it is the usual one", () => {
        expect(queryOfPeriod("hari-ini", "hari-ini")).toEqual({});
        expect(queryOfPeriod("7-hari", "hari-ini")).toEqual({ periode: "7-hari" });
        const days = { date_from: "2026-01-01", date_to: "2026-01-31" };
        expect(periodOf(queryOfPeriod(days, "hari-ini"), "hari-ini")).toEqual(days);
        expect(periodOf({ periode: "7-hari" }, "hari-ini")).toBe("7-hari");
    });

    it("is the usual one when the URL makes no sense", () => {
        for (const query of [
            {},
            { periode: "besok" },
            { dari: "2026-02-30", sampai: "2026-03-01" },
            { dari: "2026-03-02", sampai: "2026-03-01" },
            { dari: "2026-03-01" },
            { dari: ["2026-03-01"], sampai: "x" },
        ])
            expect(periodOf(query, "30-hari")).toBe("30-hari");
    });

    it("has a name that people read", () => {
        expect(periodText({ date_from: today, date_to: today })).toBe("Selasa, 31 Maret 2026");
        expect(periodText({ date_from: "2026-03-01", date_to: today })).toMatch(/ – /);
        expect(weekdayOf("2026-11-30")).toBe(1);
        expect(weekdayOf("2026-11-29")).toBe(7);
    });
});
