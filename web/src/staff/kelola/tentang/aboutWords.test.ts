import { expect, test } from "vitest";
import type { About } from "./about";
import { bytesText } from "@/clinic/bytes";
import { isDiskLow, uptimeText } from "./aboutWords";

test("sizes have one digit where it matters", () => {
    expect([0, 999, 1_400, 52_000_000, 1_430_000_000, 2e13].map(bytesText)).toEqual([
        "0 B",
        "999 B",
        "1,4 kB",
        "52 MB",
        "1,4 GB",
        "20 TB",
    ]);
});

test("uptime has its two largest units", () => {
    expect([5, 60, 3_700, 90_061].map(uptimeText)).toEqual([
        "kurang dari satu menit",
        "1 menit",
        "1 jam 1 menit",
        "1 hari 1 jam",
    ]);
});

test("a disk that fills up is told before it is full", () => {
    const disk = (disk_free_bytes: number | null, disk_size_bytes: number | null) =>
        isDiskLow({ disk_free_bytes, disk_size_bytes } as About);
    expect(disk(1e9, 100e9)).toBe(true);
    expect(disk(50e9, 100e9)).toBe(false);
    expect(disk(30e9, 2_000e9)).toBe(false);
    expect(disk(null, null)).toBe(false);
});
