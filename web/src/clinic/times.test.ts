import { describe, expect, it } from "vitest";
import { dayAfter, dayLabels, dayOf, dayText, instantOf, spanText, timeText } from "./times";
import { masked } from "./masked";

const instant = Date.parse("2026-11-29T17:05:00Z");

describe("times of the clinic", () => {
    it("are those of its zone", () => {
        expect(timeText(instant, "Asia/Jakarta")).toBe("00:05");
        expect(timeText(instant, "Asia/Jayapura")).toBe("02:05");
        expect(dayOf(instant, "Asia/Jakarta")).toBe("2026-11-30");
        expect(dayOf(instant, "Europe/Berlin")).toBe("2026-11-29");
    });
    it("are short below a chart", () => {
        expect(dayLabels(["2026-11-29", "2026-11-30"])).toEqual(["29 Nov", "30 Nov"]);
        expect(dayLabels(["2025-12-31", "2026-01-01"])).toEqual(["31 Des 2025", "1 Jan 2026"]);
    });
    it("become instants again", () => {
        expect(instantOf("2026-11-30", "00:05:00", "Asia/Jakarta")).toBe(instant);
        expect(instantOf("2026-11-29", "18:05:00", "Europe/Berlin")).toBe(instant);
    });
    it("are written in Indonesian", () => {
        expect(dayText("2026-11-30")).toBe("Senin, 30 November 2026");
        expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    });
    it("are spans that are never negative", () => {
        expect(spanText(-5_000)).toBe("baru saja");
        expect(spanText(59_000)).toBe("baru saja");
        expect(spanText(4 * 60_000)).toBe("4 menit");
        expect(spanText(65 * 60_000)).toBe("1 jam 5 menit");
        expect(spanText(120 * 60_000)).toBe("2 jam");
    });
});

describe("a masked number", () => {
    it("shows its ends only", () => {
        expect(masked("081234567890")).toBe("0812••••7890");
        expect(masked("1234567")).toBe("1234••••67");
        expect(masked("12345")).toBe("•••••");
    });
});
