import { describe, expect, it } from "vitest";
import {
    bodyOf,
    draftOf,
    inUnits,
    problemsOf,
    whenOf,
    type Draft,
    type Reminder,
} from "./sentences";

const row = (changes: Partial<Reminder>): Reminder => ({
    id: 1,
    message_template_id: 1,
    reminder_offset: 30,
    reminder_patient_count: 5,
    reminder_type: "QUEUE",
    created_at: null,
    updated_at: null,
    deleted_at: null,
    message_template: {
        id: 1,
        template_name: "Giliran dekat",
        message: "Halo",
        created_at: null,
        updated_at: null,
        deleted_at: null,
    },
    ...changes,
});

describe("a reminder as a sentence", () => {
    it("says both limits of a turn, or the one that is used", () => {
        expect(whenOf(row({}))).toBe(
            "kalau tinggal 5 orang di depannya atau giliran kira-kira 30 menit lagi",
        );
        expect(whenOf(row({ reminder_patient_count: -1 }))).toBe(
            "kalau giliran kira-kira 30 menit lagi",
        );
        expect(whenOf(row({ reminder_offset: 0, reminder_patient_count: 0 }))).toBe(
            "kalau tidak ada lagi orang di depannya",
        );
        expect(whenOf(row({ reminder_offset: 0, reminder_patient_count: -1 }))).toBe(
            "tidak pernah",
        );
    });
    it("says days and hours where they are whole", () => {
        expect(whenOf(row({ reminder_type: "schedule ", reminder_offset: 1440 }))).toBe(
            "1 hari sebelum praktik dimulai",
        );
        expect(inUnits(120)).toEqual({ amount: 2, unit: 60 });
        expect(inUnits(90)).toEqual({ amount: 90, unit: 1 });
        expect(inUnits(0)).toEqual({ amount: 0, unit: 1 });
    });
    it("has none for types without an effect", () => {
        expect(whenOf(row({ reminder_type: "EMAIL" }))).toBeNull();
    });
});

describe("a reminder in the form", () => {
    const draft = (changes: Partial<Draft>): Draft => ({ ...draftOf(row({})), ...changes });
    const isRight = (each: Draft) => !Object.values(problemsOf(each)).some(Boolean);

    it("comes out as it went in", () => {
        for (const changes of [
            {},
            { reminder_patient_count: -1 },
            { reminder_type: "NO_SHOW", reminder_offset: 120, reminder_patient_count: -1 },
        ]) {
            const { message_template_id, reminder_offset, reminder_patient_count, reminder_type } =
                row(changes);
            expect(bodyOf(draftOf(row(changes)))).toEqual({
                message_template_id,
                reminder_offset,
                reminder_patient_count,
                reminder_type,
            });
        }
    });
    it("needs a template, and a number that counts", () => {
        expect(isRight(draft({}))).toBe(true);
        expect(isRight(draft({ message_template_id: null }))).toBe(false);
        expect(isRight(draft({ amount: "", people: "" }))).toBe(false);
        expect(isRight(draft({ amount: "", people: "3" }))).toBe(true);
        expect(isRight(draft({ amount: "sebentar" }))).toBe(false);
        expect(isRight(draft({ type: "SCHEDULE", amount: "" }))).toBe(false);
        expect(isRight(draft({ type: "SCHEDULE", amount: "91", unit: 1440 }))).toBe(false);
    });
});
