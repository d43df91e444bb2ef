import { describe, expect, it } from "vitest";
import { daysOf, listOf, mondayOf, rangeText, stepFrom, titleOf, weekdayOf } from "./days";

describe("days", () => {
    it("begin a week on Monday", () => {
        expect(weekdayOf("2026-11-30")).toBe(1);
        expect(weekdayOf("2026-12-06")).toBe(7);
        expect(mondayOf("2026-12-06")).toBe("2026-11-30");
        expect(mondayOf("2026-11-30")).toBe("2026-11-30");
    });
    it("of a month are whole weeks", () => {
        expect(daysOf("month", "2026-12-17")).toEqual({ from: "2026-11-30", to: "2027-01-03" });
        expect(daysOf("month", "2027-02-01")).toEqual({ from: "2027-02-01", to: "2027-02-28" });
        expect(daysOf("week", "2026-12-17")).toEqual({ from: "2026-12-14", to: "2026-12-20" });
        expect(listOf({ from: "2026-12-31", to: "2027-01-01" })).toHaveLength(2);
    });
    it("go on by a week or a month, over the end of a year", () => {
        expect(stepFrom("week", "2026-12-28", 1)).toBe("2027-01-04");
        expect(stepFrom("month", "2026-12-31", 1)).toBe("2027-01-01");
        expect(stepFrom("month", "2027-01-31", -1)).toBe("2026-12-01");
    });
    it("have a title", () => {
        expect(titleOf("month", "2026-12-17")).toBe("Desember 2026");
        expect(titleOf("week", "2026-12-17")).toBe("14 – 20 Desember 2026");
        expect(titleOf("week", "2026-11-30")).toBe("30 November – 6 Desember 2026");
        expect(rangeText({ from: "2026-12-28", to: "2027-01-03" })).toBe(
            "28 Desember 2026 – 3 Januari 2027",
        );
        expect(rangeText({ from: "2026-12-28", to: "2026-12-28" })).toBe("28 Desember 2026");
    });
});
