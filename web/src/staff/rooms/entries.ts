// The ledger's entries of a poly's day: who called whom and when, which the visits do not say.
import type { components } from "@generated/schema";

export type Entry = components["schemas"]["Event"];

export interface Step {
    readonly seq: number;
    readonly kind: string;
    readonly user_id: number | null;
    // Milliseconds since 1970.
    readonly at: number;
}

// The moves of each visit that have not been taken back, the latest last.
export type Steps = ReadonlyMap<number, readonly Step[]>;

const moves = new Set([
    "registered",
    "anamnesa",
    "waiting_doctor",
    "with_doctor",
    "done",
    "no_show",
    "cancelled",
]);

export function stepsOf(entries: readonly Entry[]): Steps {
    const steps = new Map<number, Step[]>();
    for (const { seq, kind, reservation_id, user_id, created_at } of entries) {
        const ofVisit = steps.get(reservation_id) ?? [];
        if (kind === "undone") ofVisit.pop();
        else if (moves.has(kind)) ofVisit.push({ seq, kind, user_id, at: Date.parse(created_at) });
        steps.set(reservation_id, ofVisit);
    }
    return steps;
}

export function lastStep(steps: Steps, id: number): Step | null {
    return steps.get(id)?.at(-1) ?? null;
}

// Since when the visit is at its station: a second call there does not begin anew.
export function stationSince(steps: Steps, id: number): number | null {
    const ofVisit = steps.get(id) ?? [];
    const last = ofVisit.at(-1);
    if (last === undefined) return null;
    let since = last.at;
    for (let at = ofVisit.length - 2; at >= 0 && ofVisit[at]?.kind === last.kind; --at)
        since = ofVisit[at]?.at ?? since;
    return since;
}

// How long the latest of the visits stayed at a station, in milliseconds. Null below `least`
// visits: an average of one visit misleads.
export function averageStay(
    steps: Steps,
    ids: Iterable<number>,
    station: string,
    latest = 10,
    least = 3,
): number | null {
    const stays: { end: number; stay_ms: number }[] = [];
    for (const id of ids) {
        const ofVisit = steps.get(id) ?? [];
        const from = ofVisit.findIndex(({ kind }) => kind === station);
        const end = from < 0 ? undefined : ofVisit.slice(from).find(({ kind }) => kind !== station);
        const begin = ofVisit[from];
        if (begin !== undefined && end !== undefined && end.kind !== "no_show")
            stays.push({ end: end.at, stay_ms: end.at - begin.at });
    }
    if (stays.length < least) return null;
    const recent = stays.sort((a, b) => b.end - a.end).slice(0, latest);
    return recent.reduce((sum, { stay_ms }) => sum + stay_ms, 0) / recent.length;
}
