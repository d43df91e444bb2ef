// The events that screens get while patients are called: contract WS-1 and WS-2, 8.3, 8.4.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import {
    move,
    register,
    registerSeveral,
    unauthenticated,
    type Visit,
} from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { connected, openScreen } from "../support/Echo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import { type Message, Talk } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const timezone = "Asia/Jakarta";
const today = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format();

const { api, server } = await startDemo();

const numbers = (anamnesa: number | null, withDoctor: number | null) => ({
    queue_number_anamnesa: anamnesa,
    queue_number_with_doctor: withDoctor,
});
const updated = (umum: object, gigi: object): Message => ({
    event: "queue.updated",
    data: JSON.stringify({ umum, gigi }),
    channel: "queue-channel",
});
const nobody = numbers(null, null);

// The next state; calls are events of their own (board.test.ts).
async function nextState(talk: Talk): Promise<Message> {
    for (;;) {
        const message = await talk.next();
        if (message.event !== "queue.called") return message;
    }
}

// Reads until this state arrives; before it, earlier states may arrive.
async function until(talk: Talk, wanted: Message): Promise<void> {
    for (;;) {
        const message = await nextState(talk);
        if (message.data !== wanted.data) continue;
        return assertJson(message, wanted);
    }
}

const visits: Visit[] = [];

test("ANewSubscriberGetsTheCurrentState", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    assertJson(await nextState(talk), updated(nobody, nobody));
    await talk.close();
});

test("EveryMoveReachesTheScreens", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    await nextState(talk);
    for (const poly_id of [1, 1, 2]) {
        visits.push(await register(api, { date: today, poly_id }));
        // A registration does not change who is being served, but lists have changed.
        assertJson(await nextState(talk), updated(nobody, nobody));
    }
    const [one, two, dentist] = visits as [Visit, Visit, Visit];
    await move(api, one, "anamnesa");
    await until(talk, updated(numbers(one.number, null), nobody));
    await move(api, dentist, "withdoctor");
    await until(talk, updated(numbers(one.number, null), numbers(null, dentist.number)));
    await move(api, one, "withdoctor");
    await move(api, two, "anamnesa");
    const busy = numbers(two.number, one.number);
    await until(talk, updated(busy, numbers(null, dentist.number)));
    await move(api, dentist, "done");
    await until(talk, updated(busy, nobody));
    await talk.close();
});

test("ChangesOfThePoliesReachTheScreens", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    const before = JSON.parse((await nextState(talk)).data as string);
    const told = async (polies: object) =>
        assert.deepEqual(JSON.parse((await nextState(talk)).data as string), polies);
    const created = await api.post("/api/poly", { name: "Poli Mata" });
    const path = `/api/poly/${created.body.data.id}`;
    await told({ ...before, mata: nobody });
    assert.equal((await api.put(path, { name: "Poli THT" })).status, 200);
    await told({ ...before, tht: nobody });
    assert.equal((await api.delete(path)).status, 200);
    await told(before);
    await talk.close();
});

test("AnySignedInUserMayRepeatTheBroadcast", async () => {
    const path = "/api/queue/current/broadcast";
    assertAnswer(await api.as().post(path), 401, unauthenticated);
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    const last = await nextState(talk);
    assertAnswer(await api.post(path), 200, {
        status: "success",
        message: "Queue broadcasted successfully",
        data: JSON.parse(last.data as string),
    });
    assertJson(await nextState(talk), last);
    await talk.close();
});

test("AStormIsPublishedTogetherIncludingItsEnd", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    await nextState(talk);
    const [one, two] = visits as [Visit, Visit, Visit];
    const began = Date.now();
    await Promise.all([1, 2, 3, 4].map(() => registerSeveral(api, 10, { date: today })));
    await move(api, one, "done");
    await move(api, two, "done");
    const messages: Message[] = [];
    const last = updated(nobody, nobody);
    do messages.push(await nextState(talk));
    while (messages.at(-1)?.data !== last.data);
    const most = 2 + (Date.now() - began) / 50;
    assert.ok(messages.length <= most, `${messages.length} messages, ${most} at most`);
    await talk.close();
});

test("AScreenFollowsCallsAcrossARestart", async () => {
    const there = await startServer({ flags: ["--demo"] });
    try {
        const { port } = there;
        const nurse = await signInAs(new Api(there.baseUrl), "superadmin");
        const visit = await register(nurse, { date: today });
        const { pusher, echo } = openScreen(there);
        const seen: any[] = [];
        let wake = () => {};
        echo.channel("queue-channel").listen(".queue.updated", (state: any) => {
            seen.push(state.umum.queue_number_anamnesa);
            wake();
        });
        const sees = async (number: number | null) => {
            while (seen.at(-1) !== number) await new Promise<void>((done) => (wake = done));
        };
        await sees(null);
        await move(nurse, visit, "anamnesa");
        await sees(visit.number);
        const states: string[] = [];
        pusher.connection.bind("state_change", (change: any) => states.push(change.current));
        seen.length = 0;
        // The call happens while the screen is away.
        await there.stop();
        await there.start(port);
        const again = await signInAs(new Api(there.baseUrl), "superadmin");
        await move(again, visit, "done");
        await connected(pusher);
        await sees(null);
        assert.deepEqual(states.at(-1), "connected");
        echo.disconnect();
    } finally {
        await there.close();
    }
});

async function reachesTheScreensOfAnotherServer(): Promise<void> {
    const other = await startServer({ store: server.store });
    try {
        const talk = await Talk.open(other);
        await talk.subscribe("queue-channel");
        await until(talk, updated(nobody, nobody));
        const visit = await register(api, { date: today });
        await move(api, visit, "anamnesa");
        await until(talk, updated(numbers(visit.number, null), nobody));
        await talk.close();
    } finally {
        await other.close();
    }
}
if (engineUnderTest() === "postgres")
    test("ACallReachesTheScreensOfEveryServer", reachesTheScreensOfAnotherServer);
