import { expect, test } from "vitest";
import type { ImportState } from "./lab";
import { filesProblem, importFault, progressOf } from "./labWords";

test("files that are no tables are refused before they are sent", () => {
    expect(filesProblem([{ name: "t_test.csv", size: 10 }])).toBe("");
    expect(filesProblem([{ name: "T_TEST.CSV", size: 10 }])).toBe("");
    expect(filesProblem([{ name: "t_test.xlsx", size: 10 }])).toBe("t_test.xlsx bukan berkas CSV.");
    expect(filesProblem([{ name: "t_test.csv", size: 70 << 20 }])).toMatch(/64 MB/);
});

test("a fault names its row in plain words", () => {
    const cases: [string, string][] = [
        ["Row 3: has 2 fields, the header has 4", "Baris 3: punya 2 kolom, judulnya 4"],
        ["Row 1: unknown column Foo", "Baris 1: kolom Foo tidak dikenal"],
        [
            "Row 7: T_TestNat_TestID is 12, which is not in nat_test",
            "Baris 7: T_TestNat_TestID berisi 12, yang tidak ada di nat_test",
        ],
        ["foo.csv is not named after a table.", "foo.csv tidak bernama seperti tabel lab."],
        ["Anything else", "Anything else"],
    ];
    for (const [message, sentence] of cases) expect(importFault(message)).toBe(sentence);
});

test("an import is sent, then read, then saved row by row", () => {
    const state: ImportState = {
        state: "running",
        started_at: null,
        rows: 1_200,
        rows_total: 48_000,
        problem: null,
    };
    const earlier: ImportState = { ...state, state: "done" };
    expect(progressOf(0.25, earlier)).toEqual({ text: "Mengirim berkas, 25%", share: 0.25 });
    const reading = { text: "Server membaca berkas", share: null };
    expect(progressOf(1, undefined)).toEqual(reading);
    expect(progressOf(1, earlier)).toEqual(reading);
    expect(progressOf(1, { ...state, rows: 0 })).toEqual(reading);
    expect(progressOf(0.9, state)).toEqual({
        text: "Memeriksa dan menyimpan, 1.200 dari 48.000 baris",
        share: 0.025,
    });
});
