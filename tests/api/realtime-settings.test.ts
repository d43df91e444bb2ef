// Open screens of the staff learn which settings have changed.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { Talk, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const channel = "private-settings-channel";
const server = await startServer({ flags: ["--demo", ...withSecret] });
after(() => server.close());
const superadmin = await signInAs(new Api(server.baseUrl), "superadmin");
const reception = await signInAs(new Api(server.baseUrl), "reception");

async function follow(): Promise<Talk> {
    const talk = await Talk.open(server);
    const signed = await reception.post("/broadcasting/auth", {
        socket_id: talk.socketId,
        channel_name: channel,
    });
    assert.equal(signed.status, 200);
    talk.say({ event: "pusher:subscribe", data: { channel, ...signed.body } });
    assert.equal((await talk.next()).event, "pusher_internal:subscription_succeeded");
    return talk;
}

async function created(path: string, body: object): Promise<string> {
    const answer = await superadmin.post(path, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return `${path}/${answer.body.data.id}`;
}

test("StrangersGetNoneOfThem", async () => {
    const talk = await Talk.open(server);
    talk.say({ event: "pusher:subscribe", data: { channel } });
    assert.equal((await talk.next()).event, "pusher:subscription_error");
    talk.socket.close();
});

const template = { template_name: "Uji", message: "Halo" };
const changes: [topic: string, change: () => Promise<unknown>][] = [
    ["callers", () => superadmin.put("/api/roles/6/permissions", { permissions: ["lab.write"] })],
    ["callers", () => created("/api/users", newUser({}))],
    ["polies", () => created("/api/poly", { name: "Poli Mata" })],
    ["statuses", () => created("/api/status", { status_name: "UJI", label: "Uji" })],
    ["configs", () => superadmin.put("/api/clinic", { name: "Klinik Uji" })],
    ["message_templates", () => created("/api/message-templates", template)],
    ["kiosks", () => created("/api/kiosks", { name: "Lobi" })],
];
for (const [topic, change] of changes)
    test(`AChangeOf ${topic} IsPublishedWithoutItsContent`, async () => {
        const talk = await follow();
        await change();
        const { event, data } = await talk.next();
        assert.equal(event, "settings.changed");
        assert.deepEqual(JSON.parse(data as string), { topics: [topic] });
        talk.socket.close();
    });

test("APermissionThatWasTakenAwayIsGoneWhenTheScreenLearnsOfIt", async () => {
    const talk = await follow();
    const permissions = ["reservation.write"];
    await superadmin.put("/api/roles/6/permissions", { permissions });
    assert.equal((await talk.next()).event, "settings.changed");
    assert.deepEqual((await reception.get("/api/auth/me")).body.data.permissions, permissions);
    talk.socket.close();
});

test("NothingIsPublishedForARefusedChange", async () => {
    const talk = await follow();
    assert.equal((await superadmin.post("/api/poly", { name: "" })).status, 422);
    assert.equal((await reception.post("/api/poly", { name: "Poli Kulit" })).status, 403);
    await created("/api/status", { status_name: "LAIN", label: "Lain" });
    assert.deepEqual(JSON.parse((await talk.next()).data as string), { topics: ["statuses"] });
    talk.socket.close();
});
