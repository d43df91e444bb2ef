import { describe, expect, it } from "vitest";
import { visitsBehind } from "../figures/visitsBehind";
import { apiQuery, changed, chipsOf, filterOf, queryOf, turned, usualSort } from "./reportFilter";
import { reportOf, type Report } from "./reports";

const visits = reportOf("kunjungan") as Report;
const users = reportOf("kegiatan") as Report;
const day = { date_from: "2026-11-30", date_to: "2026-11-30" };
const ids = { WAITING: 1, WAITING_DOCTOR: 3 } as const;
const statusId = (name: string) => ids[name as keyof typeof ids];
const asked = (query: Record<string, string>) =>
    apiQuery(filterOf(query, visits), visits, "2026-11-30", statusId);

describe("the filter of a report", () => {
    it("is the same in the URL", () => {
        for (const query of [
            {},
            { periode: "7-hari", poli: "2", penjamin: "BPJS", status: "DONE", hal: "3" },
            {
                dari: "2026-01-01",
                sampai: "2026-01-31",
                hari: "1",
                jam: "0",
                urut: "-waiting_time_minutes",
            },
            { hadir: "1" },
            { "tunggu-dari": "0", "tunggu-sampai": "59" },
        ])
            expect(queryOf(filterOf(query, visits))).toEqual(query);
    });

    it("ignores what makes no sense", () => {
        const query = {
            poli: "x",
            penjamin: "A",
            status: "LUNAS",
            hari: "8",
            jam: "-1",
            hal: "0",
            urut: "usia",
        };
        expect(queryOf(filterOf(query, visits))).toEqual({});
        expect(queryOf(filterOf({ poli: "2", jam: "8", pengguna: "7" }, users))).toEqual({
            pengguna: "7",
        });
    });

    it("has one figure, and then no status and no insurance", () => {
        expect(queryOf(filterOf({ jam: "8", hadir: "1" }, visits))).toEqual({ jam: "8" });
        expect(queryOf(filterOf({ jam: "8", status: "DONE" }, visits))).toEqual({
            status: "DONE",
        });
        const filter = filterOf({ jam: "8", hal: "2" }, visits);
        expect(queryOf(changed(filter, { insurance: "BPJS" }))).toEqual({ penjamin: "BPJS" });
        expect(queryOf(changed(filter, { poly_id: 2 }))).toEqual({ jam: "8", poli: "2" });
    });

    it("asks the API for the visits behind a figure", () => {
        const of = (behind: object) => asked(visitsBehind({ days: day, ...behind }).query);
        expect(of({})).toEqual(day);
        expect(of({ poly_id: 2, isPresent: true })).toEqual({ ...day, poly_id: 2, present: 1 });
        expect(of({ status: ["WAITING_DOCTOR", "WAITING"] })).toEqual({ ...day, status: "1,3" });
        expect(of({ wait_to: 59 })).toEqual({ ...day, wait_to: 59 });
        expect(of({ wait_from: 0 })).toEqual({ ...day, wait_from: 0 });
        expect(of({ weekday: 1, hour: 8 })).toEqual({ ...day, weekday: 1, hour: 8 });
        expect(of({ insurance: "GENERAL" })).toEqual({ ...day, insurance_type: "GENERAL" });
    });

    it("turns the order of a column round", () => {
        const byName = turned(usualSort, "patient_name", false);
        expect(byName).toEqual({ key: "patient_name", isDescending: false });
        expect(turned(byName, "patient_name", false).isDescending).toBe(true);
        const byWait = turned(byName, "waiting_time_minutes", true);
        expect(byWait).toEqual({ key: "waiting_time_minutes", isDescending: true });
        expect(turned(byWait, "date", false)).toEqual(usualSort);
        // Another report does not have the column.
        expect(filterOf({ urut: "patient_name" }, users).sort).toEqual(usualSort);
    });

    it("says in words what its lists do not show", () => {
        const words = (query: Record<string, string>) =>
            chipsOf(filterOf(query, visits)).map(({ word }) => word);
        expect(words({ hari: "1", jam: "8" })).toEqual(["Hari Senin", "Daftar pukul 08"]);
        expect(words({ "tunggu-sampai": "59" })).toEqual(["Tunggu di bawah 60 menit"]);
        expect(words({ "tunggu-dari": "0" })).toEqual(["Sudah dipanggil dokter"]);
        expect(words({ "tunggu-dari": "60" })).toEqual(["Tunggu 60 menit atau lebih"]);
        expect(words({ hadir: "1" })).toEqual(["Hadir"]);
    });
});
