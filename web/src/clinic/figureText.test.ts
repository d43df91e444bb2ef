import { describe, expect, it } from "vitest";
import {
    againstUsual,
    countText,
    minutesCell,
    minutesText,
    percentOf,
    percentText,
} from "./figureText";

describe("a figure", () => {
    it("is a number that people read", () => {
        expect(countText(3750000)).toBe("3.750.000");
        expect(minutesText(null)).toBe("–");
        expect(minutesText(34.9)).toBe("34 menit");
        expect(minutesText(65)).toBe("1 jam 5 menit");
        expect(minutesText(120)).toBe("2 jam");
        expect(minutesCell(65.5)).toBe("65");
    });

    it("is not everybody until it is", () => {
        expect(percentText(99.6)).toBe("99%");
        expect(percentText(100)).toBe("100%");
        expect(percentText(91.5)).toBe("92%");
        expect(percentText(null)).toBe("–");
        expect(percentOf(1, 0)).toBeNull();
        expect(percentOf(1, 4)).toBe(25);
    });

    it("is compared with what is usual", () => {
        expect(againstUsual(102, 100)).toBe("sama seperti biasanya");
        expect(againstUsual(120, 100)).toBe("20% di atas biasanya");
        expect(againstUsual(50, 100)).toBe("50% di bawah biasanya");
        expect(againstUsual(3, 0)).toBe("biasanya tidak ada");
        expect(againstUsual(0, 0)).toBe("sama seperti biasanya");
    });
});
