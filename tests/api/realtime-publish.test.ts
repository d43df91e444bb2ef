// The HTTP API of publishers, with the real `pusher` package and by hand (contract 11.9).
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import Pusher from "pusher";
import { type Answer, Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import {
    app,
    type Call,
    call as signedCall,
    hmac,
    Talk,
    withSecret,
} from "../support/Realtime.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: withSecret });
after(() => server.close());
const api = new Api(server.baseUrl);

const publisher = new Pusher({
    appId: app.id,
    key: app.key,
    secret: app.secret,
    host: "127.0.0.1",
    port: String(server.port),
    useTLS: false,
});
const bodyOf = async (answer: Promise<{ json(): Promise<unknown> }>) => (await answer).json();

async function subscriber(...channels: string[]): Promise<Talk> {
    const talk = await Talk.open(server);
    for (const channel of channels) await talk.subscribe(channel);
    return talk;
}

const call = (changes: Call) => signedCall(api, changes);

function assertText(answer: Answer, status: number, text: string): void {
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(answer.body, text);
    assert.match(answer.headers["content-type"] ?? "", /^text\/plain/);
}

const event = (changes: object = {}) =>
    JSON.stringify({ name: "e", data: "{}", channels: ["news"], ...changes });

test("PublishesToSeveralChannelsByteForByte", async () => {
    const talk = await subscriber("news", "private-a");
    const data = ' {"text":"Nomor \\u0041 / é 12"}\n';
    const channels = ["news", "private-a", "elsewhere"];
    assertAnswer(await call({ body: event({ data, channels }) }), 200, {});
    for (const channel of channels.slice(0, 2))
        assertJson(await talk.next(), { event: "e", data, channel });
    assert.deepEqual(await talk.sofar(), []);
    await talk.close();
});

test("TheLibraryPublishesAndLeavesItsOwnConnectionOut", async () => {
    const [one, two] = [await subscriber("news"), await subscriber("news")];
    const sent = { text: "Nomor 12" };
    const except = { socket_id: one.socketId };
    assertJson(await bodyOf(publisher.trigger(["news"], "called", sent, except)), {});
    const told = { event: "called", data: JSON.stringify(sent), channel: "news" };
    assertJson(await two.next(), told);
    assert.deepEqual(await one.sofar(), []);
    const batch = [
        { channel: "news", name: "a", data: "1" },
        { channel: "news", name: "b", data: "2" },
    ];
    assertJson(await bodyOf(publisher.triggerBatch(batch)), {});
    assert.equal((await one.next()).event, "a");
    assert.equal((await one.next()).event, "b");
    await one.close();
    await two.close();
});

test("SaysWhatThePublisherWantsToKnowOfTheChannels", async () => {
    const talk = await subscriber("news");
    await talk.subscribe("presence-ward", { user_id: 7 });
    const info = "user_count,subscription_count";
    const channels = ["news", "presence-ward", "elsewhere"];
    assertAnswer(await call({ body: event({ channels, info }) }), 200, {
        channels: {
            news: { subscription_count: 1 },
            "presence-ward": { user_count: 1, subscription_count: 1 },
            elsewhere: { subscription_count: 0 },
        },
    });
    const body = JSON.stringify({
        batch: [
            { name: "e", data: "1", channel: "news", info },
            { name: "e", data: "1", channel: "news" },
        ],
    });
    assertAnswer(await call({ path: "/batch_events", body }), 200, {
        batch: [{ subscription_count: 1 }, {}],
    });
    await talk.close();
});

test("ListsChannelsUsersAndConnections", async () => {
    const get = (path: string, query?: Record<string, string>) =>
        call({ method: "get", path, ...(query === undefined ? {} : { query }) });
    await eventually(async () =>
        assertAnswer(await get("/channels"), 200, { channels: {} }),
    );
    const talk = await subscriber("news");
    await talk.subscribe("presence-ward", { user_id: 7 });
    const tab = await Talk.open(server);
    await tab.subscribe("presence-ward", { user_id: 7 });
    assertAnswer(await get("/channels"), 200, { channels: { news: {}, "presence-ward": {} } });
    const query = { filter_by_prefix: "presence-", info: "user_count" };
    assertAnswer(await get("/channels", query), 200, {
        channels: { "presence-ward": { user_count: 1 } },
    });
    assertAnswer(await get("/channels/nowhere"), 200, { occupied: false });
    const info = "user_count,subscription_count";
    assertAnswer(await get("/channels/presence-ward", { info }), 200, {
        occupied: true,
        user_count: 1,
        subscription_count: 2,
    });
    assertAnswer(await get("/channels/presence-ward/users"), 200, { users: [{ id: 7 }] });
    assertText(await get("/channels/news/users"), 400, "Bad request.");
    assertText(await get("/channels/nobody/users"), 400, "Bad request.");
    assertAnswer(await get("/channels/presence-empty/users"), 200, { users: [] });
    assertAnswer(await get("/connections"), 200, { connections: 2 });
    assertJson(await bodyOf(publisher.get({ path: "/channels", params: {} })), {
        channels: { news: {}, "presence-ward": {} },
    });
    await talk.close();
    await tab.close();
});

test("EndsTheConnectionsOfAUser", async () => {
    const [one, two] = [await Talk.open(server), await Talk.open(server)];
    await one.subscribe("presence-ward", { user_id: 7 });
    await two.subscribe("presence-ward", { user_id: 8 });
    assertJson(await bodyOf(publisher.terminateUserConnections("7")), {});
    assert.equal((await one.closed).code, 4009);
    assert.equal((await two.next()).event, "pusher_internal:member_removed");
    await two.close();
});

test("LateSubscribersGetACacheChannelsLastEvent", async () => {
    const talk = await Talk.open(server);
    for (const channel of ["cache-a", "private-cache-a", "private-encrypted-cache-a"]) {
        await talk.subscribe(channel);
        assertJson(await talk.next(), { event: "pusher:cache_miss", channel });
        for (const data of ["1", "2"]) {
            await call({ body: event({ data, channels: [channel] }) });
            assertJson(await talk.next(), { event: "e", data, channel });
        }
        const late = await Talk.open(server);
        await late.subscribe(channel);
        assertJson(await late.next(), { event: "e", data: "2", channel });
        assert.deepEqual(await late.sofar(), []);
        await late.close();
        const path = `/channels/${channel}`;
        const answer = await call({ method: "get", path, query: { info: "cache" } });
        assert.equal(answer.body.cache.data, "2");
    }
    await talk.close();
});

test("RefusesACallerWithoutTheSecret", async () => {
    const now = Math.floor(Date.now() / 1000);
    const signature = "auth_signature is not the one of this app's secret.";
    const wrong: [changes: Call, why: string | RegExp][] = [
        [{ secret: "guessed" }, signature],
        [{ at: now - 700 }, /^auth_timestamp \d+ is more than 600 s from the server's time \d+\.$/],
        [{ at: now + 700 }, /^auth_timestamp \d+ is more than 600 s from the server's time \d+\.$/],
        [{ query: { auth_key: "other" } }, "auth_key is not the key of this app."],
        [{ query: { auth_version: "2.0" } }, "auth_version must be 1.0."],
        [{ query: { auth_signature: "" } }, signature],
        [{ query: { auth_signature: hmac("something else") } }, signature],
        [
            { query: { body_md5: createHash("md5").update("other").digest("hex") } },
            "body_md5 is not the MD5 of the body.",
        ],
    ];
    const text = "Authentication signature invalid. ";
    for (const [changes, why] of wrong) {
        const { status, body } = await call({ body: event(), ...changes });
        assert.equal(status, 401);
        assert.ok(body.startsWith(text), body);
        const found = body.slice(text.length);
        if (typeof why === "string") assert.equal(found, why);
        else assert.match(found, why);
        await eventually(() => assert.ok(server.log().includes(`is refused: ${found}`)));
    }
    const unsigned = `${text}auth_version must be 1.0.`;
    assertText(await api.post(`/apps/${app.id}/events`, {}), 401, unsigned);
    const path = "/apps/other/events";
    assertText(await call({ path, body: event() }), 404, "No matching application for ID [other].");
    assert.equal((await call({ body: event(), at: now - 500 })).status, 200);
});

const brokenEvents: [changes: object, errors: object][] = [
    [{ name: undefined }, { name: ["The name field is required."] }],
    [{ name: " " }, { name: ["The name field is required."] }],
    [{ name: 7 }, { name: ["The name field must be a string."] }],
    [
        { name: "x".repeat(201) },
        { name: ["The name field must not be greater than 200 characters."] },
    ],
    [{ data: { a: 1 } }, { data: ["The data field must be a string."] }],
    [{ channels: undefined }, { channel: ["The channel field is required."] }],
    [{ channels: "news" }, { channels: ["The channels field must be an array."] }],
    [{ channels: ["a b"] }, { channels: ["The channels field holds an invalid channel name."] }],
    [
        { channels: Array.from({ length: 101 }, (_, index) => `c${index}`) },
        { channels: ["The channels field must not have more than 100 items."] },
    ],
    [{ socket_id: "1" }, { socket_id: ["The socket_id field format is invalid."] }],
];

test("RefusesEventsThatAreNoEvents", async () => {
    for (const [changes, errors] of brokenEvents)
        assertAnswer(await call({ body: event(changes) }), 422, errors);
    for (const body of ["x", "[]", "null", ""])
        assertText(await call({ body }), 400, "Bad request.");
    const tooLarge = event({ data: "x".repeat(102_401) });
    assertText(await call({ body: tooLarge }), 413, "Payload too large.");
    assert.equal((await call({ body: event({ data: "x".repeat(102_400) }) })).status, 200);
    const batch = (list: unknown) =>
        call({ path: "/batch_events", body: JSON.stringify({ batch: list }) });
    assertAnswer(await batch("x"), 422, { batch: ["The batch field must be an array."] });
    assertAnswer(await batch(Array.from({ length: 11 }, () => ({}))), 422, {
        batch: ["The batch field must not have more than 10 items."],
    });
    assertAnswer(await batch([7]), 422, {
        "batch.0.name": ["The name field is required."],
        "batch.0.data": ["The data field is required."],
        "batch.0.channel": ["The channel field is required."],
    });
});
