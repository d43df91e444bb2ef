// The numbers being served: row 48 of the contract, QL-3, QL-4, QL-6.
import { test } from "node:test";
import { move, raw, register, type Row, unauthenticated } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { assertAnswer } from "../support/Json.ts";

const { api } = await startDemo();

const paths = ["/api/queue/current", "/api/queue/currnet"];

async function assertCurrent(
    query: Row,
    anamnesa: number | null,
    withDoctor: number | null,
): Promise<void> {
    const isEmpty = anamnesa === null && withDoctor === null;
    for (const path of paths)
        assertAnswer(await api.get(path, query), 200, {
            status: "success",
            message: isEmpty ? "No current queue" : "Current queue retrieved successfully",
            queue_number_anamnesa: anamnesa,
            queue_number_with_doctor: withDoctor,
        });
}

test("AsksForAToken", async () => {
    for (const path of paths) assertAnswer(await api.as().get(path), 401, unauthenticated);
});

const brokenQueries: [Row, Record<string, string[]>][] = [
    [
        {},
        {
            poly_id: ["The poly id field is required."],
            date: ["The date field is required."],
        },
    ],
    [{ poly_id: "", date: "2029-07-01" }, { poly_id: ["The poly id field is required."] }],
    [{ poly_id: 1, date: "2029-02-30" }, { date: ["The date field must be a valid date."] }],
    [{ poly_id: 99, date: "2029-07-01" }, { poly_id: ["The selected poly id is invalid."] }],
    [
        { poly_id: "umum", date: "today" },
        {
            poly_id: ["The poly id field must be an integer."],
            date: ["The date field must be a valid date."],
        },
    ],
];

test("RefusesABrokenQueryInTheRawEnvelope", async () => {
    for (const [query, errors] of brokenQueries)
        for (const path of paths) assertAnswer(await api.get(path, query), 422, raw(errors));
});

test("ReportsThatNoPatientIsBeingServed", async () => {
    const date = "2029-07-02";
    await assertCurrent({ poly_id: 1, date }, null, null);
    const visit = await register(api, { date });
    await assertCurrent({ poly_id: 1, date }, null, null);
    for (const to of ["waitingdoctor", "done", "noshow", "cancelled"] as const) {
        await move(api, visit, to);
        await assertCurrent({ poly_id: 1, date }, null, null);
    }
});

test("ShowsTheNumberAtEachOfTheTwoStations", async () => {
    const date = "2029-07-03";
    const [one, two] = [await register(api, { date }), await register(api, { date })];
    await move(api, two, "anamnesa");
    await assertCurrent({ poly_id: 1, date }, 2, null);
    await move(api, one, "withdoctor");
    await assertCurrent({ poly_id: 1, date }, 2, 1);
    await move(api, two, "done");
    await assertCurrent({ poly_id: 1, date }, null, 1);
});

test("KeepsPoliesAndDaysApart", async () => {
    const date = "2029-07-04";
    await move(api, await register(api, { date }), "anamnesa");
    const dentist = await register(api, { date, poly_id: 2 });
    await move(api, dentist, "withdoctor");
    await move(api, await register(api, { date: "2029-07-05" }), "withdoctor");
    await assertCurrent({ poly_id: 1, date }, 1, null);
    await assertCurrent({ poly_id: "2", date: "04-07-2029" }, null, 1);
    await assertCurrent({ poly_id: "1", date: "2029-07-05" }, null, 1);
});

test("OfSeveralShowsTheOneCalledLast", async () => {
    const date = "2029-07-06";
    const [one, two] = [await register(api, { date }), await register(api, { date })];
    await move(api, one, "anamnesa");
    await move(api, two, "anamnesa");
    await assertCurrent({ poly_id: 1, date }, 2, null);
    // Within the same second as the calls before.
    await move(api, one, "anamnesa");
    await assertCurrent({ poly_id: 1, date }, 1, null);
    await move(api, two, "anamnesa");
    await assertCurrent({ poly_id: 1, date }, 2, null);
});
