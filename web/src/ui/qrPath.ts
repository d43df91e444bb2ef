// A QR code as the path of an SVG element: the Content-Security-Policy allows no data: URLs.
import { create } from "qrcode/lib/core/qrcode.js";

export interface QrPath {
    // Modules on each side. One module is one unit of the path.
    readonly size: number;
    readonly path: string;
}

// Dark modules that stand side by side are one bar.
export function qrPath(text: string): QrPath {
    const { modules } = create(text, { errorCorrectionLevel: "M" });
    const { size } = modules;
    let path = "";
    for (let row = 0; row < size; ++row) {
        for (let column = 0; column < size; ++column) {
            const start = column;
            while (column < size && modules.get(row, column)) ++column;
            if (column > start) path += `M${start} ${row}h${column - start}v1h-${column - start}z`;
        }
    }
    return { size, path };
}
