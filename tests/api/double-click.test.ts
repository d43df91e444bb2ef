// A second click on call-next, which must not finish the patient who has just been called.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, registerSeveral, type Visit } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { startReceiver } from "../support/N8n.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const { server, api } = await startDemo();
const doctor = await signInAs(new Api(server.baseUrl), "doctor");

const path = "/api/queue/call-next";

async function waiting(client: Api, date: string, count: number): Promise<Visit[]> {
    const visits = await registerSeveral(client, count, { date });
    for (const visit of visits) await move(client, visit, "waitingdoctor");
    return visits;
}

async function statusesOn(date: string): Promise<string[]> {
    const { body } = await api.get("/api/reservation", { date, per_page: 100 });
    return body.data.data.map((row: any) => row.status.status_name);
}

const twice = (client: Api, date: string) =>
    Promise.all([1, 2].map(() => client.patch(path, { poly_id: 1, date })));

const repeated = {
    webhook_status: "skipped",
    webhook_message: "Call repeated within a moment",
};

test("TheSecondClickGetsTheFirstAnswerAgain", async () => {
    const date = "2029-10-01";
    await waiting(api, date, 4);
    await api.patch(path, { poly_id: 1, date });
    const answers = await twice(doctor, date);
    assert.deepEqual(await statusesOn(date), [
        "DONE",
        "WITH_DOCTOR",
        "WAITING_DOCTOR",
        "WAITING_DOCTOR",
    ]);
    const isRepeated = ({ body }: any) => body.webhook_message === repeated.webhook_message;
    const first = answers.filter((answer) => !isRepeated(answer));
    const second = answers.filter(isRepeated);
    assert.deepEqual([first.length, second.length], [1, 1]);
    assert.equal(second[0]?.status, 200);
    assert.deepEqual(second[0]?.body, { ...first[0]?.body, ...repeated });
    assert.equal(second[0]?.body.data.finished.status_id, 5);
});

test("TheSecondClickOnTheFirstPatientOfTheDayFinishesNobody", async () => {
    const date = "2029-10-02";
    await waiting(api, date, 2);
    const answers = await twice(doctor, date);
    for (const { body } of answers) {
        assert.equal(body.queue_number_with_doctor, 1);
        assert.equal(body.data.finished, null);
    }
    assert.deepEqual(await statusesOn(date), ["WITH_DOCTOR", "WAITING_DOCTOR"]);
});

test("AnotherUserOrPolyOrDayIsNoSecondClick", async () => {
    const date = "2029-10-03";
    await waiting(api, date, 2);
    const called = [
        await doctor.patch(path, { poly_id: 1, date }),
        await doctor.patch(path, { poly_id: 2, date }),
        await doctor.patch(path, { poly_id: 1, date: "2029-10-04" }),
        await api.patch(path, { poly_id: 1, date }),
    ];
    const numbers = called.map(({ body }) => body.queue_number_with_doctor);
    assert.deepEqual(numbers, [1, null, null, 2]);
});

test("AMoveIsNoFirstClick", async () => {
    const date = "2029-10-05";
    const [one] = await waiting(api, date, 2);
    await move(api, one as Visit, "withdoctor");
    await api.patch(path, { poly_id: 1, date });
    assert.deepEqual(await statusesOn(date), ["DONE", "WITH_DOCTOR"]);
});

test("AfterAMoveOfTheCalledPatientTheNextIsCalled", async () => {
    const date = "2029-10-06";
    const [one] = await waiting(api, date, 2);
    await api.patch(path, { poly_id: 1, date });
    await move(api, one as Visit, "noshow");
    const { body } = await api.patch(path, { poly_id: 1, date });
    assert.equal(body.queue_number_with_doctor, 2);
});

test("WhoSaysWhatIsServedIsBelieved", async () => {
    const date = "2029-10-07";
    await waiting(api, date, 2);
    for (const expected_serving of [null, 1])
        await api.patch(path, { poly_id: 1, date, expected_serving });
    assert.deepEqual(await statusesOn(date), ["DONE", "WITH_DOCTOR"]);
});

test("ThePatientIsCalledOnce", async (t) => {
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    const other = await startServer({ flags: ["--demo", "--webhook-url", receiver.url] });
    t.after(() => other.close());
    const client = await signInAs(new Api(other.baseUrl), "superadmin");
    const date = "2029-10-08";
    await waiting(client, date, 2);
    await twice(client, date);
    assert.equal(receiver.bodies.length, 1);
});

if (engineUnderTest() === "postgres")
    test("TheClicksMayReachDifferentServers", async (t) => {
        const date = "2029-10-09";
        await waiting(api, date, 3);
        const other = await startServer({ store: server.store });
        t.after(() => other.close());
        const there = new Api(other.baseUrl).as(doctor.token);
        const answers = await Promise.all(
            [doctor, there].map((client) => client.patch(path, { poly_id: 1, date })),
        );
        const numbers = answers.map(({ body }) => body.queue_number_with_doctor);
        assert.deepEqual(numbers, [1, 1]);
        assert.deepEqual(await statusesOn(date), [
            "WITH_DOCTOR",
            "WAITING_DOCTOR",
            "WAITING_DOCTOR",
        ]);
    });
