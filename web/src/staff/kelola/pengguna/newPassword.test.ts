import { describe, expect, it } from "vitest";
import { newPassword } from "./newPassword";

describe("a new password", () => {
    it("is three words and a number of four digits", () => {
        expect(newPassword(() => 0)).toBe("awan-biru-mangga-0000");
        expect(newPassword((limit) => limit - 1)).toBe("laut-tinggi-wayang-9999");
    });
    it("is another one each time", () => {
        const many = new Set(Array.from({ length: 50 }, () => newPassword()));
        expect(many.size).toBeGreaterThan(45);
    });
    it("needs no capitals and no signs but hyphens", () => {
        for (let i = 0; i < 50; ++i) expect(newPassword()).toMatch(/^[a-z]+(-[a-z]+){2}-\d{4}$/);
    });
});
