import { describe, expect, it } from "vitest";
import { meaningOf, Scanner } from "./scanner";

function type(text: string, gap_ms: number): string | null {
    const scanner = new Scanner();
    let at_ms = 1_000;
    let scanned: string | null = null;
    for (const key of [...text, "Enter"]) scanned = scanner.take(key, (at_ms += gap_ms));
    return scanned;
}

describe("a scanner that types", () => {
    it("differs from fingers by its speed", () => {
        expect(type("0001234567890", 8)).toBe("0001234567890");
        expect(type("0001234567890", 120)).toBeNull();
        expect(type("123", 8)).toBeNull();
    });
    it("does not mix two texts", () => {
        const scanner = new Scanner();
        scanner.take("9", 0);
        let scanned: string | null = null;
        for (const [index, key] of [..."0001234567890", "Enter"].entries())
            scanned = scanner.take(key, 1_000 + index * 5);
        expect(scanned).toBe("0001234567890");
        expect(scanner.take("Enter", 1_200)).toBeNull();
    });
});

describe("a scanned text", () => {
    it("is a visit, a setup code, a number, or nothing", () => {
        const code = "Q2VrIHRhdXRhbiBhbnRyZQ";
        expect(meaningOf(`https://klinik.example/a/${code}`)).toEqual({ kind: "visit", code });
        expect(meaningOf(code)).toEqual({ kind: "visit", code });
        expect(meaningOf("http://klinik.example/kios#AB12-cd34")).toEqual({
            kind: "setup",
            code: "AB12-cd34",
        });
        expect(meaningOf("0001 2345 6789 0")).toEqual({ kind: "digits", digits: "0001234567890" });
        expect(meaningOf("https://elsewhere.example/x")).toBeNull();
    });
});
