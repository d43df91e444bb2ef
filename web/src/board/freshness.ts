// How old the board's data may be. The server says every 5 s that it is there.
export type Freshness = "fresh" | "late" | "old";

const late_ms = 10_000;
const old_ms = 30_000;

export function freshnessOf(age_ms: number): Freshness {
    if (age_ms < late_ms) return "fresh";
    return age_ms < old_ms ? "late" : "old";
}
