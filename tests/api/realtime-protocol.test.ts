// Protocol 7 at /app/KEY, message by message (contract 11.2 to 11.7).
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { assertJson } from "../support/Json.ts";
import { app, channelAuth, errorMessage, hmac, Talk, withSecret } from "../support/Realtime.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: withSecret });
after(() => server.close());

const invalid = errorMessage(4200, "Invalid message format");
const unauthorized = errorMessage(4009, "Connection is unauthorized");
const subscribed = (channel: string) => ({
    event: "pusher_internal:subscription_succeeded",
    data: "{}",
    channel,
});

test("GreetsWithASocketIdAndTheActivityTimeout", async () => {
    const talk = Talk.connect(server);
    const greeting = await talk.next();
    const data = JSON.parse(greeting.data as string);
    assert.match(data.socket_id, /^[1-9]\d{0,9}\.[1-9]\d{0,9}$/);
    assertJson(greeting, {
        event: "pusher:connection_established",
        data: JSON.stringify({ socket_id: data.socket_id, activity_timeout: 30 }),
    });
    await talk.close();
});

test("RefusesAKeyOfNoAppAndCloses", async () => {
    const talk = Talk.connect(server, { key: "nobodys" });
    assertJson(await talk.next(), errorMessage(4001, "Application does not exist"));
    assertJson(await talk.closed, { code: 4001, reason: "Application does not exist" });
});

test("AnswersPingsOfBothKinds", async () => {
    const talk = await Talk.open(server);
    talk.say({ event: "pusher:ping", data: {} });
    assertJson(await talk.next(), { event: "pusher:pong" });
    const pong = new Promise((done) => talk.socket.once("pong", (bytes) => done(String(bytes))));
    talk.socket.ping("abc");
    assert.equal(await pong, "abc");
    await talk.close();
});

const nonsense = [
    "",
    "x",
    "[]",
    "null",
    "1",
    "{}",
    '{"event":1}',
    '{"event":""}',
    '{"event":"pusher:nothing"}',
    '{"event":"pusher:connection_established","data":"{}"}',
    '{"event":"pusher:subscribe"}',
    '{"event":"pusher:subscribe","data":""}',
    '{"event":"pusher:subscribe","data":[]}',
    '{"event":"pusher:subscribe","data":{"channel":""}}',
    '{"event":"pusher:subscribe","data":{"channel":7}}',
    `{"event":"pusher:subscribe","data":${"[".repeat(5_000)}`,
];

test("SaysThatAMessageIsInvalidAndStaysOpen", async () => {
    const talk = await Talk.open(server);
    for (const text of nonsense) {
        talk.say(text);
        assertJson(await talk.next(), invalid);
    }
    assert.deepEqual(await talk.sofar(), []);
    await talk.close();
});

test("IgnoresUnknownEvents", async () => {
    const talk = await Talk.open(server);
    for (const event of ["hello", "pusher_internal:member_added", "pusher:pong"])
        talk.say({ event, data: {}, channel: "a" });
    talk.say({ event: "pusher:unsubscribe", data: { channel: "never-subscribed" } });
    talk.say('{"event":"pusher:unsubscribe"}');
    assert.deepEqual(await talk.sofar(), []);
    await talk.close();
});

test("SubscribesToAPublicChannelOnce", async () => {
    const talk = await Talk.open(server);
    const message = { event: "pusher:subscribe", data: { auth: "", channel: "news" } };
    talk.say(message);
    assertJson(await talk.next(), subscribed("news"));
    talk.say(message);
    assert.deepEqual(await talk.sofar(), []);
    // Some clients send their data as a JSON text.
    talk.say({ event: "pusher:subscribe", data: '{"channel":"privateers"}' });
    assertJson(await talk.next(), subscribed("privateers"));
    await talk.close();
});

test("RefusesNamesThatNoChannelMayHave", async () => {
    const talk = await Talk.open(server);
    for (const channel of ["a b", "a/b", "é", "#a", "x".repeat(201), "a\u0001"]) {
        talk.say({ event: "pusher:subscribe", data: { channel } });
        assertJson(await talk.next(), {
            event: "pusher:subscription_error",
            data: { type: "InvalidChannel", error: "The channel name is invalid", status: 400 },
            channel,
        });
        assertJson(await talk.next(), invalid);
    }
    await talk.close();
});

test("RefusesAWrongSignatureToTheChannelAndToTheConnection", async () => {
    const talk = await Talk.open(server);
    const other = await Talk.open(server);
    const wrong = [
        undefined,
        "",
        7,
        "x",
        `${app.key}:`,
        channelAuth(other.socketId, "private-a"),
        channelAuth(talk.socketId, "private-b"),
        channelAuth(talk.socketId, "private-a").replace(app.key, "other"),
        channelAuth(talk.socketId, "private-a").slice(0, -1),
    ];
    for (const auth of wrong) {
        talk.say({ event: "pusher:subscribe", data: { auth, channel: "private-a" } });
        assertJson(await talk.next(), {
            event: "pusher:subscription_error",
            data: { type: "AuthError", error: "Connection is unauthorized", status: 401 },
            channel: "private-a",
        });
        assertJson(await talk.next(), unauthorized);
    }
    await talk.subscribe("private-a");
    await talk.close();
    await other.close();
});

// As the server libraries sign it with user data.
test("APrivateChannelMayHaveChannelData", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("private-a", { user_id: "1" });
    await talk.close();
});

test("OneMoreChannelThanAllowedIsRefusedToItsCallbackAlone", async () => {
    const talk = await Talk.open(server);
    for (let count = 0; count < 200; ++count) await talk.subscribe(`c${count}`);
    talk.say({ event: "pusher:subscribe", data: { channel: "one-more" } });
    const { event, data, channel } = await talk.next();
    assert.deepEqual([event, channel], ["pusher:subscription_error", "one-more"]);
    assert.equal((data as { type: string }).type, "LimitReached");
    assert.deepEqual(await talk.sofar(), []);
    await talk.close();
});

test("APresenceChannelNeedsAUserIdOfBoundedSize", async () => {
    const talk = await Talk.open(server);
    const wrong: unknown[] = [
        "x",
        {},
        { user_id: null },
        { user_id: "" },
        { user_id: {} },
        { user_id: "x".repeat(129) },
        { user_id: 1, user_info: "x".repeat(3_000) },
    ];
    for (const [index, content] of wrong.entries()) {
        const channel = "presence-a";
        const channel_data = index === 0 ? "x" : JSON.stringify(content);
        const auth = channelAuth(talk.socketId, channel, channel_data);
        talk.say({ event: "pusher:subscribe", data: { auth, channel, channel_data } });
        const answer = await talk.next();
        assert.equal(answer.event, "pusher:subscription_error");
        assertJson(await talk.next(), unauthorized);
    }
    await talk.close();
});

test("ReportsMembersAndTheirChanges", async () => {
    const channel = "presence-room";
    const [one, two, tab] = [
        await Talk.open(server),
        await Talk.open(server),
        await Talk.open(server),
    ];
    const andi = { user_id: 7, user_info: { name: "Andi" } };
    const sari = { user_id: "9", user_info: { name: "Sari" } };
    assertJson(await one.subscribe(channel, andi), {
        presence: { count: 1, ids: [7], hash: { 7: { name: "Andi" } } },
    });
    assertJson(await two.subscribe(channel, sari), {
        presence: { count: 2, ids: [7, "9"], hash: { 7: { name: "Andi" }, 9: { name: "Sari" } } },
    });
    assertJson(await one.next(), {
        event: "pusher_internal:member_added",
        data: JSON.stringify(sari),
        channel,
    });
    // A second tab of the same user does not add a member, and closing it does not remove one.
    assert.equal((await tab.subscribe(channel, sari)).presence.count, 2);
    await tab.close();
    assert.deepEqual(await one.sofar(), []);
    two.drop();
    assertJson(await one.next(), {
        event: "pusher_internal:member_removed",
        data: '{"user_id":"9"}',
        channel,
    });
    assert.deepEqual(await one.sofar(), []);
    await one.close();
});

test("RelaysClientEventsToTheOthersOnly", async () => {
    const [one, two] = [await Talk.open(server), await Talk.open(server)];
    for (const talk of [one, two]) await talk.subscribe("private-chat");
    for (const data of [{ a: [1, "é/"] }, '{"a":1}', "plain", null, 1.5]) {
        one.say({ event: "client-typing", channel: "private-chat", data });
        assertJson(await two.next(), { event: "client-typing", data, channel: "private-chat" });
    }
    assert.deepEqual(await one.sofar(), []);
    await one.close();
    await two.close();
});

test("AClientEventOnAPresenceChannelNamesItsSender", async () => {
    const [one, two] = [await Talk.open(server), await Talk.open(server)];
    await one.subscribe("presence-chat", { user_id: 7 });
    await two.subscribe("presence-chat", { user_id: 8 });
    await one.next(); // member_added
    one.say({ event: "client-typing", channel: "presence-chat", data: {} });
    assertJson(await two.next(), {
        event: "client-typing",
        data: {},
        channel: "presence-chat",
        user_id: 7,
    });
    await one.close();
    await two.close();
});

test("RefusesForbiddenClientEvents", async () => {
    const talk = await Talk.open(server);
    await talk.subscribe("open");
    const say = (channel: string, event = "client-a") => talk.say({ event, channel, data: {} });
    const kinds = "Client events are for private and presence channels only.";
    say("open");
    assertJson(await talk.next(), errorMessage(4301, kinds));
    say("private-encrypted-a");
    assertJson(await talk.next(), errorMessage(4301, kinds));
    say("private-elsewhere");
    const notMember = "The client is not a member of the specified channel.";
    assertJson(await talk.next(), errorMessage(4009, notMember));
    say("private-elsewhere", `client-${"x".repeat(200)}`);
    assertJson(await talk.next(), invalid);
    await talk.close();
});

test("LimitsClientEventsToTenASecond", async () => {
    const [one, two] = [await Talk.open(server), await Talk.open(server)];
    for (const talk of [one, two]) await talk.subscribe("private-flood");
    for (let count = 0; count < 30; ++count)
        one.say({ event: "client-a", channel: "private-flood", data: count });
    const refused = await one.sofar();
    assert.ok(refused.length >= 10 && refused.length <= 20, `${refused.length} of 30 refused`);
    const text = "The rate limit for sending client events is exceeded.";
    for (const message of refused) assertJson(message, errorMessage(4301, text));
    for (let count = 0; count < 30 - refused.length; ++count)
        assert.equal((await two.next()).event, "client-a");
    await one.close();
    await two.close();
});

test("SignsUsersInAndNotifiesTheirWatchers", async () => {
    const signIn = (talk: Talk, user: unknown) => {
        const user_data = JSON.stringify(user);
        const auth = `${app.key}:${hmac(`${talk.socketId}::user::${user_data}`)}`;
        talk.say({ event: "pusher:signin", data: { auth, user_data } });
        return { event: "pusher:signin_success", data: JSON.stringify({ user_data }) };
    };
    const watching = (name: string, id: string) => ({
        event: "pusher_internal:watchlist_events",
        data: JSON.stringify({ events: [{ name, user_ids: [id] }] }),
    });
    const [one, two] = [await Talk.open(server), await Talk.open(server)];
    const forger = await Talk.open(server);
    forger.say({ event: "pusher:signin", data: { auth: "x", user_data: '{"id":"1"}' } });
    assertJson(await forger.next(), unauthorized);
    assert.equal((await forger.closed).code, 4009);
    one.say({ event: "pusher:subscribe", data: { channel: "#server-to-user-1" } });
    assert.equal((await one.next()).event, "pusher:subscription_error");
    assertJson(await one.next(), unauthorized);

    const first = { id: "1", watchlist: ["2", 3] };
    const answer = signIn(one, first);
    assertJson(await one.next(), answer);
    assertJson(await one.next(), watching("offline", "2"));
    await one.subscribe("#server-to-user-1");
    const second = signIn(two, { id: "2" });
    assertJson(await two.next(), second);
    assertJson(await one.next(), watching("online", "2"));
    two.drop();
    assertJson(await one.next(), watching("offline", "2"));
    signIn(one, { id: "1", watchlist: Array.from({ length: 101 }, String) });
    assertJson(await one.next(), errorMessage(4302, "The watchlist is too long"));
    await one.close();
});

test("CountsConnectionsAndForgetsEndedOnes", async () => {
    // One client, because each has a connection that stays for a while.
    const api = new Api(server.baseUrl);
    const metrics = async () => {
        const text = String((await api.get("/metrics")).body);
        return Number(/^antrean_http_connections (\d+)$/m.exec(text)?.[1]);
    };
    const talks = await Promise.all([1, 2, 3].map(() => Talk.open(server)));
    assert.ok((await metrics()) >= 3);
    for (const talk of talks) talk.drop();
    await eventually(async () => assert.ok((await metrics()) <= 2));
});
