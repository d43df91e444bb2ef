// The reservation list: row 37 of the contract, RS-1, RS-13, and the paginator of section 3.
import { test } from "node:test";
import assert from "node:assert/strict";
import type { Answer } from "../support/Api.ts";
import {
    move,
    plan,
    register,
    registerSeveral,
    type Row,
    unauthenticated,
    type Visit,
    wholeRow,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";
import { paginator } from "../support/Pages.ts";

const { api, server } = await startDemo();

const list = "/api/reservation";
const url = `${server.baseUrl}${list}`;

// Thirteen visits with ids 1 to 13. The days are those of the demo's month, so that no number
// repeats.
const named: Row[] = [
    { patient_name: "Ahmad Fauzi", whatsapp_number: "0812-3456-7890", no_bpjs: "0001234567890" },
    { patient_name: "Élodie Ñusta", whatsapp_number: "+62 813 5550001", no_bpjs: "AB-77c" },
    { patient_name: "100% Sehat_Selalu", whatsapp_number: "0899000111", no_bpjs: null },
    { patient_name: "Siti \\ Aminah", whatsapp_number: "0899000222", no_bpjs: null },
];
const visits: Visit[] = [];
for (const changes of named) visits.push(await register(api, { ...changes, date: "2029-01-02" }));
for (let index = 0; index < 9; ++index)
    visits.push(
        await register(api, {
            date: index < 5 ? "2029-01-03" : "2029-01-04",
            poly_id: 1 + (index % 2),
        }),
    );
for (const index of [4, 5]) {
    const visit = visits[index];
    if (visit !== undefined) await move(api, visit, "anamnesa");
}

const rowOf = (index: number) => {
    const visit = visits[index];
    assert.ok(visit !== undefined);
    const isCalled = index === 4 || index === 5;
    return isCalled ? wholeRow(visit, "ANAMNESA", { number_of_calls: 1 }) : wholeRow(visit);
};

function assertPage(answer: Answer, rows: unknown[], page: Parameters<typeof paginator>[2]): void {
    assertAnswer(answer, 200, {
        status: "success",
        message: "Reservation list retrieved successfully",
        data: paginator(url, rows, page),
    });
}

async function idsOf(query: string): Promise<number[]> {
    const answer = await api.get(`${list}?per_page=100&${query}`);
    assert.equal(answer.status, 200, query);
    return answer.body.data.data.map((row: Row) => row.id);
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().get(list), 401, unauthenticated);
    assertAnswer(await api.as().patch(list), 401, unauthenticated);
});

test("RefusesFiltersThatMakeNoSense", async () => {
    for (const [field, value, message] of [
        ["poly_id", "umum", "The poly id field must be an integer."],
        ["status_id", "1.5", "The status id field must be an integer."],
        ["status_id", "99999999999999999999", "The status id field must be an integer."],
        ["date", "2029-02-30", "The date field must be a valid date."],
        ["doctor_id", "andi", "The doctor id field must be an integer."],
    ] as const) {
        const expected = wrapped({ [field]: [message] });
        assertAnswer(await api.get(list, { [field]: value }), 422, expected);
        assertAnswer(await api.patch(list, { [field]: value }), 422, expected);
    }
});

test("ListsTenToAPageOldestFirst", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => rowOf(index));
    assertPage(await api.get(list), rows, { total: 13 });
});

test("AnswersThePatchOfTheDocumentJustAsTheGet", async () => {
    const rows = [rowOf(2), rowOf(3)];
    const page = { number: 2, size: 2, total: 13 };
    assertPage(await api.get(`${list}?page=2&per_page=2`), rows, page);
    assertPage(await api.patch(`${list}?page=2&per_page=2`), rows, page);
    assertPage(await api.patch(list, { page: 2, per_page: "2" }), rows, page);
});

test("PagesBeyondTheEndAreEmptyAndNoError", async () => {
    assertPage(await api.get(list, { page: 3 }), [], { number: 3, total: 13 });
    assertPage(await api.get(list, { page: 1000 }), [], { number: 1000, total: 13 });
    assertPage(await api.get(list, { poly_id: 999 }), [], { total: 0 });
    assertPage(await api.get(list, { poly_id: 999, page: 4 }), [], { number: 4, total: 0 });
});

test("PageAndSizeAreNeverAnError", async () => {
    const sizes: [string, number, number][] = [
        ["page=0", 1, 10],
        ["page=-2", 1, 10],
        ["page=abc", 1, 10],
        ["page=1.5", 1, 10],
        ["page[]=2", 1, 10],
        ["page=", 1, 10],
        ["page=99999999999999999999", 1, 10],
        ["per_page=0", 1, 1],
        ["per_page=-5", 1, 1],
        ["per_page=abc", 1, 10],
        ["per_page=", 1, 10],
        ["per_page=1000", 1, 100],
        ["per_page=50", 1, 50],
    ];
    for (const [query, number, size] of sizes) {
        const { status, body } = await api.get(`${list}?${query}`);
        const shown = [status, body.data?.current_page, body.data?.per_page];
        assert.deepEqual(shown, [200, number, size], query);
    }
});

test("LinksEveryPageWithItsNumberAndNoFilter", async () => {
    // All 13 pages of one row are listed; the envelope is compared as a whole.
    for (const page of [1, 7, 13]) {
        const answer = await api.get(list, { page, per_page: 1, search: "" });
        assertPage(answer, [rowOf(page - 1)], { number: page, size: 1, total: 13 });
    }
});

test("TakesATrailingSlashInTheUrlButShowsNone", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => rowOf(index));
    assertPage(await api.get(`${list}/`), rows, { total: 13 });
});

test("FiltersByPolyStatusAndDate", async () => {
    assert.deepEqual(await idsOf("poly_id=2"), [6, 8, 10, 12]);
    assert.deepEqual(await idsOf("status_id=2"), [5, 6]);
    assert.deepEqual(await idsOf("date=2029-01-04"), [10, 11, 12, 13]);
    assert.deepEqual(await idsOf("date=04-01-2029"), [10, 11, 12, 13]);
    assert.deepEqual(await idsOf("date=2029-01-05"), []);
});

test("CombinesFiltersWithAnd", async () => {
    assert.deepEqual(await idsOf("poly_id=2&status_id=2"), [6]);
    assert.deepEqual(await idsOf("poly_id=1&date=2029-01-03&status_id=1"), [7, 9]);
    assert.deepEqual(await idsOf("date=2029-01-02&search=fauzi"), [1]);
    assert.deepEqual(await idsOf("date=2029-01-03&search=fauzi"), []);
});

test("IgnoresEmptyAndUnknownParameters", async () => {
    const all = await idsOf("");
    assert.equal(all.length, 13);
    assert.deepEqual(await idsOf("poly_id=&status_id=&date=&search=&sort=desc"), all);
    assert.deepEqual(await idsOf("search=%20%20"), all);
});

test("TakesFiltersFromABodyInEitherType", async () => {
    for (const filter of [{ poly_id: 2, status_id: 2 }, { poly_id: "2", status_id: "2" }]) {
        const { body } = await api.patch(list, { ...filter, date: null });
        assert.deepEqual(body.data.data.map((row: Row) => row.id), [6]);
    }
});

test("FiltersByTheDoctorOfTheSchedule", async () => {
    const date = "2028-02-01";
    const [andi, citra] = [await plan(api, { date }), await plan(api, { date, doctor_id: 9 })];
    const early = await plan(api, { date: "2028-02-02" });
    const ofAndi = await registerSeveral(api, 3, { date, schedule_id: andi });
    const ofCitra = await registerSeveral(api, 2, { date, schedule_id: citra });
    const next = await registerSeveral(api, 1, { date: "2028-02-02", schedule_id: early });
    const cancelled = ofAndi[2];
    assert.ok(cancelled !== undefined);
    await move(api, cancelled, "cancelled");
    const ids = (list: Visit[]) => list.map((visit) => visit.id);
    const name = ofAndi[1]?.form.patient_name ?? "";
    const cases: [Row, number[]][] = [
        [{ doctor_id: 7, date }, ids(ofAndi)],
        [{ doctor_id: "9", date }, ids(ofCitra)],
        [{ doctor_id: 7 }, ids([...ofAndi, ...next])],
        [{ doctor_id: 7, date, poly_id: 1, status_id: 7 }, [cancelled.id]],
        [{ doctor_id: 7, poly_id: 2 }, []],
        [{ doctor_id: 8 }, []],
        [{ doctor_id: 999 }, []],
    ];
    for (const path of [list, "/api/queue"])
        for (const [filter, found] of cases) {
            const { data } = (await api.get(path, { ...filter, per_page: 2 })).body;
            assert.equal(data.total, found.length);
            assert.deepEqual(data.data.map((row: Row) => row.id), found.slice(0, 2));
        }
    const { data: one } = (await api.get(list, { doctor_id: 7, search: name })).body;
    assert.equal(one.total, 1);
    assert.deepEqual(one.data.map((row: Row) => row.id), ids(ofAndi.slice(1, 2)));
});

test("SearchesNamesAndNumbersByAnyPartAndCase", async () => {
    for (const [text, ids] of [
        ["FAUZI", [1]],
        ["mad fa", [1]],
        ["0001234567890", [1]],
        ["34567", [1]],
        ["0812-3456", [1]],
        ["élodie", [2]],
        ["ÑUSTA", [2]],
        ["+62 813", [2]],
        ["ab-77C", [2]],
        ["nobody", []],
    ] as const)
        assert.deepEqual(await idsOf(`search=${encodeURIComponent(text)}`), ids, text);
});

test("SearchesForWildcardsAsTheyAre", async () => {
    for (const [text, ids] of [
        ["100%", [3]],
        ["%", [3]],
        ["t_s", [3]],
        ["_", [3]],
        ["\\", [4]],
        ["'", []],
        ["%' OR 1=1 --", []],
    ] as const)
        assert.deepEqual(await idsOf(`search=${encodeURIComponent(text)}`), ids, text);
});
