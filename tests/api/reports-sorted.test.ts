// Reports in the order of a column. The rows by date are proven in reports.test.ts.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register, wrapped } from "../support/Clinic.ts";
import { daysFrom, inventVisits, writeHistory } from "../support/History.ts";
import { assertAnswer } from "../support/Json.ts";
import { writeManyVisits } from "../support/ManyVisits.ts";
import { assertPage, type ReportName, reportNames } from "../support/Reports.ts";
import { signInAll } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const api = as.head;
await writeHistory(server.store, inventVisits(250, daysFrom("2021-06-01", 30), 11));
for (const user of [as.reception, as.superadmin, as.reception])
    await register(user, { date: "2031-01-05" });

type Row = Record<string, string | number | null>;

async function allRows(report: ReportName, query: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let page = 1; ; ++page) {
        const url = `/api/reports/${report}?${query}&per_page=100&page=${page}`;
        const { data, pagination } = (await api.get(url)).body;
        rows.push(...data);
        if (page >= pagination.last_page) return rows;
    }
}

// Empty cells last; equal rows in the order of the report.
function sorted(rows: readonly Row[], key: string, order: string): Row[] {
    const keyOf = (row: Row) => {
        const cell = row[key];
        return typeof cell === "string" ? cell.toLowerCase() : Number(cell);
    };
    const compare = (one: Row, other: Row) =>
        keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0;
    const sign = order === "desc" ? -1 : 1;
    return [
        ...rows
            .filter((row) => row[key] !== null)
            .sort((one, other) => sign * compare(one, other)),
        ...rows.filter((row) => row[key] === null),
    ];
}

for (const report of reportNames)
    test(`EveryColumnSorts ${report}`, async () => {
        const query = report === "waiting-time" ? "percentiles=1" : "";
        const rows = await allRows(report, query);
        assert.ok(rows.length > 2);
        for (const key of Object.keys(rows[0] as Row))
            for (const order of ["asc", "desc"]) {
                const asked = `${query}&sort=${key}&order=${order}`;
                const expected = sorted(rows, key, order);
                await assertPage(api, report, asked, expected, [1, 100]);
                await assertPage(api, report, asked, expected, [2, 7]);
                await assertPage(api, report, asked, expected, [rows.length + 1, 1]);
            }
        const [key] = Object.keys(rows[0] as Row) as [string];
        await assertPage(api, report, `${query}&sort=${key}`, sorted(rows, key, "asc"), [1, 5]);
    });

test("AColumnThatTheReportDoesNotShowIsRefused", async () => {
    const invalid = wrapped({ sort: ["The selected sort is invalid."] });
    const url = "/api/reports/waiting-time?sort=p50_waiting_time_minutes";
    assertAnswer(await api.get(url), 422, invalid);
    assertAnswer(await api.get("/api/reports/busy-hour?sort=patient_name"), 422, invalid);
});

test("MoreRowsThanCanBeSortedAreRefused", async () => {
    await writeManyVisits(server.store, 20_001);
    const url = "/api/reports/patient-visits?sort=poly&per_page=1&date_from=2001-01-01";
    const sortedTo = (date_to: string) => api.get(`${url}&date_to=${date_to}`);
    assert.equal((await sortedTo("2001-02-09")).body.pagination.total, 20_000);
    assertAnswer(
        await sortedTo("2001-12-31"),
        422,
        wrapped({ sort: ["No more than 20000 rows can be sorted. Choose fewer days."] }),
    );
});
