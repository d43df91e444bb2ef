// The queue list: row 47 of the contract, QL-1, QL-2, QL-7.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api, type Answer } from "../support/Api.ts";
import {
    move,
    ownFacts,
    patientOf,
    polyRow,
    queueRow,
    register,
    registerSeveral,
    reservationRow,
    type Row,
    type Status,
    statusRow,
    unauthenticated,
    type Visit,
    wrapped,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { paginator } from "../support/Pages.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const { api, server } = await startDemo();

const url = `${server.baseUrl}/api/queue`;
const date = "2029-06-01";
const visits = [
    ...(await registerSeveral(api, 3, { date })),
    ...(await registerSeveral(api, 2, { date: "2029-06-02", poly_id: 2 })),
];
const [first, second, third] = visits as [Visit, Visit, Visit];
await move(api, third, "withdoctor");

function listRow(visit: Visit, status: Status = "WAITING", queue: Row = {}): Row {
    return {
        ...queueRow(visit, { queue_number: String(visit.number), ...queue }),
        reservation: {
            ...reservationRow(visit, status),
            patient: patientOf(visit),
            status: statusRow(status),
            poly: polyRow(visit.form.poly_id),
            ...ownFacts,
        },
    };
}

function assertPage(answer: Answer, rows: unknown[], page: Parameters<typeof paginator>[2]): void {
    assertAnswer(answer, 200, {
        status: "success",
        message: "Queue list retrieved successfully",
        data: paginator(url, rows, page),
    });
}

async function idsOf(query: string): Promise<number[]> {
    const answer = await api.get(`/api/queue?${query}`);
    assert.equal(answer.status, 200, query);
    return answer.body.data.data.map((row: Row) => row.reservation_id);
}

test("AsksForAToken", async () => {
    assertAnswer(await api.as().get("/api/queue"), 401, unauthenticated);
});

test("RefusesFiltersThatMakeNoSense", async () => {
    for (const [field, value, message] of [
        ["poly_id", "umum", "The poly id field must be an integer."],
        ["status_id", "x", "The status id field must be an integer."],
        ["date", "2029-13-01", "The date field must be a valid date."],
    ] as const)
        assertAnswer(
            await api.get("/api/queue", { [field]: value }),
            422,
            wrapped({ [field]: [message] }),
        );
});

test("AnswersTheDocumentedRequestWithTextNumbersAndLinksWithoutFilters", async () => {
    const query = `poly_id=1&date=${date}&status_id=1&page=1&per_page=1`;
    assertPage(await api.get(`/api/queue/?${query}`), [listRow(first)], { size: 1, total: 2 });
    const page = { number: 2, size: 1, total: 2 };
    assertPage(await api.get(`/api/queue?${query}&page=2`), [listRow(second)], page);
});

test("ShowsAVisitWithItsCallTimeOnTheWall", async () => {
    const row = listRow(third, "WITH_DOCTOR", { call_time: any.time, number_of_calls: 1 });
    assertPage(await api.get("/api/queue", { status_id: 4 }), [row], { total: 1 });
});

test("ListsOldestFirstAndFiltersByPolyDateAndTheReservationsStatus", async () => {
    const ids = visits.map((visit) => visit.id);
    assert.deepEqual(await idsOf(""), ids);
    assert.deepEqual(await idsOf("poly_id=&date=&status_id=&search=zzz"), ids);
    assert.deepEqual(await idsOf("poly_id=2"), ids.slice(3));
    assert.deepEqual(await idsOf("date=01-06-2029"), ids.slice(0, 3));
    assert.deepEqual(await idsOf("status_id=1"), ids.filter((id) => id !== third.id));
    assert.deepEqual(await idsOf("poly_id=2&status_id=4"), []);
    assert.deepEqual(await idsOf("status_id=99"), []);
});

test("PagesBeyondTheEndAreEmpty", async () => {
    assertPage(await api.get("/api/queue?page=9"), [], { number: 9, total: 5 });
    assertPage(await api.get("/api/queue?poly_id=99"), [], { total: 0 });
});

test("WindowsItsLinksWhenThereAreManyPages", async () => {
    await registerSeveral(api, 15, { date: "2029-06-03" });
    for (const page of [1, 7, 8, 10, 13, 14, 20, 25]) {
        const { body } = await api.get("/api/queue", { page, per_page: 1 });
        const expected = paginator(url, body.data.data, { number: page, size: 1, total: 20 });
        assert.deepEqual(body.data, expected, `page ${page}`);
    }
});

test("KeepsADayOfAReservationAndItsQueueRowEqual", async () => {
    const visit = await register(api, { date: "2029-06-04" });
    const form = { ...visit.form, date: "2029-06-05", poly_id: 2 };
    await api.put(`/api/reservation/${visit.id}`, form);
    const { body } = await api.get("/api/queue", { date: "2029-06-05" });
    assertAnswer({ status: 200, body: body.data.data }, 200, [listRow({ ...visit, form })]);
    assert.deepEqual(await idsOf("date=2029-06-04"), []);
});

test("TheSwitchMakesTheNumberAnInteger", async () => {
    const flags = ["--demo", "--queue-list-number", "int"];
    const other = await startServer({ flags });
    try {
        const client = await signInAs(new Api(other.baseUrl), "reception");
        await register(client);
        const { body } = await client.get("/api/queue");
        assert.equal(body.data.data[0].queue_number, 1);
    } finally {
        await other.close();
    }
});
