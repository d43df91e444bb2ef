import { describe, expect, it } from "vitest";
import {
    clashOf,
    holidayOf,
    hoursOf,
    isFull,
    problemOf,
    seatsText,
    type Holiday,
    type Hours,
    type Session,
} from "./hours";

const session = (changes: Partial<Session> = {}): Session => ({
    id: 1,
    doctor_id: 7,
    date: "2026-12-01",
    start_time: "08:00:00",
    end_time: "12:00:00",
    created_at: null,
    updated_at: null,
    deleted_at: null,
    quota: 25,
    doctor: null,
    seats_taken: 0,
    holiday: null,
    ...changes,
});
const holiday = (changes: Partial<Holiday> = {}): Holiday => ({
    id: 1,
    doctor_id: null,
    first_date: "2026-12-24",
    last_date: "2026-12-26",
    reason: "Natal",
    created_at: "2026-11-30T00:00:00.000000Z",
    updated_at: "2026-11-30T00:00:00.000000Z",
    doctor_name: null,
    ...changes,
});
const hours = (changes: Partial<Hours> = {}): Hours => ({
    id: null,
    doctor_id: 7,
    date: "2026-12-01",
    start: "11:00",
    end: "13:00",
    ...changes,
});

describe("clashOf", () => {
    const sessions = [session()];
    it.each([
        ["reaches into it", { start: "11:59", end: "13:00" }],
        ["ends in it", { start: "06:00", end: "08:01" }],
        ["is inside", { start: "09:00", end: "10:00" }],
        ["is around it", { start: "07:00", end: "24:00" }],
    ])("finds hours: %s", (_, changes) => {
        expect(clashOf(hours(changes), sessions)?.id).toBe(1);
    });
    it.each([
        ["touch after", { start: "12:00", end: "13:00" }],
        ["touch before", { start: "07:00", end: "08:00" }],
        ["are another doctor's", { doctor_id: 9 }],
        ["have no doctor yet", { doctor_id: null }],
        ["are on another day", { date: "2026-12-02" }],
        ["are the same", { id: 1 }],
    ])("finds none for hours that %s", (_, changes) => {
        expect(clashOf(hours(changes), sessions)).toBeUndefined();
    });
});

describe("holidayOf", () => {
    const leave = holiday({ id: 2, doctor_id: 7, reason: "Cuti", last_date: "2026-12-31" });
    it("is the clinic's before the doctor's", () => {
        expect(holidayOf(7, "2026-12-25", [leave, holiday()])?.reason).toBe("Natal");
        expect(holidayOf(7, "2026-12-28", [leave, holiday()])?.reason).toBe("Cuti");
    });
    it("has its first and its last day, and closes no other doctor", () => {
        expect(holidayOf(9, "2026-12-23", [leave, holiday()])).toBeUndefined();
        expect(holidayOf(9, "2026-12-24", [leave, holiday()])?.reason).toBe("Natal");
        expect(holidayOf(9, "2026-12-26", [leave, holiday()])?.reason).toBe("Natal");
        expect(holidayOf(9, "2026-12-27", [leave, holiday()])).toBeUndefined();
    });
});

describe("problemOf", () => {
    const plan = { sessions: [session({ seats_taken: 12 })], holidays: [holiday()] };
    it("says what hours clash with", () => {
        expect(problemOf(hours(), plan)).toBe("Bentrok dengan 08:00–12:00");
    });
    it("says why a day is closed", () => {
        expect(problemOf(hours({ date: "2026-12-25" }), plan)).toBe("Libur: Natal");
    });
    it("keeps hours with patients on their day and with their doctor", () => {
        const own = hoursOf(plan.sessions[0]!);
        const sentence = "Sudah ada 12 pasien; hanya jamnya dapat diubah";
        expect(problemOf({ ...own, date: "2026-12-02" }, plan)).toBe(sentence);
        expect(problemOf({ ...own, doctor_id: 9 }, plan)).toBe(sentence);
        expect(problemOf({ ...own, end: "13:00" }, plan)).toBe("");
    });
    it("lets hours end after they begin", () => {
        expect(problemOf(hours({ start: "13:00", end: "13:00" }), plan)).toMatch(/selesai/);
    });
});

describe("seats", () => {
    it("are told with the quota, if there is one", () => {
        expect(seatsText(session({ seats_taken: 12 }))).toBe("12 dari 25");
        expect(seatsText(session({ quota: null, seats_taken: 3 }))).toBe("3 pasien");
        expect(isFull(session({ quota: 3, seats_taken: 3 }))).toBe(true);
        expect(isFull(session({ quota: null, seats_taken: 3 }))).toBe(false);
    });
});
