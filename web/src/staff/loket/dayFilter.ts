// Which visits of the day the list shows, and in which lines.
import { folded } from "@/clinic/folded";
import { numberText } from "@/clinic/numbers";
import { asStatusName, statuses, type StatusName } from "@/clinic/statuses";
import type { Visit } from "@/live/visits";

export interface DayFilter {
    poly_id: number | null;
    // "OPEN": visits that are not over. Null: all of them.
    status: StatusName | "OPEN" | null;
    isPriority: boolean;
    // Only patients who wait and have not come yet.
    isMissing: boolean;
}

export const everything: DayFilter = {
    poly_id: null,
    status: null,
    isPriority: false,
    isMissing: false,
};

// What the desk works on. It is the filter of an address that names none.
export const usual: DayFilter = { ...everything, status: "OPEN" };

const allStatuses = "SEMUA";

type Query = Readonly<Record<string, unknown>>;

function statusOf(text: string): DayFilter["status"] {
    return text === allStatuses ? null : (asStatusName(text) ?? usual.status);
}

export function filterOf(query: Query): DayFilter {
    const poly_id = Number(query["poly"]);
    return {
        poly_id: Number.isSafeInteger(poly_id) && poly_id > 0 ? poly_id : null,
        status: statusOf(String(query["status"] ?? "")),
        isPriority: query["prioritas"] === "1",
        isMissing: query["belum"] === "1",
    };
}

export function queryOf(filter: DayFilter): Record<string, string> {
    return {
        ...(filter.poly_id !== null && { poly: String(filter.poly_id) }),
        ...(filter.status !== usual.status && { status: filter.status ?? allStatuses }),
        ...(filter.isPriority && { prioritas: "1" }),
        ...(filter.isMissing && { belum: "1" }),
    };
}

export function isMissing(visit: Visit): boolean {
    return visit.checked_in_at === null && visit.status?.status_name === "WAITING";
}

// Made once for each row: rows are replaced when they change.
const texts = new WeakMap<Visit, string>();

function textOf(visit: Visit): string {
    let text = texts.get(visit);
    if (text === undefined) {
        const { patient, queue } = visit;
        text = [
            folded(patient?.patient_name ?? ""),
            patient?.whatsapp_number ?? "",
            patient?.no_bpjs ?? "",
            numberText(queue).toLowerCase(),
            String(queue.queue_number),
        ].join("\n");
        texts.set(visit, text);
    }
    return text;
}

const ended = new Set(statuses.filter(({ isOpen }) => !isOpen).map(({ name }) => name as string));

function hasStatus(visit: Visit, wanted: DayFilter["status"]): boolean {
    const name = visit.status?.status_name ?? "";
    return wanted === null || (wanted === "OPEN" ? !ended.has(name) : name === wanted);
}

// A text is searched in visits that are over, too.
export function matchesFilter(visit: Visit, filter: DayFilter, text = ""): boolean {
    const status = text !== "" && filter.status === usual.status ? null : filter.status;
    return (
        (filter.poly_id === null || visit.poly_id === filter.poly_id) &&
        hasStatus(visit, status) &&
        (!filter.isPriority || visit.priority !== null) &&
        (!filter.isMissing || isMissing(visit)) &&
        (text === "" || textOf(visit).includes(folded(text)))
    );
}

export interface PolyLine {
    readonly kind: "poly";
    readonly key: string;
    readonly name: string;
    readonly room: string | null;
    readonly waiting: number;
    readonly missing: number;
}

export interface VisitLine {
    readonly kind: "visit";
    readonly key: string;
    readonly visit: Visit;
}

export type Line = PolyLine | VisitLine;

// `shown` in the order of useVisits: by poly, then by number. Each poly has a line of its own with
// the counts of `all`.
export function linesOf(shown: readonly Visit[], all: readonly Visit[]): Line[] {
    const counts = new Map<number, { waiting: number; missing: number }>();
    for (const visit of all) {
        const count = counts.get(visit.poly_id) ?? { waiting: 0, missing: 0 };
        if (visit.status?.status_name === "WAITING") ++count.waiting;
        if (isMissing(visit)) ++count.missing;
        counts.set(visit.poly_id, count);
    }
    const lines: Line[] = [];
    let poly_id: number | undefined;
    for (const visit of shown) {
        if (visit.poly_id !== poly_id) {
            poly_id = visit.poly_id;
            lines.push({
                kind: "poly",
                key: `poly-${poly_id}`,
                name: visit.poly?.name ?? "Poli yang sudah dihapus",
                room: visit.poly?.room ?? null,
                ...(counts.get(poly_id) ?? { waiting: 0, missing: 0 }),
            });
        }
        lines.push({ kind: "visit", key: `visit-${visit.id}`, visit });
    }
    return lines;
}
