import { expect, test } from "vitest";
import { filesProblem, importFault } from "./labWords";

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
