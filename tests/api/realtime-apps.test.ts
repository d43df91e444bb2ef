// Several apps: allowed origins, limits of time and number.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { assertJson } from "../support/Json.ts";
import { errorMessage, Talk } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { runCommand, startServer } from "../support/Server.ts";

const apps = [
    { id: "1", key: "one", secret: "s1", allowed_origins: ["klinik.example", "*.local"] },
    { id: "2", key: "two", secret: "s2", max_connections: 1, client_events: false },
    { id: 3, key: "three", secret: "s3", activity_timeout: 7, ping_interval: 1, pong_timeout: 1 },
    { id: 4, key: "four", secret: "s4", idle_timeout: 3 },
];
const server = await startServer({ flags: ["--demo", "--realtime-apps", JSON.stringify(apps)] });
after(() => server.close());

const two = { key: "two" };

test("AppsAreSeparate", async () => {
    const one = await Talk.open(server, { key: "one" });
    const other = await Talk.open(server, { key: "three" });
    for (const talk of [one, other]) await talk.subscribe("news");
    const gone = Talk.connect(server, { key: "antrean-key" });
    assert.equal((await gone.closed).code, 4001);
    for (const talk of [one, other]) {
        assert.deepEqual(await talk.sofar(), []);
        await talk.close();
    }
});

test("TheClinicsBroadcastsReachEveryApp", async () => {
    for (const key of ["one", "two", "three"]) {
        const talk = await Talk.open(server, { key });
        await talk.subscribe("queue-channel");
        assert.equal((await talk.next()).event, "queue.updated");
        await talk.close();
    }
});

test("TheAuthEndpointSignsForTheFirstApp", async () => {
    const api = await signInAs(new Api(server.baseUrl), "nurse");
    const body = { socket_id: "1.2", channel_name: "private-a" };
    assert.match((await api.post("/broadcasting/auth", body)).body.auth, /^one:/);
});

test("AConnectionWithoutAnyChannelIsClosed", async () => {
    const [idle, busy] = [await Talk.open(server, { key: "four" }), await Talk.open(server, two)];
    assertJson(await idle.next(), errorMessage(4202, "Closed after inactivity"));
    assertJson(await idle.closed, { code: 4202, reason: "Closed after inactivity" });
    const subscribed = await Talk.open(server, { key: "four" });
    await subscribed.subscribe("news");
    const left = await Talk.open(server, { key: "four" });
    await left.subscribe("news");
    left.say({ event: "pusher:unsubscribe", data: { channel: "news" } });
    assert.equal((await left.closed).code, 4202);
    for (const talk of [busy, subscribed]) {
        assert.deepEqual(await talk.sofar(), []);
        await talk.close();
    }
});

test("RefusesPagesOfOtherOrigins", async () => {
    const refused = ["https://evil.example", "https://klinik.example.evil", "http://local", "null"];
    for (const origin of refused) {
        const talk = Talk.connect(server, { key: "one", origin });
        assertJson(await talk.next(), errorMessage(4009, "Origin not allowed"));
        assertJson(await talk.closed, { code: 4009, reason: "Origin not allowed" });
    }
    const allowed = ["https://Klinik.Example", "http://klinik.example:8080", "http://a.b.local"];
    for (const origin of allowed)
        await (await Talk.open(server, { key: "one", origin })).close();
});

test("OneMoreConnectionThanAllowedIsRefused", async () => {
    const first = await Talk.open(server, two);
    const second = Talk.connect(server, two);
    const text = "Application is over connection quota";
    assertJson(await second.next(), errorMessage(4004, text));
    assertJson(await second.closed, { code: 4004, reason: text });
    await first.subscribe("news");
    await first.close();
});

test("ClientEventsCanBeSwitchedOff", async () => {
    const talk = await Talk.open(server, two);
    talk.say({ event: "client-a", channel: "private-a", data: {} });
    const text = "The app does not have client messaging enabled.";
    assertJson(await talk.next(), errorMessage(4301, text));
    await talk.close();
});

test("ASilentClientIsAskedAndThenClosed", async () => {
    const talk = Talk.connect(server, { key: "three" });
    const greeting = JSON.parse((await talk.next()).data as string);
    assert.equal(greeting.activity_timeout, 7);
    assertJson(await talk.next(), { event: "pusher:ping" });
    talk.say({ event: "pusher:pong", data: {} });
    assertJson(await talk.next(), { event: "pusher:ping" });
    const text = "Pong reply not received in time";
    assertJson(await talk.next(), errorMessage(4201, text));
    assertJson(await talk.closed, { code: 4201, reason: text });
});

test("AClientOfControlFramesIsAskedWithThem", async () => {
    const talk = await Talk.open(server, { key: "three" });
    talk.socket.ping();
    for (let count = 0; count < 2; ++count)
        await new Promise((done) => talk.socket.once("ping", done));
    assert.deepEqual(await talk.sofar(), []);
    await talk.close();
});

const brokenFlags: [apps: string, problem: RegExp][] = [
    ["x", /must be JSON/],
    ["[]", /must be JSON/],
    ["[7]", /each app must be an object/],
    ['[{"id":"1","key":"k"}]', /needs an id, a key and a secret/],
    ['[{"id":"1","key":"k","secret":"hush","colour":"red"}]', /"colour" is not understood/],
    ['[{"id":"1","key":"k","secret":"hush","max_connections":-1}]', /must be a positive number/],
    [
        '[{"id":"1","key":"k","secret":"a"},{"id":"2","key":"k","secret":"b"}]',
        /the same id or key/,
    ],
];

test("SaysWhatIsWrongWithTheAppsAndKeepsTheirSecrets", async () => {
    for (const [value, problem] of brokenFlags) {
        const flags = ["--data-dir", server.store.dataDir, "--realtime-apps", value];
        const ended = await runCommand(["serve", "--listen", "127.0.0.1:0", ...flags]);
        assert.equal(ended.status, 2, ended.stderr);
        assert.match(ended.stderr.trim().split("\n").at(-1) ?? "", problem);
        assert.ok(!ended.stderr.includes("hush"));
    }
});

test("ASecretIsMadeOnceAndIsItsOwnersAlone", async () => {
    const other = await startServer();
    try {
        const path = join(other.store.dataDir, "realtime-secret");
        const secret = readFileSync(path, "utf8");
        assert.match(secret, /^[A-Za-z0-9]{40}\n$/);
        assert.equal(statSync(path).mode & 0o777, 0o600);
        await other.stop();
        await other.start();
        assert.equal(readFileSync(path, "utf8"), secret);
    } finally {
        await other.close();
    }
});
