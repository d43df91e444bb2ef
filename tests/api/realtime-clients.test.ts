// The real laravel-echo and pusher-js with our auth endpoints and bearer tokens.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { unauthenticated, wrapped } from "../support/Clinic.ts";
import { connected, once, openPusher, openScreen, type PusherJs } from "../support/Echo.ts";
import { isOnSeveral } from "../support/Engine.ts";
import { assertAnswer, assertJson } from "../support/Json.ts";
import { app, channelAuth, hmac, withSecret } from "../support/Realtime.ts";
import { signInAs, users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo", ...withSecret] });
after(() => server.close());
const api = new Api(server.baseUrl);
const doctor = await signInAs(api, "doctor");
const nurse = await signInAs(api, "nurse");

const open: PusherJs[] = [];
after(() => open.forEach((pusher) => pusher.disconnect()));
function screen(token?: string) {
    const opened = openScreen(server, token);
    open.push(opened.pusher);
    return opened;
}

const forbidden = { status: "error", message: "This action is unauthorized." };

test("TheAuthEndpointSignsForSignedInUsers", async () => {
    for (const path of ["/broadcasting/auth", "/api/broadcasting/auth"]) {
        const ask = (who: Api, body: object) => who.post(path, body);
        assertAnswer(await ask(api, {}), 401, unauthenticated);
        assertAnswer(
            await ask(doctor, {}),
            422,
            wrapped({
                socket_id: ["The socket id field is required."],
                channel_name: ["The channel name field is required."],
            }),
        );
        const socket_id = "123.456";
        assertAnswer(await ask(doctor, { socket_id, channel_name: "private-a" }), 200, {
            auth: channelAuth(socket_id, "private-a"),
        });
        const { id } = users.doctor;
        const body = (await ask(doctor, { socket_id, channel_name: "presence-a" })).body;
        assertJson(body, {
            auth: channelAuth(socket_id, "presence-a", body.channel_data),
            channel_data: body.channel_data,
        });
        assert.equal(JSON.parse(body.channel_data).user_id, id);
        const refused = [
            { socket_id, channel_name: "public" },
            { socket_id, channel_name: "private-a b" },
            { socket_id: "123", channel_name: "private-a" },
            { socket_id: "123.456:private-b", channel_name: "private-a" },
            { socket_id, channel_name: `private-App.Models.User.${id + 1}` },
            { socket_id, channel_name: `private-App.Models.User.${id}.x` },
            ...["presence-", "private-cache-", "presence-cache-", "private-encrypted-cache-"].map(
                (kind) => ({ socket_id, channel_name: `${kind}App.Models.User.${id + 1}` }),
            ),
        ];
        for (const wrong of refused) assertAnswer(await ask(doctor, wrong), 403, forbidden);
        const own = `private-App.Models.User.${id}`;
        assert.equal((await ask(doctor, { socket_id, channel_name: own })).status, 200);
    }
});

test("APageOfAnotherOriginMayAskForSignatures", async () => {
    const answer = await api.request({
        method: "options",
        url: "/broadcasting/auth",
        headers: {
            Origin: "https://layar.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    assert.equal(answer.headers["access-control-allow-headers"], "authorization,content-type");
});

test("TheUserEndpointIdentifiesTheCaller", async () => {
    const path = "/broadcasting/user-auth";
    assertAnswer(await api.post(path), 401, unauthenticated);
    assertAnswer(await nurse.post(path, { socket_id: "1" }), 403, forbidden);
    const { body } = await nurse.post(path, { socket_id: "123.456" });
    assertJson(body, {
        auth: `${app.key}:${hmac(`123.456::user::${body.user_data}`)}`,
        user_data: body.user_data,
    });
    assert.equal(JSON.parse(body.user_data).id, String(users.nurse.id));
});

test("EchoWhispersOnAPrivateChannel", async () => {
    const [one, two] = [screen(doctor.token), screen(nurse.token)];
    const channels = [one, two].map(({ echo }) => echo.private("room"));
    const subscribed = (channel: (typeof channels)[0]) =>
        new Promise<void>((done) => channel.subscribed(done));
    await Promise.all(channels.map(subscribed));
    const heard = new Promise((done) => channels[1]?.listenForWhisper("typing", done));
    channels[0]?.whisper("typing", { name: "Andi" });
    assertJson(await heard, { name: "Andi" });
});

test("EchoReportsARefusedSubscription", async () => {
    const { echo, pusher } = screen();
    await connected(pusher);
    const refused = new Promise<any>((done) => echo.private("room").error(done));
    assert.equal((await refused).status, 401);
});

const late = isOnSeveral && "the second member may subscribe before its server knows the first";
test("APresenceChannelKnowsAUserWithTwoTabsOnce", { skip: late }, async () => {
    const first = screen(doctor.token);
    const here = (room: any) => new Promise<any[]>((done) => room.here(done));
    const room = first.echo.join("ward");
    const joined = new Promise<any>((done) => room.joining(done));
    const left = new Promise<any>((done) => room.leaving(done));
    assert.deepEqual((await here(room)).map((user) => user.id), [users.doctor.id]);
    const tabs = [screen(nurse.token), screen(nurse.token)];
    for (const tab of tabs)
        assert.deepEqual(
            (await here(tab.echo.join("ward"))).map((user) => user.id).sort(),
            [users.doctor.id, users.nurse.id].sort(),
        );
    assert.equal((await joined).id, users.nurse.id);
    for (const tab of tabs) tab.pusher.disconnect();
    assert.equal((await left).id, users.nurse.id);
});

test("PusherJsSignsInAndIsReachedByTheServer", async () => {
    const pusher = openPusher(server, nurse.token);
    open.push(pusher);
    await connected(pusher);
    const signedIn = once(pusher.connection, "message");
    pusher.signin();
    await signedIn;
    await pusher.user.signinDonePromise;
    assert.equal(pusher.user.user_data.id, String(users.nurse.id));
});
