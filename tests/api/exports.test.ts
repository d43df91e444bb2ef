// The reports as spreadsheets: rows 91 to 103 of the contract, 8.2, RE-6. An export has all rows of
// its report, so it is compared with the report's pages.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, statusId, unauthenticated, wrapped } from "../support/Clinic.ts";
import { limitFileSize } from "../support/Faults.ts";
import { daysFrom, inventVisits, writeHistory } from "../support/History.ts";
import { assertAnswer } from "../support/Json.ts";
import { type ReportName, reportNames } from "../support/Reports.ts";
import { signInAll } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import {
    type Cell,
    exported,
    openInLibreOffice,
    readSheets,
    requestExport,
    type Sheet,
} from "../support/Sheets.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const as = await signInAll(new Api(server.baseUrl));
const api = as.head;
await writeHistory(server.store, inventVisits(400, daysFrom("2021-06-01", 60), 5));

async function pagesOf(name: ReportName, query: string): Promise<Record<string, unknown>[]> {
    const rows = [];
    for (let page = 1; ; ++page) {
        const answer = await api.get(`/api/reports/${name}?${query}&per_page=100&page=${page}`);
        rows.push(...answer.body.data);
        if (page >= answer.body.pagination.last_page) return rows;
    }
}

function cellOf(key: string, value: unknown): Cell {
    return key === "date" ? { date: value as string } : (value as Cell);
}

function only(sheets: Sheet[]): Sheet {
    assert.equal(sheets.length, 1);
    return sheets[0] as Sheet;
}

async function assertExport(name: ReportName, query: string, keys?: string[]): Promise<number> {
    const pages = await pagesOf(name, query);
    const sheet = only(readSheets(await exported(api, name, query)));
    const [heading = [], ...rows] = sheet.rows;
    assert.equal(sheet.title, "Worksheet");
    assert.deepEqual(heading, keys ?? Object.keys(pages[0] as object));
    const cells = pages.map((row) =>
        Object.entries(row).map(([key, value]) => cellOf(key, value)),
    );
    assert.deepEqual(rows, cells);
    const lastColumn = String.fromCharCode(64 + heading.length);
    assert.equal(sheet.filtered, `A1:${lastColumn}${rows.length + 1}`);
    assert.ok(sheet.isHeadingFrozen);
    return rows.length;
}

const queries: Record<ReportName, string[]> = {
    "patient-visits": [
        "",
        "page=2&per_page=1",
        "date_from=2021-06-10&date_to=2021-07-05&poly_id=2&insurance_type=BPJS",
        `status[]=${statusId("DONE")}&status[]=${statusId("NO_SHOW")}`,
    ],
    "no-show-cancelled": ["", "insurance_type=GENERAL&poly_id=1"],
    "bpjs-vs-general": ["", "date_from=2021-07-01"],
    "poly-performance": ["", "poly_id=1"],
    "waiting-time": ["", "percentiles=1&date_to=2021-07-15"],
    "busy-hour": ["", "date_to=2021-06-20"],
    "user-activity": ["", "user_id=15"],
};

// Some activity of users.
for (const status of ["anamnesa", "done", "noshow"] as const)
    await move(as.superadmin, await register(as.reception, { date: "2027-05-03" }), status);

test("AsksForATokenAndForThePermission", async () => {
    const forbidden = { status: "error", message: "This action is unauthorized." };
    for (const name of reportNames) {
        const url = `/api/reports/${name}/export`;
        assertAnswer(await api.as().get(url), 401, unauthenticated);
        assertAnswer(await as.nurse.get(url), 403, forbidden);
    }
});

test("RefusesFiltersInJson", async () => {
    for (const name of reportNames) {
        const answer = await api.get(`/api/reports/${name}/export?date_from=2021-02-30`);
        const date = { date_from: ["The date from field must be a valid date."] };
        assertAnswer(answer, 422, wrapped(date));
        assert.equal(answer.headers["content-type"], "application/json");
    }
});

for (const name of reportNames)
    test(`HasAllRowsOf ${name}`, async () => {
        for (const query of queries[name])
            assert.ok((await assertExport(name, query)) > 0, query);
    });

test("HasAHeadingAloneWhenThereAreNoRows", async () => {
    const keys = ["date", "poly", "total_bpjs", "total_general", "bpjs_percentage"];
    const all = [...keys, "general_percentage"];
    assert.equal(await assertExport("bpjs-vs-general", "date_from=9999-12-31", all), 0);
});

test("AnswersHeadWithItsLength", async () => {
    const { headers, body } = await requestExport(api, "busy-hour", "", "head");
    assert.equal(Number(headers["content-length"]), (await exported(api, "busy-hour")).length);
    assert.equal(body.length, 0);
});

const names = ["=1+1", "081234567890", "+62812", "@SUM(A1)", "-1", "00123", "1e5", "true"]
    .concat("<b>&amp;</b>", "_x0041_", "Siti\u0001Rahma", "日本 é 😀", 'Ibu "Tuti", S.Pd.')
    .concat("2026-01-11", "x".repeat(255));

test("WritesTextsAsTextsAndZerosAsZeros", async () => {
    const date = "2027-06-07";
    for (const [index, patient_name] of names.entries())
        await register(as.reception, {
            date,
            patient_name,
            no_bpjs: `000${index}`,
            whatsapp_number: `0899${100_000 + index}`,
        });
    const query = `date_from=${date}&date_to=${date}`;
    const visits = only(readSheets(await exported(api, "patient-visits", query)));
    assert.deepEqual(
        visits.rows.slice(1).map((row) => row[2]),
        names,
    );
    const days = only(readSheets(await exported(api, "no-show-cancelled", query)));
    assert.deepEqual(days.rows[1], [{ date }, "Poli Umum", names.length, 0, 0, 0]);
    assert.ok(!visits.xml.includes("<f>") && !days.xml.includes("<f>"));
});

test("OpensInLibreOffice", async () => {
    const query = "date_from=2027-06-07&date_to=2027-06-07";
    const shown = await openInLibreOffice(await exported(api, "patient-visits", query));
    assert.deepEqual(Object.keys(shown), ["Worksheet"]);
    const lines = (shown["Worksheet"] as string).split("\n");
    const [first] = await pagesOf("patient-visits", query);
    const { reservation_number, registration_time } = first as any;
    assert.deepEqual(lines.slice(0, 3), [
        "date,reservation_number,patient_name,poly,insurance_type,status,registration_time," +
            "call_time,waiting_time_minutes",
        `2027-06-07,${reservation_number},=1+1,Poli Umum,BPJS,WAITING,${registration_time},,`,
        `2027-06-07,${reservation_number + 1},081234567890,Poli Umum,BPJS,WAITING,` +
            `${registration_time},,`,
    ]);
    const numbers = await openInLibreOffice(await exported(api, "waiting-time"));
    assert.match(numbers["Worksheet"] as string, /^2021-06-\d\d,Poli Umum,\d+\.\d\d,\d+\.\d\d,/m);
});

test("IsRefusedOnADiskThatIsFull", async () => {
    await limitFileSize(server.pid, 0);
    const answer = await api.get("/api/reports/patient-visits/export");
    await limitFileSize(server.pid, "unlimited");
    assertAnswer(answer, 503, { status: "error", message: "Service Unavailable" });
    assert.ok((await exported(api, "patient-visits")).length > 0);
});
