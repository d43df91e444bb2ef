import { describe, expect, it } from "vitest";
import type { Visit } from "@/live/visits";
import { everything, filterOf, linesOf, matchesFilter, queryOf, usual } from "./dayFilter";

let id = 0;
function visit(values: {
    poly_id?: number;
    status?: string;
    priority?: string;
    here?: boolean;
    name?: string;
}): Visit {
    ++id;
    const {
        poly_id = 1,
        status = "WAITING",
        priority = null,
        here = false,
        name = "Siti Rahma",
    } = values;
    return {
        id,
        poly_id,
        priority,
        checked_in_at: here ? "2026-11-30T01:00:00.000000Z" : null,
        status: { status_name: status },
        patient: { patient_name: name, whatsapp_number: "081234567890", no_bpjs: null },
        poly: { name: `Poli ${poly_id}`, room: null },
        queue: { queue_number: 12, display_number: "A-012" },
    } as unknown as Visit;
}

describe("the filter of the day", () => {
    it("is in the URL and comes back from there", () => {
        const filter = { poly_id: 2, status: "DONE", isPriority: true, isMissing: true } as const;
        expect(filterOf(queryOf(filter))).toEqual(filter);
        expect(filterOf(queryOf(everything))).toEqual(everything);
        expect(queryOf(usual)).toEqual({});
        expect(filterOf({ poly: "x", status: "EVIL", prioritas: ["1"], belum: "yes" })).toEqual(
            usual,
        );
    });
    it("finds by status, priority and arrival", () => {
        const old = visit({ priority: "lansia" });
        const here = visit({ here: true });
        const done = visit({ status: "DONE" });
        const found = (filter: Partial<typeof everything>) =>
            [old, here, done].filter((each) => matchesFilter(each, { ...everything, ...filter }));
        expect(found({ isMissing: true })).toEqual([old]);
        expect(found({ isPriority: true })).toEqual([old]);
        expect(found({ status: "DONE" })).toEqual([done]);
        expect(found({ status: "OPEN" })).toEqual([old, here]);
        expect(found({ poly_id: 2 })).toEqual([]);
    });
    it("finds by name without accents, by number, by telephone", () => {
        const row = visit({ name: "José Rahma" });
        for (const text of ["jose", "RAHMA", "a-012", "12", "0812345"])
            expect(matchesFilter(row, everything, text)).toBe(true);
        expect(matchesFilter(row, everything, "budi")).toBe(false);
        const over = visit({ name: "José Rahma", status: "DONE" });
        expect(matchesFilter(over, usual)).toBe(false);
        expect(matchesFilter(over, usual, "jose")).toBe(true);
        expect(matchesFilter(over, { ...everything, status: "WAITING" }, "jose")).toBe(false);
    });
});

describe("the lines of the day", () => {
    it("begin each poly with its counts, also of rows that are not shown", () => {
        const all = [visit({}), visit({ here: true }), visit({ poly_id: 2, status: "DONE" })];
        const lines = linesOf([all[1], all[2]] as Visit[], all);
        expect(lines.map(({ key }) => key)).toEqual([
            "poly-1",
            `visit-${all[1]?.id}`,
            "poly-2",
            `visit-${all[2]?.id}`,
        ]);
        expect(lines[0]).toMatchObject({ name: "Poli 1", waiting: 2, missing: 1 });
        expect(lines[2]).toMatchObject({ waiting: 0, missing: 0 });
    });
});
