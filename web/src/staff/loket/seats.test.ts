import { describe, expect, it } from "vitest";
import type { Visit } from "@/live/visits";
import { bookingsOf, offersOf, preferredOffer, seatsText, type Schedule } from "./seats";

function schedule(
    id: number,
    values: {
        doctor_id: number;
        start: string;
        end: string;
        quota: number | null;
        poly_id?: number | null;
    },
): Schedule {
    const { doctor_id, start, end, quota, poly_id = 1 } = values;
    return {
        id,
        doctor_id,
        date: "2026-11-30",
        start_time: `${start}:00`,
        end_time: `${end}:00`,
        quota,
        created_at: null,
        updated_at: null,
        deleted_at: null,
        doctor: {
            id: doctor_id,
            name: `Dokter ${doctor_id}`,
            poly_id,
        } as Schedule["doctor"],
        seats_taken: 0,
        holiday: null,
    };
}

const visit = (schedule_id: number | null, status_name: string) =>
    ({ schedule_id, status: { status_name } }) as Visit;

const morning = schedule(1, { doctor_id: 7, start: "08:00", end: "12:00", quota: 2 });
const noon = schedule(2, { doctor_id: 9, start: "12:00", end: "15:00", quota: 25 });
const elsewhere = schedule(3, { doctor_id: 8, start: "08:00", end: "12:00", quota: 5, poly_id: 2 });
const all = [noon, elsewhere, morning];

describe("seats", () => {
    it("are given back by cancelled visits", () => {
        const visits = [
            visit(1, "WAITING"),
            visit(1, "CANCELLED"),
            visit(1, "DONE"),
            visit(null, "WAITING"),
        ];
        expect(bookingsOf(visits)).toEqual(new Map([[1, 2]]));
    });
    it("are those of the doctors of the poly, the first of the day first", () => {
        const offers = offersOf(all, new Map([[1, 3]]), 1, null);
        expect(
            offers.map(({ schedule_id, left, isClosed }) => [schedule_id, left, isClosed]),
        ).toEqual([
            [1, 0, true],
            [2, 25, false],
        ]);
        expect(offers.map(seatsText)).toEqual(["penuh", "sisa 25 dari 25"]);
    });
    it("have no end without a quota", () => {
        const open = schedule(4, { doctor_id: 7, start: "08:00", end: "12:00", quota: null });
        const [offer] = offersOf([open], new Map([[4, 900]]), 1, null);
        expect(offer?.isClosed).toBe(false);
        expect(offer && seatsText(offer)).toBe("tanpa batas");
    });
});

describe("the doctor who is chosen first", () => {
    const free = new Map<number, number>();
    it("is that of the last visit", () => {
        expect(preferredOffer(offersOf(all, free, 1, "09:00"), 9)?.schedule_id).toBe(2);
    });
    it("has a seat and is there", () => {
        expect(preferredOffer(offersOf(all, new Map([[2, 25]]), 1, "09:00"), 9)?.schedule_id).toBe(
            1,
        );
        expect(preferredOffer(offersOf(all, free, 1, "12:00"), 7)?.schedule_id).toBe(2);
    });
    it("is nobody if all are full", () => {
        const full = new Map([
            [1, 2],
            [2, 25],
        ]);
        expect(preferredOffer(offersOf(all, full, 1, "09:00"), 7)).toBeNull();
    });
});

describe("a holiday", () => {
    const away = { ...morning, holiday: "Cuti" };
    it("closes a doctor and says why", () => {
        const [offer] = offersOf([away], new Map(), 1, null);
        expect(offer?.isClosed).toBe(true);
        expect(offer && seatsText(offer)).toBe("libur: Cuti");
    });
    it("is left out where a doctor is proposed", () => {
        const offers = offersOf([away, noon], new Map(), 1, null);
        expect(preferredOffer(offers, away.doctor_id)?.schedule_id).toBe(noon.id);
    });
});
