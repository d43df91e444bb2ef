import { describe, expect, it } from "vitest";
import { codeOf, ScannerKeys } from "./scanned";

const code = "Zk3_9aBcDeFgHiJkLmNoP0";

describe("a scanned text", () => {
    it("is a code when it ends like a patient's link", () => {
        expect(codeOf(`https://klinik.example/a/${code}`)).toBe(code);
        expect(codeOf(`http://10.0.0.5:8000/antrean/a/${code}?x=1\n`)).toBe(code);
        expect(codeOf(` ${code} `)).toBe(code);
    });
    it("is none otherwise", () => {
        expect(codeOf("siti rahma")).toBeNull();
        expect(codeOf("Muhammadabdurrahmansya")).toBeNull(); // a name of 22 letters
        expect(codeOf(`https://klinik.example/b/${code}`)).toBeNull();
        expect(codeOf(`https://klinik.example/a/${code}x`)).toBeNull();
        expect(codeOf("0001234567890")).toBeNull();
    });
});

describe("keys without a field", () => {
    const type = (keys: ScannerKeys, text: string, gap_ms: number, from_ms = 0) =>
        [...text].map((key, index) => keys.feed(key, from_ms + index * gap_ms));

    it("of a scanner are swallowed and give the code", () => {
        const keys = new ScannerKeys();
        const link = `http://a/a/${code}`;
        const fates = type(keys, link, 8);
        expect(fates.slice(0, 3)).toEqual(["pass", "pass", "pass"]);
        expect(new Set(fates.slice(3))).toEqual(new Set(["swallow"]));
        expect(keys.feed("Enter", link.length * 8 + 20)).toEqual({ code });
        expect(keys.feed("Enter", link.length * 8 + 5_000)).toBe("pass");
    });
    it("of a hand pass, and Shift does not count", () => {
        const keys = new ScannerKeys();
        expect(type(keys, "nnnnnn", 120)).toEqual(Array(6).fill("pass"));
        expect(keys.feed("Shift", 730)).toBe("pass");
        expect(keys.feed("Enter", 900)).toBe("pass");
    });
    it("of a scanner that reads something else do nothing", () => {
        const keys = new ScannerKeys();
        type(keys, "8991234567890", 8);
        expect(keys.feed("Enter", 13 * 8)).toBe("swallow");
    });
});
