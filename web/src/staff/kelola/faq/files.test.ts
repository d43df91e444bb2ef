import { describe, expect, it } from "vitest";
import { fileProblem, isPicture, sizeText } from "./files";

describe("a file for patients", () => {
    it("is judged before it is sent", () => {
        expect(fileProblem({ name: "Jadwal.PDF", size: 10_000 })).toBe("");
        expect(fileProblem({ name: "jadwal.exe", size: 10_000 })).toMatch(/tidak diterima/);
        expect(fileProblem({ name: "jadwal", size: 10_000 })).toMatch(/tidak diterima/);
        expect(fileProblem({ name: "a.pdf", size: 10 * 1024 * 1024 })).toBe("");
        expect(fileProblem({ name: "a.pdf", size: 10 * 1024 * 1024 + 1 })).toMatch(/10 MB/);
        expect(fileProblem({ name: "a.pdf", size: 0 })).toBe("Berkas ini kosong.");
    });
    it("has a size that people read", () => {
        expect(sizeText(900)).toBe("900 B");
        expect(sizeText(1_500)).toBe("1,5 KB");
        expect(sizeText(1_500_000)).toBe("1,4 MB");
        expect(sizeText(20_000_000)).toBe("19 MB");
    });
    it("is shown if it is a picture", () => {
        expect(isPicture("a.JPG")).toBe(true);
        expect(isPicture("a.pdf")).toBe(false);
    });
});
