import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asCardinal, byDigits } from "./numbers";
import { polyClips, roomClips, sentence, type SpokenCall } from "./sentence";
import { builtInClips } from "./words";

const call: SpokenCall = {
    poly: "Poli Umum",
    room: "2",
    letter: "A",
    queue_number: 12,
    station: "nurse",
    number_of_calls: 1,
};
const said = (change: Partial<SpokenCall>, style: "digits" | "cardinal" = "digits") =>
    sentence({ ...call, ...change }, style, builtInClips).join(" ");

// The value of a cardinal, read by the rules of the language and not by those of the program.
function valueOf(words: readonly string[]): number {
    const units = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split(" ");
    let value = 0;
    let open = 0;
    for (const word of words) {
        if (word === "sepuluh") value += 10;
        else if (word === "sebelas") value += 11;
        else if (word === "seratus") value += 100;
        else if (word === "belas") value += open + 10;
        else if (word === "puluh") value += open * 10;
        else if (word === "ratus") value += open * 100;
        else {
            open = units.indexOf(word);
            expect(open).toBeGreaterThanOrEqual(0);
            continue;
        }
        open = 0;
    }
    return value + open;
}

describe("a number", () => {
    it("is read digit by digit, with three digits at least", () => {
        expect(byDigits(7)).toEqual(["nol", "nol", "tujuh"]);
        expect(byDigits(12)).toEqual(["nol", "satu", "dua"]);
        expect(byDigits(1204)).toEqual(["satu", "dua", "nol", "empat"]);
    });
    it("is read as a cardinal from 1 to 999", () => {
        for (let number = 1; number <= 999; ++number)
            expect(valueOf(asCardinal(number)), String(number)).toBe(number);
        expect(asCardinal(12)).toEqual(["dua", "belas"]);
        expect(asCardinal(119)).toEqual(["seratus", "sembilan", "belas"]);
        expect(asCardinal(250)).toEqual(["dua", "ratus", "lima", "puluh"]);
        expect(asCardinal(1011)).toEqual(["seribu", "sebelas"]);
        expect(asCardinal(12345)).toEqual(byDigits(12345));
    });
    it("has a clip for each of its words in both styles", () => {
        for (let number = 1; number <= 9999; ++number)
            for (const clip of [...byDigits(number), ...asCardinal(number)])
                expect(builtInClips.has(clip), clip).toBe(true);
    });
});

describe("a call", () => {
    it("says number and place", () => {
        expect(said({})).toBe(
            "nomor-antrean huruf-a nol satu dua silakan-menuju poli-umum ruang dua",
        );
        expect(said({ letter: null }, "cardinal")).toBe(
            "nomor-antrean dua belas silakan-menuju poli-umum ruang dua",
        );
    });
    it("says that it is the second or the last", () => {
        expect(said({ number_of_calls: 2 })).toMatch(/^panggilan-kedua nomor-antrean/);
        expect(said({ number_of_calls: 3 })).toMatch(/^panggilan-terakhir nomor-antrean/);
    });
    it("says a poly without a clip by its room, else its letter, else its station", () => {
        const poly = "Poli Akupunktur";
        expect(said({ poly })).toMatch(/silakan-menuju ruang dua$/);
        expect(said({ poly, room: null })).toMatch(/silakan-menuju poli huruf-a$/);
        expect(said({ poly, room: null, letter: null })).toMatch(/silakan-menuju ruang perawat$/);
        expect(said({ poly, room: null, letter: null, station: "doctor" })).toMatch(
            /ruang dokter$/,
        );
    });
    it("says a poly for which the clinic recorded a clip", () => {
        const known = new Set([...builtInClips, "poli-akupunktur"]);
        expect(sentence({ ...call, poly: "Poli Akupunktur" }, "digits", known)).toContain(
            "poli-akupunktur",
        );
    });
    it("names only clips that there are, and no number of which a clip is missing", () => {
        const some = (...clips: string[]) => sentence(call, "digits", new Set(clips)).join(" ");
        expect(some("huruf-a", "nol", "satu", "dua", "poli")).toBe(
            "huruf-a nol satu dua poli huruf-a",
        );
        expect(some("huruf-a", "nol", "satu", "dua")).toBe("huruf-a nol satu dua");
        expect(some("nomor-antrean", "huruf-a", "nol", "satu", "ruang")).toBe("");
        expect(some("nomor-antrean", "nol", "satu", "dua")).toBe("");
        expect(some()).toBe("");
    });
});

describe("the name of a poly", () => {
    it("is looked up without its accents, marks and first word", () => {
        expect(polyClips("Poli Umum")).toEqual(["poli-umum"]);
        expect(polyClips("  POLIKLINIK  Kulit & Kelamin ")).toEqual(["poli-kulit-dan-kelamin"]);
        expect(polyClips("KIA/KB")).toEqual(["kia-kb", "poli-kia-kb"]);
        expect(polyClips("Laboratorium")).toEqual(["laboratorium", "poli-laboratorium"]);
        expect(polyClips("針灸")).toEqual(["", "poli-"]);
    });
});

describe("a room", () => {
    it.each([
        ["2", "ruang dua"],
        ["Ruang 2", "ruang dua"],
        ["R. 12", "ruang dua belas"],
        ["R2", "ruang dua"],
        ["3A", "ruang tiga huruf-a"],
        ["Ruang B", "ruang huruf-b"],
        ["Lantai 2, Ruang 14", "lantai dua ruang empat belas"],
        ["Ruang Dokter", "ruang dokter"],
        ["Loket 1", "loket satu"],
        ["Ruang Mawar", ""],
        ["", ""],
        ["   ", ""],
        ["2-🙂", "ruang dua"],
    ])("%s is %s", (room, clips) => {
        expect(roomClips(room, builtInClips).join(" ")).toBe(clips);
    });
});

describe("the list of words", () => {
    it("has names that the server serves", () => {
        for (const clip of builtInClips) expect(clip).toMatch(/^[a-z0-9-]{1,60}$/);
    });
    it("is documented", () => {
        const page = readFileSync(new URL("../../../docs/voice.md", import.meta.url), "utf8");
        for (const clip of builtInClips) expect(page).toContain(`\`${clip}\``);
    });
});
