// The two queries of the lab API on our own database (contract 9 and 10.3).
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { assertAnswer } from "../support/Json.ts";
import { assertNothingBreaks, base, importTables, Lab, okay, refused } from "../support/Lab.ts";
import { glucoses, labTables, samplings } from "../support/LabOrders.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer();
after(() => server.close());
await importTables(server, labTables);
const stranger = new Lab(server.baseUrl);
const lab = await stranger.signIn();
const queries = ["sampling_timestamp", "glucose"];

test("RefusesInTheDocumentedOrder", async () => {
    for (const query of queries) {
        const forged = new Lab(server.baseUrl, "TOKEN_VALUE");
        const missing = refused("Token wajib diisi");
        const invalid = refused("Token tidak valid atau sudah expired");
        const blank = refused("Parameter T_OrderHeaderLabNumber wajib diisi");
        const number = "R2606119999";
        assertAnswer(await stranger.post(query), 200, missing);
        for (const header of ["", "Bearer", "Bearer ", "bearer  "])
            assertAnswer(await stranger.post(query, {}, { Authorization: header }), 200, missing);
        assertAnswer(await forged.post(query), 200, invalid);
        assertAnswer(await lab.post(query), 200, blank);
        for (const body of [
            [],
            { nolab: "" },
            { nolab: " \u00a0" },
            { nolab: null },
            { nolab: true, orderNumber: ["R2606110001"], T_OrderHeaderLabNumber: {} },
        ])
            assertAnswer(await lab.post(query, body), 200, blank);
        assertAnswer(
            await lab.post(query, { nolab: number }),
            200,
            refused(`Order tidak ditemukan: ${number}`),
        );
        assertAnswer(
            await lab.post(query, { T_OrderHeaderLabNumber: 2606110001 }),
            200,
            refused("Order tidak ditemukan: 2606110001"),
        );
    }
});

test("AnOrderIsFoundByItsExactNumberWhileItIsActive", async () => {
    for (const number of ["R2606110004", "r2606110001", "R260611000_", "R2606110001'--", "é\u0001"])
        assertAnswer(
            await lab.post("sampling_timestamp", { nolab: number }),
            200,
            refused(`Order tidak ditemukan: ${number}`),
        );
});

for (const [number, expected] of Object.entries(samplings))
    test(`SamplingsOf${number}`, async () => {
        const answer = await lab.post("sampling_timestamp", { T_OrderHeaderLabNumber: number });
        assertAnswer(answer, 200, okay(expected));
    });

for (const [number, expected] of Object.entries(glucoses))
    test(`GlucosesOf${number}`, async () => {
        const answer = await lab.post("glucose", { T_OrderHeaderLabNumber: number });
        assertAnswer(answer, 200, okay(expected));
    });

test("TakesTheFirstFilledNameOfTheNumber", async () => {
    const expected = okay(glucoses.R2606110001);
    for (const body of [
        { orderNumber: "R2606110001" },
        { nolab: " R2606110001 " },
        { T_OrderHeaderLabNumber: "R2606110001", orderNumber: "R1", nolab: "R2" },
        { T_OrderHeaderLabNumber: " ", orderNumber: "R2606110001", nolab: "R2" },
        { T_OrderHeaderLabNumber: null, orderNumber: "", nolab: "R2606110001" },
    ])
        assertAnswer(await lab.post("glucose", body), 200, expected);
});

test("ReadsTheBodyAsTheOriginalDoes", async () => {
    const text = '{"nolab":"R2606110001"}';
    const expected = okay(glucoses.R2606110001);
    const post = (body: string, type: string) =>
        lab.post("glucose", body, { "Content-Type": type });
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"])
        assertAnswer(await post(text, type), 200, expected);
    const form = "application/x-www-form-urlencoded";
    assertAnswer(await post("nolab=R2606110001", form), 200, expected);
    assertAnswer(await lab.post("glucose?nolab=R2606110001", ""), 200, expected);
    const broken = refused("Invalid JSON format");
    for (const body of ["{", "nolab=R2606110001", '{"nolab":}', "[1,"])
        for (const path of ["glucose", "sampling_timestamp", "check_token", "generate_token"])
            assertAnswer(await lab.post(path, body, { "Content-Type": "text/plain" }), 200, broken);
});

test("TheTokenMayStandAloneInItsHeader", async () => {
    const { body } = await stranger.post("generate_token");
    const token = body.data.access_token;
    for (const header of [`Bearer ${token}`, `bearer  ${token} `, token])
        assertAnswer(
            await stranger.post("glucose", { nolab: "R2606110001" }, { Authorization: header }),
            200,
            okay(glucoses.R2606110001),
        );
});

test("NoNumberBreaksIt", () => assertNothingBreaks(lab));

test("AnUnknownEndpointAnswersInTheSameEnvelope", async () => {
    assertAnswer(
        await lab.post("results"),
        404,
        refused("The route one-api/tools/wynacom/results could not be found."),
    );
    const wrongMethod = await lab.get("glucose");
    assert.equal(wrongMethod.headers.allow, "POST");
    assertAnswer(
        wrongMethod,
        405,
        refused(
            "The GET method is not supported for route one-api/tools/wynacom/glucose. " +
                "Supported methods: POST.",
        ),
    );
    const socket = await RawSocket.open(server.port);
    socket.write(`POST ${base}/glucose HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n`);
    const { status, body } = await socket.answer();
    socket.destroy();
    assertAnswer({ status, body: JSON.parse(body) }, 413, refused("Input too large"));
});
