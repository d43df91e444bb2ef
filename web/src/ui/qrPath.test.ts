import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import { qrPath } from "./qrPath";

// Draws the path as a camera sees it: with a quiet zone, eight pixels for each module.
function read({ size, path }: { size: number; path: string }): string | undefined {
    const quiet = 4;
    const scale = 8;
    const side = (size + 2 * quiet) * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
        for (let row = 0; row < scale; ++row)
            for (let column = 0; column < Number(width) * scale; ++column) {
                const top = (Number(y) + quiet) * scale + row;
                const left = (Number(x) + quiet) * scale + column;
                pixels.fill(0, (top * side + left) * 4, (top * side + left) * 4 + 3);
            }
    return jsQR(pixels, side, side)?.data;
}

describe("a QR code", () => {
    it("says what it was made of", () => {
        const url = "https://klinik.example/a/Q2VrIHRhdXRhbiBhbnRyZQ";
        expect(read(qrPath(url))).toBe(url);
    });
    it("is small enough for narrow paper", () => {
        expect(qrPath("https://antrean.klinik-sehat.example/a/Q2VrIHRhdXRhbiBhbnRyZQ").size).toBe(
            33,
        );
    });
});
