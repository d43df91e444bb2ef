import { describe, expect, it } from "vitest";
import { internationalNumber, messageLink, messageText } from "./message";

const row = {
    patient_name: "Siti Rahma",
    whatsapp_number: "0812-3456 7890",
    date: "2026-12-25",
};

describe("a message about a holiday", () => {
    it.each([
        ["0812-3456 7890", "6281234567890"],
        ["+62 812 3456 7890", "6281234567890"],
        ["6281234567890", "6281234567890"],
    ])("goes to the number %s", (number, expected) =>
        expect(internationalNumber(number)).toBe(expected),
    );
    it("names patient, day and reason", () => {
        expect(messageText(row, "Natal")).toMatch(
            /^Yth\. Siti Rahma, pada Jumat, 25 Desember 2026 .* \(Natal\)\./,
        );
    });
    it("is part of the link, whatever is in it", () => {
        const url = new URL(messageLink(row, "Cuti & libur #1"));
        expect(url.pathname).toBe("/6281234567890");
        expect(url.searchParams.get("text")).toContain("(Cuti & libur #1)");
    });
});
