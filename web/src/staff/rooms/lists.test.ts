import { describe, expect, it } from "vitest";
import { doctorFor, doctorsOf } from "./doctors";
import { visitWith } from "./fixtures";
import { groupsOf, matches } from "./groups";
import { roomOf } from "./room";
import { steadyOrder } from "./steady";

describe("a list that is pointed at", () => {
    it("keeps its rows in their place", () => {
        expect(steadyOrder([1, 2, 3], [2, 3, 4], true)).toEqual([1, 2, 3, 4]);
        expect(steadyOrder([1, 2, 3], [2, 3, 4], false)).toEqual([2, 3, 4]);
    });
});

describe("a search", () => {
    const visit = visitWith(12, "WAITING");
    it("finds by number and by name", () => {
        for (const text of ["12", "012", "a-012", "pasien 1", " PASIEN "])
            expect(matches(visit, text), text).toBe(true);
        for (const text of ["13", "b-012", "budi"]) expect(matches(visit, text), text).toBe(false);
    });
});

describe("the groups of a room", () => {
    it("are shown when they have somebody, or belong to the work", () => {
        const view = { station: "nurse", called: new Set<number>(), schedules: null } as const;
        const names = (...visits: Parameters<typeof roomOf>[0][number][]) =>
            groupsOf("nurse", roomOf(visits, { ...view, steps: new Map() })).map(
                ({ name }) => name,
            );
        expect(names()).toEqual(["menunggu", "tidak-hadir"]);
        expect(names(visitWith(1, "ANAMNESA"))).toEqual(["menunggu", "lain", "tidak-hadir"]);
    });
});

describe("the doctor of a room", () => {
    const session = (doctor_id: number, start: string, poly_id = 1) => ({
        doctor_id,
        start_time: `${start}:00`,
        end_time: "14:00:00",
        doctor: { name: `Dokter ${doctor_id}`, poly_id },
    });
    const two = doctorsOf([session(9, "10:00"), session(7, "08:00"), session(8, "08:00", 2)], 1);
    it("is one of those who work in the poly today", () => {
        expect(two).toEqual([
            { id: 7, name: "Dokter 7", hours: "08:00 sampai 14:00" },
            { id: 9, name: "Dokter 9", hours: "10:00 sampai 14:00" },
        ]);
    });
    it("is asked for only where several work and the user is none of them", () => {
        expect(doctorFor(7, two, undefined)).toBe(7);
        expect(doctorFor(13, two, undefined)).toBeUndefined();
        expect(doctorFor(13, two, 9)).toBe(9);
        expect(doctorFor(13, two, 8)).toBeUndefined();
        expect(doctorFor(13, two.slice(0, 1), undefined)).toBe("everyone");
        expect(doctorFor(7, [], undefined)).toBe("everyone");
    });
});
