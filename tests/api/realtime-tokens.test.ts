// Connections with private channels end with the tokens that opened these channels.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { Talk, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const flags = ["--demo", ...withSecret];
const server = await startServer({ flags });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");

interface Person {
    id: number;
    body: any;
    api: Api;
}

async function person(): Promise<Person> {
    const body = newUser({ roles: [3, 4] });
    const { id } = (await superadmin.post("/api/users", body)).body.data;
    return { id, body, api: await superadmin.signIn(body.username, body.password) };
}

// A connection whose channel the server itself has signed, by its bearer token.
async function subscribed(where: Server, api: Api, channel: string): Promise<Talk> {
    const talk = await Talk.open(where);
    const signed = await api.post("/broadcasting/auth", {
        socket_id: talk.socketId,
        channel_name: channel,
    });
    assert.equal(signed.status, 200);
    talk.say({ event: "pusher:subscribe", data: { channel, ...signed.body } });
    assert.equal((await talk.next()).event, "pusher_internal:subscription_succeeded");
    return talk;
}

async function assertEnds(talk: Talk): Promise<void> {
    assert.deepEqual(await talk.closed, { code: 4203, reason: "The token of the user has ended" });
}

const endings: [name: string, end: (who: Person) => Promise<number>][] = [
    ["ARemoval", async ({ id }) => (await superadmin.delete(`/api/users/${id}`)).status],
    ["ALogout", async ({ api }) => (await api.post("/api/auth/logout")).status],
    [
        "ANewPassword",
        async ({ id, body }) => (await superadmin.put(`/api/users/${id}`, body)).status,
    ],
    [
        "TheLossOfARole",
        async ({ id, body: { password: _, password_confirmation: __, ...kept } }) =>
            (await superadmin.put(`/api/users/${id}`, { ...kept, roles: [3] })).status,
    ],
];
for (const [name, end] of endings)
    test(`${name} EndsPrivateAndPresenceChannels`, async () => {
        const who = await person();
        const talks = [
            await subscribed(server, who.api, "private-staff"),
            await subscribed(server, who.api, "presence-staff"),
        ];
        const other = await subscribed(server, superadmin, "presence-staff");
        assert.equal(await end(who), 200);
        for (const talk of talks) await assertEnds(talk);
        await other.sofar();
        other.socket.close();
    });

test("AUserWhoSignedInOnAConnectionLeavesIt", async () => {
    const who = await person();
    const talk = await Talk.open(server);
    const signed = await who.api.post("/broadcasting/user-auth", { socket_id: talk.socketId });
    talk.say({ event: "pusher:signin", data: signed.body });
    assert.equal((await talk.next()).event, "pusher:signin_success");
    assert.equal((await superadmin.delete(`/api/users/${who.id}`)).status, 200);
    await assertEnds(talk);
});

test("ConnectionsWithPublicChannelsGoOn", async () => {
    const who = await person();
    const talk = await Talk.open(server);
    await talk.subscribe("queue-channel");
    assert.equal((await superadmin.delete(`/api/users/${who.id}`)).status, 200);
    await talk.sofar();
    talk.socket.close();
});

async function endsOnAnotherServer(): Promise<void> {
    const other = await startServer({ store: server.store, flags: withSecret });
    try {
        const who = await person();
        // The connection is there, the signature comes from here, and so does the removal.
        const talk = await subscribed(other, who.api, "private-staff");
        assert.equal((await superadmin.delete(`/api/users/${who.id}`)).status, 200);
        await assertEnds(talk);
    } finally {
        await other.close();
    }
}
if (engineUnderTest() === "postgres")
    test("AConnectionToAnotherServerEndsToo", endsOnAnotherServer);
