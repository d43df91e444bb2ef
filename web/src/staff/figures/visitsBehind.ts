// The list of the visits that a figure counts: the report of visits with the same filter.
import type { Days } from "@/clinic/periods";
import { statuses, type StatusName } from "@/clinic/statuses";

export interface Behind {
    readonly days: Days;
    readonly poly_id?: number | null;
    readonly status?: readonly StatusName[];
    readonly insurance?: "BPJS" | "GENERAL";
    readonly isPresent?: boolean;
    // Whole minutes of wait, both included.
    readonly wait_from?: number;
    readonly wait_to?: number;
    readonly weekday?: number;
    readonly hour?: number;
}

export const visitsPath = "/laporan/kunjungan";

export function visitsBehind(of: Behind) {
    const query: Record<string, string> = {
        dari: of.days.date_from,
        sampai: of.days.date_to,
    };
    const add = (name: string, value: string | number | null | undefined) => {
        if (value !== undefined && value !== null) query[name] = String(value);
    };
    add("poli", of.poly_id);
    if (of.status) add("status", inOrder(of.status).join(","));
    add("penjamin", of.insurance);
    if (of.isPresent) add("hadir", "1");
    add("tunggu-dari", of.wait_from);
    add("tunggu-sampai", of.wait_to);
    add("hari", of.weekday);
    add("jam", of.hour);
    return { path: visitsPath, query };
}

function inOrder(names: readonly StatusName[]): StatusName[] {
    return statuses.filter(({ name }) => names.includes(name)).map(({ name }) => name);
}
