// The audit as the API has it: entries of settings, or changes of visits, newest first.
import { api, read } from "@/api/client";
import { at } from "@/basePath";
import type { components } from "@generated/schema";

export type Entry = components["schemas"]["AuditEntry"];
export type Source = "settings" | "visits";

export interface Wanted {
    readonly source: Source;
    readonly search: string;
    readonly user_id: string;
    readonly kind: string;
    readonly date_from: string;
    readonly date_to: string;
}

// Parameters of the URL; an empty one is left out.
function queryOf(wanted: Wanted) {
    const { source, search, user_id, kind, date_from, date_to } = wanted;
    return {
        source,
        ...(search && { search }),
        ...(user_id && { user_id: Number(user_id) }),
        ...(kind && (source === "visits" ? { action: kind } : { kind })),
        ...(date_from && { date_from }),
        ...(date_to && { date_to }),
    };
}

export interface AuditPage {
    readonly data: readonly Entry[];
    readonly next_cursor: string | null;
    readonly searched_to: string | null;
}

export async function readAudit(wanted: Wanted, cursor: string): Promise<AuditPage> {
    const query = { ...queryOf(wanted), per_page: 50, ...(cursor && { cursor }) };
    return read(api.GET("/api/audit", { params: { query } }));
}

// The same as a spreadsheet, all of it.
export function exportLink(wanted: Wanted): string {
    const query = new URLSearchParams(
        Object.entries(queryOf(wanted)).map(([name, value]) => [name, String(value)]),
    );
    return at(`/api/audit/export?${query}`);
}
