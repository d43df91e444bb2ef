import { expect, test } from "vitest";
import { ageText, progressText, shareOf, whenText } from "./backupWords";

const zone = "Asia/Jakarta";
const begun_at = "2026-11-29T19:00:00.000000Z"; // 02:00 of the 30th in Jakarta

test("a day is named as people name it, in the clinic's zone", () => {
    expect(whenText(begun_at, zone, "2026-11-30")).toBe("hari ini, 02:00");
    expect(whenText(begun_at, zone, "2026-12-01")).toBe("kemarin, 02:00");
    expect(whenText(begun_at, zone, "2026-11-29")).toBe("besok, 02:00");
    expect(whenText(begun_at, zone, "2026-12-09")).toBe("30 Nov 2026, 02:00");
});

test("an age has one unit", () => {
    const at = Date.parse(begun_at);
    const ages = [0, 59, 61, 3_599, 3_600, 47 * 3_600, 48 * 3_600, 800 * 3_600];
    expect(ages.map((age_s) => ageText(begun_at, at + age_s * 1_000))).toEqual([
        "baru saja",
        "baru saja",
        "1 menit lalu",
        "59 menit lalu",
        "1 jam lalu",
        "47 jam lalu",
        "2 hari lalu",
        "33 hari lalu",
    ]);
});

test("a running backup says its step, and how far it is if that is known", () => {
    const running = { kind: "manual", begun_at } as const;
    const written = { ...running, step: "writing", percent: 40 } as const;
    expect(progressText(written)).toBe("Langkah 3 dari 4: menulis arsip, 40%");
    expect(shareOf(written)).toBeCloseTo(0.6);
    const dumped = { ...running, step: "copying", percent: null } as const;
    expect(progressText(dumped)).toBe("Langkah 1 dari 4: menyalin basis data");
    expect(shareOf(dumped)).toBeNull();
});
