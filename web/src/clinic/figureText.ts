// Figures as people read them.
const whole = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 0 });

// "1.234"
export function countText(count: number): string {
    return whole.format(count);
}

// Whole minutes, as waits are kept: "34 menit", "1 jam 5 menit". Null: nobody was called.
export function minutesText(minutes: number | null): string {
    if (minutes === null) return "–";
    const floor = Math.floor(minutes);
    if (floor < 60) return `${floor} menit`;
    const rest = floor % 60;
    return `${Math.floor(floor / 60)} jam` + (rest > 0 ? ` ${rest} menit` : "");
}

// For columns of numbers: "34", "65".
export function minutesCell(minutes: number | null): string {
    return minutes === null ? "–" : whole.format(Math.floor(minutes));
}

// "92%". Never rounded up to all: 99.6 percent are not everybody.
export function percentText(percent: number | null): string {
    if (percent === null) return "–";
    return `${percent >= 99 ? Math.floor(percent) : Math.round(percent)}%`;
}

export function percentOf(part: number, whole: number): number | null {
    return whole === 0 ? null : (part / whole) * 100;
}

// Compared in words: "12% di atas biasanya". A small difference is called the same.
export function againstUsual(value: number, usual: number): string {
    if (usual < 0.5) return value === 0 ? "sama seperti biasanya" : "biasanya tidak ada";
    const change = Math.round((value / usual - 1) * 100);
    if (Math.abs(change) <= 5) return "sama seperti biasanya";
    return change > 0 ? `${change}% di atas biasanya` : `${-change}% di bawah biasanya`;
}
