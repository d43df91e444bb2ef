// What a report shows, as the URL has it and as the API takes it.
import { daysOf, periodOf, queryOfPeriod, weekdayWords, type Period } from "@/clinic/periods";
import type { PeriodName } from "@/clinic/periods";
import { asStatusName, type StatusName } from "@/clinic/statuses";
import type { Report } from "./reports";

export const usualPeriod: PeriodName = "30-hari";

// By the key of a column.
export interface Sort {
    readonly key: string;
    readonly isDescending: boolean;
}

export const usualSort: Sort = { key: "date", isDescending: true };

// More rows are listed by date only.
export const sortedRowsMax = 20_000;

export interface ReportFilter {
    readonly period: Period;
    readonly poly_id: number | null;
    readonly insurance: "BPJS" | "GENERAL" | null;
    readonly status: readonly StatusName[];
    readonly user_id: number | null;
    readonly weekday: number | null;
    // The figures have these without insurance and status, so they exclude each other.
    readonly hour: number | null;
    readonly isPresent: boolean;
    readonly wait_from: number | null;
    readonly wait_to: number | null;
    readonly sort: Sort;
    readonly page: number;
}

type Query = Readonly<Record<string, unknown>>;

function numberIn(query: Query, name: string, least: number, most: number): number | null {
    const text = query[name];
    const number = Number(text);
    const isOne = typeof text === "string" && /^\d+$/.test(text);
    return isOne && number >= least && number <= most ? number : null;
}

export function filterOf(query: Query, report: Report): ReportFilter {
    const has = (name: Report["filters"][number]) => report.filters.includes(name);
    const insurance = query["penjamin"];
    const filter: ReportFilter = {
        period: periodOf(query, usualPeriod),
        poly_id: has("poly") ? numberIn(query, "poli", 1, 1e9) : null,
        insurance:
            has("insurance") && (insurance === "BPJS" || insurance === "GENERAL")
                ? insurance
                : null,
        status: has("status") ? statusesIn(query["status"]) : [],
        user_id: has("user") ? numberIn(query, "pengguna", 1, 1e9) : null,
        weekday: null,
        ...unrefined,
        sort: sortIn(query["urut"], report),
        page: numberIn(query, "hal", 1, 1e9) ?? 1,
    };
    if (!has("refined")) return filter;
    const weekday = numberIn(query, "hari", 1, 7);
    if (filter.insurance !== null || filter.status.length > 0) return { ...filter, weekday };
    return { ...filter, weekday, ...refinementIn(query) };
}

const unrefined = { hour: null, isPresent: false, wait_from: null, wait_to: null } as const;

function refinementIn(query: Query) {
    const hour = numberIn(query, "jam", 0, 23);
    if (hour !== null) return { ...unrefined, hour };
    if (query["hadir"] === "1") return { ...unrefined, isPresent: true };
    return {
        ...unrefined,
        wait_from: numberIn(query, "tunggu-dari", 0, 1439),
        wait_to: numberIn(query, "tunggu-sampai", 0, 1439),
    };
}

function statusesIn(text: unknown): StatusName[] {
    return String(text ?? "")
        .split(",")
        .map((name) => asStatusName(name))
        .filter((name) => name !== null);
}

// "KEY" or "-KEY", downwards.
function sortIn(text: unknown, report: Report): Sort {
    const [, down, key] = /^(-?)(.+)$/.exec(String(text ?? "")) ?? [];
    const column = report.columns.find((each) => each.key === key);
    return column === undefined ? usualSort : { key: column.key, isDescending: down === "-" };
}

export function sortText({ key, isDescending }: Sort): string {
    return (isDescending ? "-" : "") + key;
}

// The order after a press on the head of a column: the largest, the newest or the first name on
// top, then the other way round.
export function turned(sort: Sort, key: string, isNumber: boolean): Sort {
    if (sort.key === key) return { key, isDescending: !sort.isDescending };
    return { key, isDescending: isNumber || key === usualSort.key };
}

export function queryOf(filter: ReportFilter): Record<string, string> {
    const { poly_id, insurance, status, user_id, weekday, hour, wait_from, wait_to } = filter;
    const values: Record<string, string | number | null> = {
        poli: poly_id,
        penjamin: insurance,
        status: status.length > 0 ? status.join(",") : null,
        pengguna: user_id,
        hari: weekday,
        jam: hour,
        hadir: filter.isPresent ? 1 : null,
        "tunggu-dari": wait_from,
        "tunggu-sampai": wait_to,
        urut: sortText(filter.sort) === sortText(usualSort) ? null : sortText(filter.sort),
        hal: filter.page > 1 ? filter.page : null,
    };
    const query = queryOfPeriod(filter.period, usualPeriod);
    for (const [name, value] of Object.entries(values))
        if (value !== null) query[name] = String(value);
    return query;
}

// Whether the rows are fewer than all visits of the poly in the period.
export function isNarrowed(filter: ReportFilter): boolean {
    const { insurance, status, weekday } = filter;
    return (
        insurance !== null || status.length > 0 || weekday !== null || chipsOf(filter).length > 0
    );
}

// A change of what is shown leads to the first page, and drops what does not go with it.
export function changed(filter: ReportFilter, change: Partial<ReportFilter>): ReportFilter {
    const isPlain = change.insurance != null || (change.status?.length ?? 0) > 0;
    return { ...filter, page: 1, ...(isPlain && unrefined), ...change };
}

// The query of the API. `statusId` knows the clinic's own numbers of statuses.
export function apiQuery(
    filter: ReportFilter,
    report: Report,
    today: string,
    statusId: (name: StatusName) => number | undefined,
): Record<string, string | number> {
    const { date_from, date_to } = daysOf(filter.period, today);
    const values: Record<string, string | number | null> = {
        date_from,
        date_to,
        poly_id: filter.poly_id,
        insurance_type: filter.insurance,
        // A status that the clinic does not have has no visits.
        status:
            filter.status.length > 0
                ? filter.status.map((name) => statusId(name) ?? 0).join(",")
                : null,
        user_id: filter.user_id,
        weekday: filter.weekday,
        hour: filter.hour,
        present: filter.isPresent ? 1 : null,
        wait_from: filter.wait_from,
        wait_to: filter.wait_to,
    };
    const query: Record<string, string | number> = { ...report.always };
    for (const [name, value] of Object.entries(values)) if (value !== null) query[name] = value;
    return query;
}

// What the filter has beside its lists, in words; each can be taken away.
export interface Chip {
    readonly word: string;
    readonly without: Partial<ReportFilter>;
}

export function chipsOf(filter: ReportFilter): Chip[] {
    const chips: Chip[] = [];
    if (filter.weekday !== null)
        chips.push({
            word: `Hari ${weekdayWords[filter.weekday - 1] ?? ""}`,
            without: { weekday: null },
        });
    if (filter.hour !== null)
        chips.push({
            word: `Daftar pukul ${String(filter.hour).padStart(2, "0")}`,
            without: { hour: null },
        });
    if (filter.isPresent) chips.push({ word: "Hadir", without: { isPresent: false } });
    const wait = waitWord(filter.wait_from, filter.wait_to);
    if (wait !== null) chips.push({ word: wait, without: { wait_from: null, wait_to: null } });
    return chips;
}

function waitWord(from: number | null, to: number | null): string | null {
    if (to !== null && (from ?? 0) === 0) return `Tunggu di bawah ${to + 1} menit`;
    if (to !== null) return `Tunggu ${from} sampai ${to} menit`;
    if (from === 0) return "Sudah dipanggil dokter";
    return from === null ? null : `Tunggu ${from} menit atau lebih`;
}
