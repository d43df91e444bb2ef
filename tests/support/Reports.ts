// Compares the pages of a report as a whole with rows that a test has computed.
import assert from "node:assert/strict";
import { type Api } from "./Api.ts";
import { assertAnswer } from "./Json.ts";

const messages = {
    "patient-visits": "Patient visit report retrieved successfully",
    "no-show-cancelled": "No-show and cancelled report retrieved successfully",
    "bpjs-vs-general": "BPJS vs General report retrieved successfully",
    "poly-performance": "Poly performance report retrieved successfully",
    "waiting-time": "Waiting time report retrieved successfully",
    "busy-hour": "Busy hour report retrieved successfully",
    "user-activity": "User activity report retrieved successfully",
};
export type ReportName = keyof typeof messages;
export const reportNames = Object.keys(messages) as ReportName[];

export async function assertPage(
    api: Api,
    report: ReportName,
    query: string,
    rows: unknown[],
    [current_page, per_page]: [page: number, size: number],
): Promise<void> {
    const url = `/api/reports/${report}?${query}&page=${current_page}&per_page=${per_page}`;
    const first = (current_page - 1) * per_page;
    assertAnswer(await api.get(url), 200, {
        status: "success",
        message: messages[report],
        data: rows.slice(first, first + per_page),
        pagination: {
            current_page,
            per_page,
            total: rows.length,
            last_page: Math.max(Math.ceil(rows.length / per_page), 1),
        },
    });
}

// The first page, a middle one, the last one and the one after it, in three sizes.
export async function assertReport(
    api: Api,
    report: ReportName,
    query: string,
    rows: unknown[],
): Promise<void> {
    for (const size of [1, 7, 100]) {
        const last = Math.max(Math.ceil(rows.length / size), 1);
        const pages = new Set([1, Math.ceil(last / 2), last, last + 1]);
        for (const page of pages) await assertPage(api, report, query, rows, [page, size]);
    }
    assert.ok(messages[report]);
}
