// Webhooks of an app, as hosted Pusher sends them.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { lockTable } from "../support/Faults.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import { app, call, Talk, withSecret } from "../support/Realtime.ts";
import { runCommand, type Server, startServer } from "../support/Server.ts";
import { type WebhookEvent, WebhookReceiver } from "../support/WebhookReceiver.ts";

const receiver = await WebhookReceiver.start();
const url = receiver.url;
const flags = [...withSecret, "--realtime-webhook-url", url, "--realtime-peer-timeout", "3"];
const server = await startServer({ flags });
after(async () => {
    await server.close();
    await receiver.close();
    assert.equal(receiver.invalid, 0);
});

// A dead server is noticed after its silence, an end after its grace period, both of 3 s.
const goneMs = 30_000;

async function hears(channel: string, ...events: WebhookEvent[]): Promise<void> {
    await eventually(() => assertJson(receiver.of(channel), events), goneMs);
}
async function subscriber(channel: string, member?: object, where = server): Promise<Talk> {
    const talk = await Talk.open(where);
    await talk.subscribe(channel, member);
    return talk;
}
const occupied = (channel: string): WebhookEvent => ({ name: "channel_occupied", channel });
const vacated = (channel: string): WebhookEvent => ({ name: "channel_vacated", channel });
const added = (channel: string, user_id: string): WebhookEvent => ({
    name: "member_added",
    channel,
    user_id,
});
const removed = (channel: string, user_id: string): WebhookEvent => ({
    name: "member_removed",
    channel,
    user_id,
});

// Waits until a channel and its only member, both reported before, are reported as gone.
async function hearsOfTheEnd(channel: string, member: string): Promise<void> {
    await eventually(() => assert.equal(receiver.of(channel).length, 4), goneMs);
    const gone = receiver.of(channel).slice(2);
    const byName = (a: WebhookEvent, b: WebhookEvent) => (a.name < b.name ? -1 : 1);
    assertJson(gone.sort(byName), [vacated(channel), removed(channel, member)]);
}

test("AChannelIsOccupiedOnceAndVacatedAfterItsLastSubscriber", async () => {
    const talks = [await subscriber("news"), await subscriber("news")];
    await hears("news", occupied("news"));
    for (const talk of talks) await talk.close();
    await hears("news", occupied("news"), vacated("news"));
});

test("AReloadDoesNotVacateAChannel", async () => {
    const channel = "presence-reload";
    const first = await subscriber(channel, { user_id: 1 });
    await hears(channel, occupied(channel), added(channel, "1"));
    await first.close();
    const second = await subscriber(channel, { user_id: 1 });
    // A later event shows that nothing was sent in between.
    const other = await subscriber("private-after");
    await other.close();
    await hears("private-after", occupied("private-after"), vacated("private-after"));
    await hears(channel, occupied(channel), added(channel, "1"));
    await second.close();
    await hearsOfTheEnd(channel, "1");
});

test("MembersComeAndGoOnceHoweverManyTabsTheyHave", async () => {
    const channel = "presence-tabs";
    const tabs = [await subscriber(channel, { user_id: "a" })];
    tabs.push(await subscriber(channel, { user_id: "a" }));
    const stays = await subscriber(channel, { user_id: 2 });
    const came = [occupied(channel), added(channel, "a"), added(channel, "2")];
    await hears(channel, ...came);
    for (const tab of tabs) await tab.close();
    await hears(channel, ...came, removed(channel, "a"));
    await stays.close();
});

test("ClientEventsAreReportedWithTheirSender", async () => {
    const channel = "presence-talk";
    const talk = await subscriber(channel, { user_id: 7 });
    talk.say({ event: "client-a", channel, data: { x: [1, "é"] } });
    talk.say({ event: "client-b", channel, data: "plain" });
    const common = { name: "client_event", channel };
    const sender = { socket_id: talk.socketId, user_id: "7" };
    await hears(
        channel,
        occupied(channel),
        added(channel, "7"),
        { ...common, event: "client-a", data: '{"x":[1,"é"]}', ...sender },
        { ...common, event: "client-b", data: "plain", ...sender },
    );
    await talk.close();
});

test("AMissOfACacheChannelIsReportedOnceUntilAPublish", async () => {
    const channel = "cache-a";
    const talks = [await subscriber(channel), await subscriber(channel)];
    await hears(channel, occupied(channel), { name: "cache_miss", channel });
    const body = JSON.stringify({ name: "e", data: "1", channel });
    assertAnswer(await call(new Api(server.baseUrl), { body }), 200, {});
    const late = await subscriber(channel);
    assertJson(await late.next(), { event: "e", data: "1", channel });
    assert.equal(receiver.of(channel).length, 2);
    for (const talk of [...talks, late]) await talk.close();
});

test("ARefusedWebhookIsRetriedInOrder", async () => {
    receiver.failures = 2;
    const channel = "presence-again";
    const talks: Talk[] = [];
    for (const user_id of ["a", "b", "c"]) talks.push(await subscriber(channel, { user_id }));
    await hears(
        channel,
        occupied(channel),
        ...["a", "b", "c"].map((user_id) => added(channel, user_id)),
    );
    for (const talk of talks) await talk.close();
});

test("MembersOfADeadServerAreReportedAsGone", async () => {
    const channel = "presence-died";
    const doomed = await subscriber(channel, { user_id: "a" });
    const came = [occupied(channel), added(channel, "a")];
    await hears(channel, ...came);
    await server.kill9();
    await doomed.closed;
    await server.start();
    await hearsOfTheEnd(channel, "a");
});

test("EachWebhookGetsItsEvents", async () => {
    const two = await WebhookReceiver.start();
    const webhooks = [{ url: two.url, events: ["client_event", "channel_occupied"] }];
    const apps = JSON.stringify([{ ...app, webhooks }]);
    const other = await startServer({ flags: ["--realtime-apps", apps] });
    try {
        const talk = await subscriber("presence-a", { user_id: 1 }, other);
        talk.say({ event: "client-a", channel: "presence-a", data: 1 });
        await eventually(() =>
            assert.deepEqual(
                two.events.map(({ name }) => name),
                ["channel_occupied", "client_event"],
            ),
        );
        await talk.close();
    } finally {
        await other.close();
        await two.close();
    }
});

const broken: [webhooks: unknown, problem: RegExp][] = [
    [{}, /"webhooks" must be a list of objects/],
    [[1], /"webhooks" must be a list of objects/],
    [[{}], /must begin with http/],
    [[{ url: "ftp://a" }], /must begin with http/],
    [[{ url: "http://a", colour: "red" }], /"colour" of a webhook is not understood/],
    [[{ url: "http://a", events: ["dance"] }], /there is no webhook event "dance"/],
];

test("SaysWhatIsWrongWithAWebhook", async () => {
    for (const [webhooks, problem] of broken) {
        const apps = JSON.stringify([{ ...app, webhooks }]);
        const given = ["--data-dir", server.store.dataDir, "--realtime-apps", apps];
        const ended = await runCommand(["serve", "--listen", "127.0.0.1:0", ...given]);
        assert.equal(ended.status, 2, ended.stderr);
        assert.match(ended.stderr.trim().split("\n").at(-1) ?? "", problem);
    }
});

async function severalServersTellOnce(): Promise<void> {
    const two: Server = await startServer({ flags, store: server.store });
    try {
        const channel = "presence-both";
        const here = await subscriber(channel, { user_id: "a" });
        // Each server reports independently, so an order exists only if the test waits.
        await hears(channel, occupied(channel), added(channel, "a"));
        const there = await subscriber(channel, { user_id: "a" }, two);
        const doomed = await subscriber(channel, { user_id: "b" }, two);
        const came = [occupied(channel), added(channel, "a"), added(channel, "b")];
        await hears(channel, ...came);
        await there.close();
        await two.kill9();
        await doomed.closed;
        await hears(channel, ...came, removed(channel, "b"));
        await here.close();
        await eventually(() => assert.equal(receiver.of(channel).length, 6));
    } finally {
        await two.close();
    }
}

async function whoCameJustBeforeItsServerDiedIsToldToBeGone(): Promise<void> {
    const two: Server = await startServer({ flags, store: server.store });
    try {
        const channel = "presence-unknown";
        // The remaining server is not notified of the member.
        const unlock = await lockTable(server.store, "peer_batches");
        const doomed = await subscriber(channel, { user_id: "a" }, two);
        const came = [occupied(channel), added(channel, "a")];
        await hears(channel, ...came);
        await two.kill9();
        await doomed.closed;
        await unlock();
        await hearsOfTheEnd(channel, "a");
    } finally {
        await two.close();
    }
}
if (engineUnderTest() === "postgres") {
    test("SeveralServersReportOnce", severalServersTellOnce);
    test(
        "WhoCameJustBeforeItsServerDiedIsToldToBeGone",
        whoCameJustBeforeItsServerDiedIsToldToBeGone,
    );
}

test("AStormOfChannelsIsSummedUp", async () => {
    const storm = await WebhookReceiver.start();
    const apps = JSON.stringify([{ ...app, webhooks: [{ url: storm.url }] }]);
    const other = await startServer({ flags: ["--realtime-apps", apps] });
    try {
        const talks = await Promise.all(Array.from({ length: 15 }, () => Talk.open(other)));
        for (const [index, talk] of talks.entries())
            for (let number = 0; number < 200; ++number)
                talk.say({
                    event: "pusher:subscribe",
                    data: { channel: `storm-${index}-${number}` },
                });
        const summary = await eventually(() => {
            const found = storm.events.find(({ name }) => name === "events_dropped");
            assert.notEqual(found, undefined);
            return found as WebhookEvent;
        }, 30_000);
        assert.equal(summary.channel, "");
        assert.ok(Number(summary.count) > 0);
        assert.ok(storm.events.length < 2_500, `${storm.events.length} events`);
    } finally {
        await other.close();
        await storm.close();
    }
});

test("AConnectionThatSubscribesWithoutEndIsSlowedDown", async () => {
    const talk = await Talk.open(server);
    const channel = "again";
    for (let count = 0; count < 700; ++count)
        for (const event of ["pusher:subscribe", "pusher:unsubscribe"])
            talk.say({ event, data: { channel } });
    talk.say({ event: "pusher:ping", data: {} });
    const errors: unknown[] = [];
    for (;;) {
        const message = await talk.next();
        if (message.event === "pusher:pong") break;
        if (message.event === "pusher:subscription_error") errors.push(message.data);
    }
    assert.ok(errors.length > 0 && errors.length <= 100, `${errors.length} errors`);
    assert.match(JSON.stringify(errors[0]), /Too many subscriptions in a short time/);
    await talk.close();
});
