import { describe, expect, it } from "vitest";
import { freshnessOf } from "./freshness";
import { numberWidth } from "./numberWidth";
import { boardOptions } from "./options";
import { pagesOf } from "./pages";
import { pieces } from "./pieces";
import type { Poly } from "./snapshot";

const poly = (id: number, waiting = 1): Poly => ({
    id,
    name: `Poli ${id}`,
    room: null,
    letter: null,
    nurse: null,
    doctor: null,
    next: [],
    waiting,
    waiting_doctor: 0,
});
const polies = (count: number, waiting = 1) =>
    Array.from({ length: count }, (_, index) => poly(index + 1, waiting));
const lengths = (list: readonly Poly[]) => pagesOf(list).map((page) => page.length);

describe("the address", () => {
    it("names polies, sound and theme", () => {
        expect(boardOptions("")).toEqual({ polies: null, isSilent: false, isLight: false });
        expect(boardOptions("?poly=2,%201,2&suara=0&tema=terang")).toEqual({
            polies: [2, 1],
            isSilent: true,
            isLight: true,
        });
    });
    it("is ignored where it makes no sense", () => {
        expect(boardOptions("?poly=abc,-1,1e3,").polies).toBe(null);
        expect(boardOptions("?suara=1").isSilent).toBe(false);
    });
});

describe("the pages", () => {
    it("are one for up to eight polies, idle ones too", () => {
        expect(lengths([])).toEqual([0]);
        expect(lengths(polies(8, 0))).toEqual([8]);
    });
    it("are about equally long, and without idle polies, for more", () => {
        expect(lengths(polies(9))).toEqual([5, 4]);
        expect(lengths(polies(20))).toEqual([7, 7, 6]);
        expect(lengths([...polies(5), ...polies(6, 0)])).toEqual([5]);
        expect(lengths(polies(10, 0))).toEqual([5, 5]);
    });
});

describe("the mark", () => {
    it("is late after 10 s and old after 30 s", () => {
        expect([0, 9_999, 10_000, 29_999, 30_000, Infinity].map(freshnessOf)).toEqual([
            "fresh",
            "fresh",
            "late",
            "late",
            "old",
            "old",
        ]);
    });
});

describe("a running text in pieces", () => {
    it("loses no word and has no piece that is too long", () => {
        const text = "Pendaftaran dibuka pukul 07.00.  Bawalah kartu BPJS.\nTerima kasih.";
        const cut = pieces(text, 24);
        expect(cut.join(" ")).toBe(text.replace(/\s+/g, " "));
        for (const each of cut) expect(each.length).toBeLessThanOrEqual(24);
    });
    it("keeps sentences together", () => {
        expect(pieces("Satu dua. Tiga empat! Lima pukul 07.00. Enam", 22)).toEqual([
            "Satu dua. Tiga empat!",
            "Lima pukul 07.00. Enam",
        ]);
    });
    it("cuts a word that is longer than a piece", () => {
        expect(pieces("a bcdefgh i", 3)).toEqual(["a", "bcd", "efg", "h i"]);
        expect(pieces("x".repeat(10), 4)).toEqual(["xxxx", "xxxx", "xx"]);
        expect(pieces("   ", 3)).toEqual([""]);
    });
});

describe("the width of a number", () => {
    it("grows with its letters", () => {
        expect(numberWidth("012")).toBeCloseTo(1.755);
        expect(numberWidth("W-012")).toBeGreaterThan(numberWidth("A-012"));
        expect(numberWidth("I-012")).toBeLessThan(numberWidth("A-012"));
    });
});
