import { describe, expect, it } from "vitest";
import { linesOf, quotaOf, repeatBody, summaryOf, weeksOf } from "./weekPlan";

const row = {
    doctor_id: 7,
    date: "2026-12-08",
    start_time: "08:00:00",
    end_time: "12:00:00",
    quota: 25,
};

describe("a plan of weeks", () => {
    it("is sent as the API wants it", () => {
        expect(
            repeatBody({
                doctor_id: 7,
                date: "2026-12-01",
                start: "08:00",
                end: "12:00",
                quota: null,
                weekdays: [2, 4],
                weeks: 4,
            }),
        ).toEqual({
            doctor_ids: [7],
            from_date: "2026-12-01",
            weekdays: [2, 4],
            start_time: "08:00",
            end_time: "12:00",
            quota: null,
            weeks: 4,
        });
    });
    it("says what would happen", () => {
        const schedules = [{ ...row, id: null }];
        const holidays = [{ ...row, reason: "Natal" }];
        const conflicts = [
            { ...row, existing: { ...row, start_time: "07:30:00", end_time: "13:00:00", id: 4 } },
        ];
        expect(summaryOf({ schedules, conflicts: [], holidays: [] })).toBe("1 jadwal akan dibuat.");
        expect(summaryOf({ schedules, conflicts: [], holidays })).toBe(
            "1 jadwal akan dibuat; 1 dilewati karena libur.",
        );
        expect(summaryOf({ schedules, conflicts, holidays })).toBe(
            "1 jadwal bentrok. Tidak ada yang dibuat.",
        );
        expect(linesOf({ schedules, conflicts, holidays }).map(({ reason }) => reason)).toEqual([
            "bentrok dengan 07:30–13:00",
            "libur: Natal",
        ]);
    });
});

describe("what is typed", () => {
    it.each([
        ["1", 1],
        ["52", 52],
        ["0", null],
        ["53", null],
        ["1.5", null],
        ["", null],
    ])("%s is so many weeks", (text, weeks) => expect(weeksOf(text)).toBe(weeks));
    it.each([
        ["", null],
        ["0", 0],
        ["25", 25],
        ["-1", undefined],
        ["banyak", undefined],
    ])("%s is a quota", (text, quota) => expect(quotaOf(text)).toBe(quota));
});
