import { describe, expect, it } from "vitest";
import { isBegun, nameOf, newEntry } from "./entry";
import type { Patient } from "./registration";

const today = "2026-11-30";
const siti: Patient = {
    id: 5,
    patient_name: "Siti Rahma",
    no_bpjs: null,
    whatsapp_number: "081200000001",
    email: null,
    chat_id: null,
    created_at: null,
    updated_at: null,
    deleted_at: null,
};

describe("an entry of the desk", () => {
    it("is not begun by what came from the search or from the patient", () => {
        expect(isBegun(newEntry(null, "siti rahma", today))).toBe(false);
        expect(isBegun(newEntry(null, "0812 3456 7890", today))).toBe(false);
        expect(isBegun(newEntry(siti, "", today))).toBe(false);
    });
    it("is not begun by a last visit that arrives", () => {
        const entry = newEntry(siti, "", today);
        Object.assign(entry.draft, { poly_id: 2, bpjs: true, schedule_id: 9 });
        expect(isBegun(entry)).toBe(false);
    });
    it("is begun by each thing that the user types or chooses", () => {
        const changes: ((entry: ReturnType<typeof newEntry>) => void)[] = [
            ({ draft }) => (draft.patient_name = "Siti"),
            ({ draft }) => (draft.whatsapp_number = "0812"),
            ({ draft }) => (draft.no_bpjs = "000"),
            ({ draft }) => (draft.priority = "lansia"),
            ({ chosen }) => (chosen.poly = true),
            ({ chosen }) => (chosen.bpjs = true),
            ({ chosen }) => (chosen.doctor = true),
            (entry) => (entry.arrival = "tomorrow"),
            (entry) => (entry.isDoubtful = true),
        ];
        for (const change of changes) {
            const entry = newEntry(null, "", today);
            change(entry);
            expect(isBegun(entry), String(change)).toBe(true);
        }
    });
    it("is called by what is known of the patient", () => {
        expect(nameOf(newEntry(siti, "", today))).toBe("Siti Rahma");
        expect(nameOf(newEntry(null, "081234567890", today))).toBe("081234567890");
        expect(nameOf(newEntry(null, "", today))).toBe("Pasien baru");
    });
});
