import { describe, expect, it } from "vitest";
import { faultOf, inGroups } from "./numbers";

describe("a number that a patient typed", () => {
    it("is shown in groups", () => {
        expect(inGroups("0812345678901")).toBe("0812 3456 7890 1");
        expect(inGroups("0812")).toBe("0812");
        expect(inGroups("")).toBe("");
    });
    it("must be complete", () => {
        expect(faultOf("bpjs", "000123")).toContain("Yang terisi 6");
        expect(faultOf("bpjs", "0001234567890")).toBeNull();
        expect(faultOf("whatsapp", "0812345")).toContain("belum lengkap");
        expect(faultOf("whatsapp", "0812345678")).toBeNull();
        expect(faultOf("whatsapp", "628123456789")).toBeNull();
        expect(faultOf("whatsapp", "7123456789")).toContain("08");
    });
});
