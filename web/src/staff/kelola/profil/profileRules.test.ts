import { expect, test } from "vitest";
import { logoBytesMax, logoProblem, profileOf } from "./profileRules";

test("a file that cannot be a logo is refused before it is sent", () => {
    expect(logoProblem({ type: "image/png", size: 10 })).toBe("");
    expect(logoProblem({ type: "image/jpeg", size: logoBytesMax })).toBe("");
    expect(logoProblem({ type: "image/svg+xml", size: 10 })).toMatch(/PNG atau JPEG/);
    expect(logoProblem({ type: "image/png", size: logoBytesMax + 1 })).toMatch(/512 KB/);
});

test("what is not set is empty", () => {
    expect(profileOf(undefined)).toEqual({
        name: "",
        address: "",
        phone: "",
        running_text: "",
        voice_style: "digits",
    });
});
