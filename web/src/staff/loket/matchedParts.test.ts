import { expect, it } from "vitest";
import { matchedParts } from "./matchedParts";

it("marks the searched letters of a name as they are written", () => {
    expect(matchedParts("José Rahma", "se ra")).toEqual([
        { text: "Jo", isMatch: false },
        { text: "sé Ra", isMatch: true },
        { text: "hma", isMatch: false },
    ]);
    expect(matchedParts("Siti", "0812")).toEqual([{ text: "Siti", isMatch: false }]);
    expect(matchedParts("Siti", "siti")).toEqual([{ text: "Siti", isMatch: true }]);
    expect(matchedParts("Siti", "")).toEqual([{ text: "Siti", isMatch: false }]);
});
