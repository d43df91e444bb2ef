// Several servers on one PostgreSQL are one broadcaster.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { createClusterStore } from "../support/Faults.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import {
    app,
    call,
    type Closed,
    errorMessage,
    hmac,
    type Message,
    Talk,
    withSecret,
} from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";

const peerTimeoutS = 4;
const flags = ["--demo", ...withSecret, "--realtime-peer-timeout", String(peerTimeoutS)];

async function pair(store?: Store): Promise<[Server, Server]> {
    const one = await startServer({ flags, ...(store === undefined ? {} : { store }) });
    const two = await startServer({ flags, store: store ?? one.store });
    return [one, two];
}

const event = (channel: string, data: string, changes: object = {}) =>
    JSON.stringify({ name: "e", data, channel, ...changes });
const told = (channel: string, data: string): Message => ({ event: "e", data, channel });
const publish = async (server: Server, body: string) =>
    assertAnswer(await call(new Api(server.baseUrl), { body }), 200, {});
const ask = async (server: Server, path: string, query: Record<string, string> = {}) =>
    (await call(new Api(server.baseUrl), { method: "get", path, query })).body;

async function subscriber(server: Server, channel: string, member?: object): Promise<Talk> {
    const talk = await Talk.open(server);
    await talk.subscribe(channel, member);
    return talk;
}
// Waits until every server knows that so many users are in the channel.
async function known(servers: Server[], channel: string, count: number): Promise<void> {
    for (const server of servers)
        await eventually(async () =>
            assert.equal((await ask(server, `/channels/${channel}/users`)).users?.length, count),
        );
}
const added = (channel: string, member: object): Message => ({
    event: "pusher_internal:member_added",
    data: JSON.stringify(member),
    channel,
});
const removed = (channel: string, user_id: unknown): Message => ({
    event: "pusher_internal:member_removed",
    data: JSON.stringify({ user_id }),
    channel,
});
const ani = { user_id: 1, user_info: { name: "Ani" } };
const budi = { user_id: "b", user_info: { name: "Budi" } };

async function eventsReachEverySubscriberOnceAndInOrder(one: Server, two: Server): Promise<void> {
    const talks = [await subscriber(one, "news"), await subscriber(two, "news")];
    const expected: Message[] = [];
    for (const [index, server] of [one, two, one, two].entries()) {
        const data = `{"text":"Nomor é ${index}"}`;
        expected.push(told("news", data));
        await publish(server, event("news", data));
        // The next publisher waits for it; otherwise the two have no order.
        for (const talk of talks) assertJson(await talk.next(), expected.at(-1));
    }
    const many = Array.from({ length: 50 }, (_, index) => String(index));
    for (const data of many) await publish(one, event("news", data));
    for (const talk of talks)
        for (const data of many) assertJson(await talk.next(), told("news", data));
    const batch = { batch: [{ name: "e", channel: "news", data: "a" }] };
    const answer = await call(new Api(two.baseUrl), {
        path: "/batch_events",
        body: JSON.stringify(batch),
    });
    assertAnswer(answer, 200, {});
    for (const talk of talks) assertJson(await talk.next(), told("news", "a"));
    for (const talk of talks) {
        assert.deepEqual(await talk.sofar(), []);
        await talk.close();
    }
}

async function thePublishersConnectionIsLeftOutWhereverItIs(
    one: Server,
    two: Server,
): Promise<void> {
    const [mine, other] = [await subscriber(two, "news"), await subscriber(two, "news")];
    await publish(one, event("news", "1", { socket_id: mine.socketId }));
    await publish(one, event("news", "2"));
    assertJson(await other.next(), told("news", "1"));
    assertJson(await mine.next(), told("news", "2"));
    await mine.close();
    await other.close();
}

async function clientEventsReachTheOthers(one: Server, two: Server): Promise<void> {
    const here = await subscriber(one, "presence-room", ani);
    await known([one, two], "presence-room", 1);
    const there = await subscriber(two, "presence-room", budi);
    assertJson(await here.next(), added("presence-room", budi));
    const said = { event: "client-typing", data: { x: [1, "é"] }, channel: "presence-room" };
    there.say(said);
    assertJson(await here.next(), { ...said, user_id: "b" });
    assert.deepEqual(await there.sofar(), []);
    await there.close();
    assertJson(await here.next(), removed("presence-room", "b"));
    await here.close();
}

async function aUserWithTabsOnBothComesAndGoesOnce(one: Server, two: Server): Promise<void> {
    const channel = "presence-tabs";
    const watcher = await subscriber(two, channel, budi);
    await known([one, two], channel, 1);
    const first = await subscriber(one, channel, ani);
    assertJson(await watcher.next(), added(channel, ani));
    const second = await Talk.open(two);
    const { presence } = await second.subscribe(channel, ani);
    assertJson(presence, {
        count: 2,
        ids: ["b", 1],
        hash: { b: budi.user_info, "1": ani.user_info },
    });
    const users = { users: [{ id: "b" }, { id: 1 }] };
    assertJson(await ask(two, `/channels/${channel}/users`), users);
    const figures = { occupied: true, user_count: 2, subscription_count: 3 };
    const info = { info: "user_count,subscription_count" };
    for (const server of [one, two])
        await eventually(async () =>
            assertJson(await ask(server, `/channels/${channel}`, info), figures),
        );
    first.drop();
    await eventually(async () =>
        assert.equal((await ask(two, `/channels/${channel}`, info)).subscription_count, 2),
    );
    assert.deepEqual(await watcher.sofar(), []);
    await second.close();
    assertJson(await watcher.next(), removed(channel, 1));
    await watcher.close();
}

async function theApiAnswersForAllOfThem(one: Server, two: Server): Promise<void> {
    const talks = [await subscriber(one, "a-news"), await subscriber(two, "a-queue")];
    const both = { channels: { "a-news": {}, "a-queue": {} } };
    for (const server of [one, two]) {
        const query = { filter_by_prefix: "a-" };
        await eventually(async () => assertJson(await ask(server, "/channels", query), both));
        await eventually(async () =>
            assertJson(await ask(server, "/connections"), { connections: 2 }),
        );
    }
    for (const talk of talks) await talk.close();
    for (const server of [one, two])
        await eventually(async () =>
            assertJson(await ask(server, "/channels/a-news"), { occupied: false }),
        );
}

async function aUsersConnectionsEndEverywhere(one: Server, two: Server): Promise<void> {
    const talks = [await signedIn(one, "7"), await signedIn(two, "7")];
    const path = "/users/7/terminate_connections";
    assertAnswer(await call(new Api(one.baseUrl), { path }), 200, {});
    const reason = "You got disconnected by the app.";
    for (const talk of talks) {
        assertJson(await talk.next(), errorMessage(4009, reason));
        const closed: Closed = { code: 4009, reason };
        assertJson(await talk.closed, closed);
    }
}

async function signedIn(server: Server, id: string, watchlist: string[] = []): Promise<Talk> {
    const talk = await Talk.open(server);
    const user_data = JSON.stringify({ id, watchlist });
    const auth = `${app.key}:${hmac(`${talk.socketId}::user::${user_data}`)}`;
    talk.say({ event: "pusher:signin", data: { auth, user_data } });
    assert.equal((await talk.next()).event, "pusher:signin_success");
    return talk;
}

async function watchersHearOfUsersElsewhere(one: Server, two: Server): Promise<void> {
    const watched = (name: string): Message => ({
        event: "pusher_internal:watchlist_events",
        data: JSON.stringify({ events: [{ name, user_ids: ["9"] }] }),
    });
    const watcher = await signedIn(one, "8", ["9"]);
    assertJson(await watcher.next(), watched("offline"));
    const nine = await signedIn(two, "9");
    assertJson(await watcher.next(), watched("online"));
    await nine.close();
    assertJson(await watcher.next(), watched("offline"));
    await watcher.close();
}

async function aCacheChannelsLastEventIsThereEverywhere(one: Server, two: Server): Promise<void> {
    await publish(one, event("cache-a", "1"));
    await eventually(async () => {
        const talk = await subscriber(two, "cache-a");
        const next = await talk.next();
        await talk.close();
        assertJson(next, told("cache-a", "1"));
    });
    const three = await startServer({ flags, store: one.store });
    try {
        const talk = await subscriber(three, "cache-a");
        assertJson(await talk.next(), told("cache-a", "1"));
        await talk.close();
    } finally {
        await three.close();
    }
}

async function whoBroadcastsReachesTheScreensOfAll(one: Server, two: Server): Promise<void> {
    const talks = [await subscriber(one, "queue-channel"), await subscriber(two, "queue-channel")];
    const states: Message[] = [];
    for (const talk of talks) states.push(await talk.next());
    const staff = await signInAs(new Api(one.baseUrl), "superadmin");
    assert.equal((await staff.post("/api/queue/current/broadcast")).status, 200);
    for (const [index, talk] of talks.entries()) {
        assertJson(await talk.next(), states[index]);
        await talk.close();
    }
}

async function theMembersOfAKilledServerLeave(one: Server): Promise<void> {
    const channel = "presence-killed";
    const doomed = await startServer({ flags, store: one.store });
    const watcher = await subscriber(one, channel, budi);
    await subscriber(doomed, channel, ani);
    assertJson(await watcher.next(), added(channel, ani));
    await doomed.kill9();
    assertJson(await watcher.next(), removed(channel, 1));
    assertJson(await ask(one, `/channels/${channel}/users`), { users: [{ id: "b" }] });
    await watcher.close();
}

async function theMembersOfAServerThatStopsLeave(one: Server): Promise<void> {
    const channel = "presence-stopped";
    const stopping = await startServer({ flags, store: one.store });
    const watcher = await subscriber(one, channel, budi);
    await subscriber(stopping, channel, ani);
    assertJson(await watcher.next(), added(channel, ani));
    await stopping.stop();
    assertJson(await watcher.next(), removed(channel, 1));
    await watcher.close();
}

async function whatIsToldDuringAnOutageArrivesLater(): Promise<void> {
    const { cluster, store } = await createClusterStore();
    const [one, two] = await pair(store);
    try {
        const channel = "presence-outage";
        const here = await subscriber(one, channel, ani);
        await known([one, two], channel, 1);
        const there = await subscriber(two, channel, budi);
        assertJson(await here.next(), added(channel, budi));
        await cluster.stop();
        // At the server where it is published it arrives at once.
        await publish(one, event(channel, "1"));
        assertJson(await here.next(), told(channel, "1"));
        const third = { user_id: 3 };
        const late = await subscriber(one, channel, third);
        assertJson(await here.next(), added(channel, third));
        await cluster.start();
        assertJson(await there.next(), told(channel, "1"));
        assertJson(await there.next(), added(channel, third));
        await late.close();
        assertJson(await there.next(), removed(channel, 3));
        await publish(two, event(channel, "2"));
        assertJson(await here.next(), removed(channel, 3));
        assertJson(await here.next(), told(channel, "2"));
        assertJson(await there.next(), told(channel, "2"));
        for (const talk of [here, there]) assert.deepEqual(await talk.sofar(), []);
    } finally {
        await one.close();
        await two.close();
        await store.remove();
    }
}

if (engineUnderTest() === "postgres") {
    const [one, two] = await pair();
    after(async () => {
        await two.close();
        await one.close();
    });
    const cases = {
        eventsReachEverySubscriberOnceAndInOrder,
        thePublishersConnectionIsLeftOutWhereverItIs,
        clientEventsReachTheOthers,
        aUserWithTabsOnBothComesAndGoesOnce,
        theApiAnswersForAllOfThem,
        aUsersConnectionsEndEverywhere,
        watchersHearOfUsersElsewhere,
        aCacheChannelsLastEventIsThereEverywhere,
        whoBroadcastsReachesTheScreensOfAll,
        theMembersOfAKilledServerLeave,
        theMembersOfAServerThatStopsLeave,
    };
    for (const [name, check] of Object.entries(cases))
        test((name[0] as string).toUpperCase() + name.slice(1), () => check(one, two));
    test("AnEventPublishedDuringAnOutageArrivesLater", whatIsToldDuringAnOutageArrivesLater);
}
