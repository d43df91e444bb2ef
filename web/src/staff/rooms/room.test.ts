import { describe, expect, it } from "vitest";
import type { Entry } from "./entries";
import { averageStay, lastStep, stationSince, stepsOf } from "./entries";
import { visitWith } from "./fixtures";
import { arrivedAt, isMissing, lateIds, nextCall, roomOf, type View } from "./room";

let seq = 0;
const entry = (reservation_id: number, kind: string, time: string, user_id = 11): Entry => ({
    seq: ++seq,
    kind,
    reservation_id,
    poly_id: 1,
    date: "2026-11-30",
    queue_number: reservation_id,
    user_id,
    before_status_id: 1,
    after_status_id: 2,
    created_at: `2026-11-30T${time}.000000Z`,
});
const at = (time: string) => Date.parse(`2026-11-30T${time}Z`);

const view = (changes: Partial<View> = {}): View => ({
    station: "nurse",
    called: new Set(),
    schedules: null,
    steps: new Map(),
    ...changes,
});
const numbers = (visits: readonly { id: number }[]) => visits.map(({ id }) => id);

describe("the steps of a visit", () => {
    it("are those that were not taken back", () => {
        const steps = stepsOf([
            entry(1, "registered", "00:10:00"),
            entry(1, "anamnesa", "00:20:00"),
            entry(1, "checked_in", "00:21:00"),
            entry(1, "no_show", "00:30:00", 12),
            entry(1, "undone", "00:30:20", 12),
        ]);
        expect(lastStep(steps, 1)).toMatchObject({ kind: "anamnesa", user_id: 11 });
        expect(lastStep(steps, 2)).toBeNull();
    });
    it("begin at a station once, however often the patient is called", () => {
        const steps = stepsOf([
            entry(1, "anamnesa", "00:20:00"),
            entry(1, "anamnesa", "00:22:00"),
            entry(1, "anamnesa", "00:24:00"),
        ]);
        expect(stationSince(steps, 1)).toBe(at("00:20:00"));
        expect(stationSince(steps, 2)).toBeNull();
    });
    it("give no average of too few, and none of patients who did not come", () => {
        const entries = [1, 2, 3].flatMap((id) => [
            entry(id, "with_doctor", "01:00:00"),
            entry(id, "with_doctor", "01:02:00"),
            entry(id, "done", `01:0${4 + id}:00`),
        ]);
        const absent = [entry(4, "with_doctor", "01:00:00"), entry(4, "no_show", "01:30:00")];
        const steps = stepsOf([...entries, ...absent]);
        expect(averageStay(steps, [1, 2, 4], "with_doctor")).toBeNull();
        expect(averageStay(steps, [1, 2, 3, 4], "with_doctor")).toBe(6 * 60_000);
    });
});

describe("a nurse's room", () => {
    const visits = [
        visitWith(1, "ANAMNESA"),
        visitWith(2, "ANAMNESA"),
        visitWith(3, "WAITING"),
        visitWith(4, "NO_SHOW"),
        visitWith(5, "WAITING"),
        visitWith(6, "CANCELLED"),
        visitWith(7, "WAITING_DOCTOR"),
    ];
    it("has who was called from here inside, and others elsewhere", () => {
        const room = roomOf(visits, view({ called: new Set([2, 7]) }));
        expect(room.inside?.id).toBe(2);
        expect(numbers(room.elsewhere)).toEqual([1]);
        expect(numbers(room.waiting)).toEqual([3, 5]);
        expect(numbers(room.noShows)).toEqual([4]);
    });
    it("has of several the last called inside", () => {
        const steps = stepsOf([entry(2, "anamnesa", "00:20:00"), entry(1, "anamnesa", "00:21:00")]);
        const room = roomOf(visits, view({ called: new Set([1, 2]), steps }));
        expect(room.inside?.id).toBe(1);
        expect(numbers(room.alsoInside)).toEqual([2]);
    });
    it("has nobody inside who was called elsewhere", () => {
        expect(roomOf(visits, view()).inside).toBeNull();
    });
});

describe("a doctor's room", () => {
    const visits = [
        visitWith(1, "WITH_DOCTOR", { schedule_id: 8 }),
        visitWith(2, "WITH_DOCTOR", { schedule_id: 9 }),
        visitWith(3, "WAITING_DOCTOR", { schedule_id: 9 }),
        visitWith(4, "WAITING_DOCTOR", { schedule_id: 8 }),
        visitWith(5, "WAITING_DOCTOR"),
        visitWith(6, "WAITING", { schedule_id: 8 }),
        visitWith(7, "ANAMNESA", { schedule_id: 9 }),
        visitWith(8, "NO_SHOW", { schedule_id: 9 }),
        visitWith(9, "WITH_DOCTOR"),
    ];
    it("has the patients of the doctor's hours, and shows those of no doctor", () => {
        const room = roomOf(visits, view({ station: "doctor", schedules: new Set([8]) }));
        expect(room.inside?.id).toBe(1);
        expect(numbers(room.waiting)).toEqual([4]);
        expect(numbers(room.unassigned)).toEqual([5]);
        expect(numbers(room.toCome)).toEqual([6]);
        expect(numbers(room.noShows)).toEqual([]);
        expect(numbers(room.elsewhere)).toEqual([9]);
    });
    it("has a patient of no doctor inside who was called from here", () => {
        const called = new Set([9]);
        const room = roomOf(visits, view({ station: "doctor", schedules: new Set([7]), called }));
        expect(room.inside?.id).toBe(9);
    });
    it("of a whole poly has everybody", () => {
        const steps = stepsOf([entry(1, "with_doctor", "01:00:00")]);
        const room = roomOf(visits, view({ station: "doctor", steps }));
        expect(room.inside?.id).toBe(1);
        expect(numbers(room.alsoInside)).toEqual([9, 2]);
        expect(numbers(room.waiting)).toEqual([3, 4, 5]);
        expect(room.unassigned).toEqual([]);
    });
});

describe("a patient", () => {
    it("has come when that was written down, or with a registration of the day", () => {
        const zone = "Asia/Jakarta";
        const checked_in_at = "2026-11-30T01:00:00.000000Z";
        expect(arrivedAt(visitWith(1, "WAITING", { checked_in_at }), zone)).toBe(at("01:00:00"));
        expect(arrivedAt(visitWith(1, "WAITING"), zone)).toBe(at("00:10:00"));
        const created_at = "2026-11-28T01:00:00.000000Z";
        expect(arrivedAt(visitWith(1, "WAITING", { created_at }), zone)).toBeNull();
    });
    it("is missing only where the clinic writes down who is there", () => {
        expect(isMissing(visitWith(1, "WAITING"), false)).toBe(false);
        expect(isMissing(visitWith(1, "WAITING"), true)).toBe(true);
        expect(isMissing(visitWith(1, "ANAMNESA"), true)).toBe(false);
    });
    it("is late who came after a higher number was called, or was called before", () => {
        const came = (number: number, time: string) =>
            visitWith(number, "WAITING", { checked_in_at: `2026-11-30T${time}.000000Z` });
        const visits = [
            came(1, "00:19:00"),
            came(2, "00:21:00"),
            visitWith(3, "WAITING"),
            visitWith(4, "ANAMNESA", { calls: 1 }),
            came(5, "00:30:00"),
            visitWith(6, "WAITING", { calls: 2 }),
        ];
        const steps = stepsOf([entry(4, "anamnesa", "00:20:00")]);
        expect([...lateIds(visits, steps)].sort()).toEqual([2, 6]);
    });
    it("is called three times at most", () => {
        expect(nextCall(visitWith(1, "ANAMNESA", { calls: 2 }))).toBe(3);
        expect(nextCall(visitWith(1, "ANAMNESA", { calls: 3 }))).toBeNull();
    });
});
