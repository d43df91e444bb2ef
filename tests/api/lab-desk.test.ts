// The sampling desk: check-in and check-out of a sample.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { any, assertAnswer } from "../support/Json.ts";
import { importTables, Lab } from "../support/Lab.ts";
import { labTables } from "../support/LabOrders.ts";
import { signInAll, users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
await importTables(server, labTables);
const as = await signInAll(new Api(server.baseUrl));
const lab = await new Lab(server.baseUrl).signIn();

const order = "R2606110002";
const path = (id: number | string, step: string, number = order) =>
    `/api/lab/orders/${number}/samples/${id}/${step}`;
const problem = (message: string) => ({ status: "error", message });

function shown(id: number, barcode: string, changes: object): unknown {
    return {
        id,
        order_number: order,
        barcode,
        sampling_check_in_datetime: any.text,
        sampling_check_in_userid: String(users.nurse.id),
        sampling_check_out_datetime: null,
        sampling_check_out_userid: null,
        ...changes,
    };
}

test("FindsTheSampleOfTheOrder", async () => {
    for (const step of ["check-in", "check-out"]) {
        const post = (id: number | string, number?: string) =>
            as.nurse.post(path(id, step, number));
        for (const number of ["R1", "R2606110004", "r2606110002"])
            assertAnswer(await post(16, number), 404, problem("Order not found"));
        for (const id of [1, 17, 9999, 0, "x"])
            assertAnswer(await post(id), 404, problem("Sample not found"));
    }
});

test("ASampleIsCheckedInAndThenOut", async () => {
    const check = (step: string) => as.nurse.post(path(16, step));
    assertAnswer(await check("check-out"), 422, problem("Sample is not checked in"));
    assertAnswer(await check("check-in"), 200, {
        status: "success",
        message: "Sample checked in successfully",
        data: shown(16, "B16", {}),
    });
    assertAnswer(await check("check-in"), 422, problem("Sample is already checked in"));
    const out = await as.superadmin.post(path(16, "check-out"));
    assertAnswer(out, 200, {
        status: "success",
        message: "Sample checked out successfully",
        data: shown(16, "B16", {
            sampling_check_out_datetime: any.text,
            sampling_check_out_userid: "1",
        }),
    });
    assertAnswer(await check("check-out"), 422, problem("Sample is already checked out"));
    assertAnswer(await check("check-in"), 422, problem("Sample is already checked in"));
    const { data } = (await lab.post("sampling_timestamp", { nolab: order })).body;
    const panel = data.find((row: any) => row.cpone_test_name === "Hematologi Lengkap");
    assert.equal(panel.sampling_check_out_datetime, out.body.data.sampling_check_out_datetime);
    assert.equal(panel.sampling_check_out_userid, "1");
    assert.equal(panel.sampling_check_in_userid, "13", "an earlier tube of the panel");
});

test("ARejectedSampleIsTakenAgain", async () => {
    assertAnswer(await as.nurse.post(path(14, "check-in")), 200, {
        status: "success",
        message: "Sample checked in successfully",
        data: shown(14, "B14", {}),
    });
});

test("TwoDesksAtOnceCheckInOnce", async () => {
    const answers = await Promise.all(
        Array.from({ length: 8 }, () => as.nurse.post(path(1, "check-out", "R2606110001"))),
    );
    assert.ok(answers.every(({ status }) => status === 422), "it is out already");
    const again = await Promise.all(
        Array.from({ length: 8 }, () => as.nurse.post(path(13, "check-out"))),
    );
    assert.equal(again.filter(({ status }) => status === 200).length, 1);
});
