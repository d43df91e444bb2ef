// What one of three servers on a PostgreSQL changes, the others know: one case for each thing that
// a server keeps in memory. A test waits for the state, without a limit that a slow machine could
// miss. At the end, a server that gets no notices of changes.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import pg from "pg";
import { Api } from "../support/Api.ts";
import { move, register, registration } from "../support/Clinic.ts";
import { createStore, engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { createClusterStore } from "../support/Faults.ts";
import { startReceiver } from "../support/N8n.ts";
import { Talk, withSecret } from "../support/Realtime.ts";
import { signInAs } from "../support/Roles.ts";
import { Server, startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const flags = ["--demo", "--double-click", "0", ...withSecret];

if (engineUnderTest() === "postgres") {
    const store = await createStore();
    const servers = [1, 2, 3].map(() => new Server(store, { flags, store }));
    for (const server of servers) await server.start();
    after(async () => {
        for (const server of servers) await server.stop();
        await store.remove();
    });
    const [here, ...others] = servers.map(({ baseUrl }) => new Api(baseUrl)) as [Api, Api, Api];
    const staff = await signInAs(here, "superadmin");
    const there = others.map((api) => api.as(staff.token));

    const must = async (answer: Promise<{ status: number; body: any }>, status = 200) => {
        const { status: got, body } = await answer;
        assert.equal(got, status, JSON.stringify(body));
        return body.data;
    };
    // Everywhere but where it was changed.
    const soon = (check: (api: Api) => Promise<void>) =>
        eventually(async () => {
            for (const api of there) await check(api);
        });

    // A user with these roles, who has used every server.
    async function known(roles: number[]): Promise<{ id: number; all: Api[]; body: any }> {
        const body = newUser({ roles });
        const { id } = await must(staff.post("/api/users", body), 201);
        const own = await here.signIn(body.username, body.password);
        const all = [own, ...others.map((api) => api.as(own.token))];
        for (const api of all) await must(api.get("/api/poly"));
        return { id, all, body };
    }
    const refuses = (all: Api[], path: string, status: number) =>
        eventually(async () => {
            for (const api of all) assert.equal((await api.get(path)).status, status);
        });

    test("AnEndedTokenIsRefused", async () => {
        const { all } = await known([1]);
        await must((all[0] as Api).post("/api/auth/logout"));
        await refuses(all, "/api/poly", 401);
    });

    test("AUserWhoLosesARoleIsLoggedOut", async () => {
        const { id, all, body } = await known([1, 2]);
        const { password: _, password_confirmation: __, ...kept } = body;
        await must(staff.put(`/api/users/${id}`, { ...kept, roles: [2] }));
        await refuses(all, "/api/poly", 401);
    });

    test("ARolesPermissionsCount", async () => {
        const { all } = await known([5]);
        // An empty body is refused by its rules, and before that where the permission is missing.
        const write = async (status: number) => {
            for (const api of all)
                await eventually(async () =>
                    assert.equal((await api.post("/api/schedule", {})).status, status),
                );
        };
        const permissions = "/api/roles/5/permissions";
        await must(staff.put(permissions, { permissions: ["schedule.write"] }));
        await write(422);
        await must(staff.put(permissions, { permissions: [] }));
        await write(403);
    });

    test("ARevokedKioskIsRefused", async () => {
        const { id, setup_code } = await must(staff.post("/api/kiosks", { name: "Depan" }), 201);
        const { headers } = await here.post("/api/kiosk/activate", { code: setup_code });
        const [, token] = /antrean_kiosk=([^;]+)/.exec(headers["set-cookie"] ?? "") ?? [];
        const devices = [here, ...others].map((api) => api.as(token));
        for (const device of devices) await must(device.get("/api/kiosk"));
        await must(staff.delete(`/api/kiosks/${id}`));
        await refuses(devices, "/api/kiosk", 401);
    });

    test("ANewPolyTakesPatients", async () => {
        const { id } = await must(staff.post("/api/poly", { name: "Poli Saraf" }), 201);
        await soon(async (api) => {
            await must(api.post("/api/reservation", registration({ poly_id: id })), 201);
        });
        const shown = async (api: Api) => (await must(api.get("/api/board"))).polies;
        await soon(async (api) =>
            assert.ok((await shown(api)).some((poly: any) => poly.id === id)),
        );
        await must(staff.put(`/api/poly/${id}`, { name: "Poli Syaraf" }));
        await soon(async (api) =>
            assert.ok((await shown(api)).some((poly: any) => poly.name === "Poli Syaraf")),
        );
    });

    test("MetricsCountTheChangesThatAServerLearnedOf", async () => {
        const counted = (text: string) =>
            Number(/^antrean_change_notices_total\{topic="polies"\} (\d+)/m.exec(text)?.[1] ?? 0);
        const counts = () =>
            Promise.all(
                servers.map(async ({ baseUrl }) =>
                    counted(await (await fetch(`${baseUrl}/metrics`)).text()),
                ),
            );
        const before = await counts();
        await must(staff.post("/api/poly", { name: "Poli Mata" }), 201);
        await eventually(async () => {
            const now = await counts();
            now.forEach((count, index) => assert.ok(count > (before[index] as number)));
        });
    });

    test("AHolidayClosesTheClinic", async () => {
        const date = "2028-08-17";
        const days = { first_date: date, last_date: date };
        await must(staff.post("/api/holidays", { ...days, reason: "Kemerdekaan" }), 201);
        await soon(async (api) => {
            const { status } = await api.post("/api/reservation", registration({ date }));
            assert.equal(status, 422);
        });
    });

    test("TheClinicsProfileIsShown", async () => {
        await must(staff.put("/api/clinic", { name: "Klinik Melati" }));
        await soon(async (api) =>
            assert.equal((await must(api.get("/api/board"))).clinic.name, "Klinik Melati"),
        );
    });

    test("TheClinicsTimeZoneCounts", async () => {
        // The first config of the demo.
        const body = { name: "clinic_timezone", value: "Asia/Jayapura" };
        await must(staff.put("/api/configs/1", body));
        await soon(async (api) =>
            assert.equal((await must(api.get("/api/board"))).clinic.timezone, "Asia/Jayapura"),
        );
    });

    test("CallsArePostedToTheNewAddress", async () => {
        const receiver = await startReceiver();
        after(() => receiver.close());
        const config = { name: "n8n_webhook_url", value: receiver.url };
        await must(staff.post("/api/configs", config), 201);
        const date = "2028-05-02";
        for (const api of there)
            await eventually(async () => {
                const visit = await register(api, { date });
                await move(api, visit, "anamnesa");
                await move(api, visit, "waitingdoctor");
                const { body } = await api.patch("/api/queue/call-next", { poly_id: 1, date });
                assert.equal(body.webhook_status, "success", JSON.stringify(body));
            });
    });

    test("ALiveConnectionEndsWithItsToken", async () => {
        const { all } = await known([1]);
        const [first, second] = all as [Api, Api];
        const talk = await Talk.open(servers[1] as Server);
        const signed = await second.post("/broadcasting/auth", {
            socket_id: talk.socketId,
            channel_name: "private-settings-channel",
        });
        assert.equal(signed.status, 200);
        const data = { channel: "private-settings-channel", auth: signed.body.auth };
        talk.say({ event: "pusher:subscribe", data });
        assert.equal((await talk.next()).event, "pusher_internal:subscription_succeeded");
        await must(first.post("/api/auth/logout"));
        assert.equal((await talk.closed).code, 4203);
    });
}

// The connections over which servers get notices end, and new ones get no answer; the sessions that
// a server has go on. So a change at one server is not announced to the other.
async function withoutNotices(): Promise<void> {
    const { cluster, store } = await createClusterStore();
    const one = await startServer({ flags, store });
    const two = await startServer({ flags, store });
    const client = new pg.Client({ connectionString: store.databaseUrl });
    await client.connect();
    let thaw = () => {};
    try {
        const staff = await signInAs(new Api(one.baseUrl), "superadmin");
        const body = newUser({ roles: [1] });
        assert.equal((await staff.post("/api/users", body)).status, 201);
        const own = await new Api(one.baseUrl).signIn(body.username, body.password);
        const there = new Api(two.baseUrl, own.token);
        assert.equal((await there.get("/api/poly")).status, 200);
        thaw = await cluster.freezeNewConnections();
        const { rowCount } = await client.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE query LIKE 'LISTEN %' OR query LIKE 'SELECT pg_is_in_recovery%'`,
        );
        assert.equal(rowCount, 2);
        for (const server of [one, two])
            await eventually(() => assert.match(server.log(), /to the database is lost/));
        // Known again, from the database.
        assert.equal((await there.get("/api/poly")).status, 200);
        assert.equal((await own.post("/api/auth/logout")).status, 200);
        assert.equal((await there.get("/api/poly")).status, 401);
        thaw();
        await eventually(() => assert.match(two.log(), /the database can be reached again/));
        assert.equal((await there.get("/api/poly")).status, 401);
        const others = new Api(two.baseUrl, staff.token);
        assert.equal((await others.get("/api/poly")).status, 200);
    } finally {
        thaw();
        await client.end();
        await one.close();
        await two.close();
        await store.remove();
    }
}

if (engineUnderTest() === "postgres")
    test("AServerThatGetsNoNoticesBelievesNothingThatItKnows", withoutNotices);
