import { describe, expect, it } from "vitest";
import { bodyOf, draftOf, newDraft, problemsOf, type Patient } from "./registration";

const today = "2026-11-30";
const siti: Patient = {
    id: 5,
    patient_name: "Siti Rahma",
    no_bpjs: "0001234567890",
    whatsapp_number: "081200000001",
    email: null,
    chat_id: null,
    created_at: null,
    updated_at: null,
    deleted_at: null,
};

describe("a new patient", () => {
    it("begins with what was searched, where it belongs", () => {
        const fields = (searched: string) => {
            const { patient_name, whatsapp_number, no_bpjs, bpjs } = newDraft(searched, today);
            return [patient_name, whatsapp_number, no_bpjs, bpjs];
        };
        expect(fields(" siti nur'aini ")).toEqual(["Siti Nur'Aini", "", "", null]);
        expect(fields("McDonald")).toEqual(["McDonald", "", "", null]);
        expect(fields("0812 3456 7890")).toEqual(["", "0812 3456 7890", "", null]);
        expect(fields("0001234567890")).toEqual(["", "", "0001234567890", true]);
        expect(fields("6281234567890")).toEqual(["", "6281234567890", "", null]);
        expect(fields("")).toEqual(["", "", "", null]);
    });
    it("needs a name and a number that can be called", () => {
        const draft = { ...newDraft("", today), poly_id: 1, bpjs: false };
        expect(Object.keys(problemsOf(draft, today, true))).toEqual([
            "patient_name",
            "whatsapp_number",
        ]);
        const contact = { ...draft, patient_name: "Siti" };
        expect(problemsOf({ ...contact, whatsapp_number: "0812" }, today, true)).toHaveProperty(
            "whatsapp_number",
        );
        expect(
            problemsOf({ ...contact, whatsapp_number: "siti@mail" }, today, true),
        ).toHaveProperty("whatsapp_number");
        expect(
            problemsOf({ ...contact, whatsapp_number: "+62 812-3456-7890" }, today, true),
        ).toEqual({});
    });
});

describe("a registration", () => {
    const draft = { ...draftOf(siti, today), poly_id: 2, bpjs: true, schedule_id: 9 };

    it("names what is missing", () => {
        expect(Object.keys(problemsOf(draftOf(siti, today), today, true))).toEqual([
            "poly_id",
            "bpjs",
        ]);
        expect(problemsOf(draft, today, false)).toHaveProperty("schedule_id");
        expect(problemsOf({ ...draft, date: "2026-11-29" }, today, true)).toHaveProperty("date");
        expect(problemsOf({ ...draft, date: "" }, today, true)).toHaveProperty("date");
        expect(problemsOf(draft, today, true)).toEqual({});
    });
    it("is sent with the patient's own numbers", () => {
        expect(bodyOf(draft)).toEqual({
            patient_name: "Siti Rahma",
            whatsapp_number: "081200000001",
            no_bpjs: "0001234567890",
            poly_id: 2,
            schedule_id: 9,
            bpjs: true,
            date: today,
        });
        const other = {
            ...draft,
            patient: { ...siti, no_bpjs: null },
            no_bpjs: "",
            schedule_id: null,
        };
        expect(bodyOf({ ...other, priority: "lansia" })).toEqual({
            patient_name: "Siti Rahma",
            whatsapp_number: "081200000001",
            poly_id: 2,
            bpjs: true,
            date: today,
            priority: "lansia",
        });
    });
});
