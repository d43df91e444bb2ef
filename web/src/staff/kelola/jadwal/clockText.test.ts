import { describe, expect, it } from "vitest";
import { isTime, timeOf } from "./clockText";

describe("timeOf", () => {
    it.each([
        ["8", "08:00"],
        ["08", "08:00"],
        ["8.30", "08:30"],
        ["8:3", "08:30"],
        ["0830", "08:30"],
        ["830", "08:30"],
        [" 13:45 ", "13:45"],
        ["siang", "siang"],
        ["", ""],
    ])("reads %s as %s", (text, time) => expect(timeOf(text)).toBe(time));
});

describe("isTime", () => {
    it.each(["00:00", "08:30", "23:59"])("accepts %s", (text) => expect(isTime(text)).toBe(true));
    it.each(["24:00", "83:00", "8:00", "08:60", ""])("refuses %s", (text) =>
        expect(isTime(text)).toBe(false),
    );
});
