import { describe, expect, it } from "vitest";
import { questionOf, registrationOf, useFlow, whyClosed, type Doctor, type Poly } from "./flow";

const doctor = (schedule_id: number, is_open = true): Doctor => ({
    schedule_id,
    doctor_name: `dr. ${schedule_id}`,
    start_time: "08:00:00",
    end_time: "12:00:00",
    quota: 25,
    seats_left: 12,
    is_open,
    holiday: null,
});
const poly = (...doctors: Doctor[]): Poly => ({
    id: 3,
    name: "Poli Umum",
    room: "Ruang 2",
    letter: "A",
    is_open: true,
    holiday: null,
    waiting: 2,
    doctors,
});
const known = { name: "B•••i S•••o", ref: "sealed" };

describe("the questions of the kiosk", () => {
    it("are few for a known patient", () => {
        const flow = useFlow();
        const asked: string[] = [];
        for (const change of [
            { poly: poly(doctor(7)) },
            { isBpjs: true },
            { no_bpjs: "0001234567890", known },
        ]) {
            asked.push(flow.question.value);
            flow.answer(change);
        }
        expect([...asked, flow.question.value]).toEqual(["poly", "payment", "bpjs", "known"]);
        expect(registrationOf(flow.draft.value)).toEqual({
            poly_id: 3,
            schedule_id: 7,
            bpjs: true,
            patient_ref: "sealed",
        });
    });
    it("ask a new patient for everything", () => {
        const flow = useFlow();
        const asked: string[] = [];
        for (const change of [
            { poly: poly(doctor(7), doctor(8), doctor(9, false)) },
            { doctor: "any" as const },
            { isBpjs: true },
            { no_bpjs: "0001234567890", known: null },
            { whatsapp: "081234567890", known: null },
            { name: "Siti Rahma" },
        ]) {
            asked.push(flow.question.value);
            flow.answer(change);
        }
        expect(asked).toEqual(["poly", "doctor", "payment", "bpjs", "whatsapp", "name"]);
        expect(flow.question.value).toBe("review");
        expect(registrationOf(flow.draft.value)).toEqual({
            poly_id: 3,
            bpjs: true,
            patient_name: "Siti Rahma",
            whatsapp_number: "081234567890",
            no_bpjs: "0001234567890",
        });
    });
    it("do not ask for a card that the patient does not have", () => {
        const flow = useFlow();
        flow.answer({ poly: poly() });
        flow.answer({ isBpjs: true });
        flow.answer({ no_bpjs: "" });
        expect(flow.question.value).toBe("whatsapp");
        flow.answer({ whatsapp: "081234567890" });
        flow.answer({ name: "Siti" });
        expect(registrationOf(flow.draft.value)).not.toHaveProperty("no_bpjs");
    });
    it("say why a poly takes nobody", () => {
        expect(whyClosed(poly())).toBe("Tidak ada praktik hari ini");
        expect(whyClosed(poly({ ...doctor(7, false), seats_left: 0 }))).toBe(
            "Kuota hari ini habis",
        );
        expect(whyClosed(poly(doctor(7, false)))).toBe("Praktik hari ini sudah selesai");
        expect(whyClosed({ ...poly(doctor(7, false)), holiday: "Natal" })).toBe("Libur: Natal");
    });
    it("go back one by one, and forget all", () => {
        const flow = useFlow();
        flow.answer({ poly: poly() });
        flow.answer({ isBpjs: false });
        flow.answer({ whatsapp: "081234567890", known });
        flow.back();
        expect(flow.question.value).toBe("whatsapp");
        expect(flow.draft.value.known).toBeNull();
        flow.forget();
        flow.back();
        expect(questionOf(flow.draft.value)).toBe("poly");
        expect(flow.isStarted.value).toBe(false);
    });
});
