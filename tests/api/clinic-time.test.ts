// Wall times are in the clinic's zone, instants are UTC: contract, 4.1 and 4.3-16.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register, wrapped } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";
import { runSql } from "../support/Rows.ts";

const servers: Server[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serve(...flags: string[]): Promise<Server> {
    const server = await startServer({ flags: ["--demo", ...flags] });
    servers.push(server);
    return server;
}

function wallTime(instant: string, timeZone: string): string {
    const form = { timeZone, hourCycle: "h23", timeStyle: "medium" } as const;
    return new Intl.DateTimeFormat("en-GB", form).format(new Date(instant));
}

// A visit's two wall times correspond to its two instants in that zone.
async function assertZone(server: Server, zone: string): Promise<void> {
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const visit = await register(api, { date: "2029-09-30" });
    const called = (await move(api, visit, "withdoctor")).data;
    const { reservation } = (await api.get(`/api/reservation/${visit.id}`)).body.data;
    const { queue } = reservation;
    assert.ok(Math.abs(Date.parse(queue.created_at) - Date.now()) < 60_000, queue.created_at);
    assert.equal(queue.re_reservation_time, wallTime(queue.created_at, zone), zone);
    assert.equal(queue.call_time, wallTime(called.call_time, zone), zone);
    // A service date is a text: no zone moves it to another day.
    assert.deepEqual([reservation.date, queue.date], ["2029-09-30", "2029-09-30"]);
}

test("RefusesToStartWithAnUnknownZone", async () => {
    const started = startServer({ flags: ["--timezone", "Asia/Atlantis"] });
    await assert.rejects(started, /the system knows no zone named Asia\/Atlantis/);
});

test("IsInJakartaByDefault", async () => {
    await assertZone(await serve(), "Asia/Jakarta");
});

// Zones whose offset is the largest possible, one with quarter hours, and UTC.
for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"])
    test(`WritesTheWallTimesOf ${zone}`, async () => {
        await assertZone(await serve("--timezone", zone), zone);
    });

// The config of the demo.
async function configuredZone(api: Api): Promise<{ id: number; value: string }> {
    const { data } = (await api.get("/api/configs")).body;
    return data.find((row: { name: string }) => row.name === "clinic_timezone");
}

test("TheConfiguredZoneWinsOverTheFlag", async () => {
    const server = await serve("--timezone", "UTC");
    await server.stop();
    const sql = "UPDATE configs SET value = 'Asia/Jayapura' WHERE name = 'clinic_timezone'";
    await runSql(server.store, sql);
    await server.start();
    await assertZone(server, "Asia/Jayapura");
});

test("AZoneThatIsChangedCountsWithoutARestart", async () => {
    const server = await serve("--timezone", "UTC");
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const { id, value } = await configuredZone(api);
    assert.equal(value, "UTC");
    const name = "clinic_timezone";
    for (const zone of ["Pacific/Kiritimati", "Asia/Kathmandu"]) {
        await api.put(`/api/configs/${id}`, { name, value: zone });
        await eventually(() => assertZone(server, zone));
    }
    // Without the config the flag applies again.
    await api.delete(`/api/configs/${id}`);
    await eventually(() => assertZone(server, "UTC"));
    await api.post("/api/configs", { name: "other", value: "Asia/Tokyo" });
    await assertZone(server, "UTC");
});

// The change is answered only after the server applies it.
test("AZoneCountsForTheNextRequestToTheServerThatChangedIt", async () => {
    const server = await serve();
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const { id } = await configuredZone(api);
    const zones = ["Asia/Kathmandu", "Pacific/Kiritimati", "UTC"];
    const written: (string | undefined)[] = [];
    for (let turn = 0; turn < 30; ++turn) {
        const change = { name: "clinic_timezone", value: zones[turn % zones.length] };
        await api.put(`/api/configs/${id}`, change);
        const visit = await register(api, { date: "2029-09-30" });
        const { queue } = (await api.get(`/api/reservation/${visit.id}`)).body.data.reservation;
        written.push(
            zones.find((zone) => wallTime(queue.created_at, zone) === queue.re_reservation_time),
        );
    }
    assert.deepEqual(
        written,
        written.map((_, turn) => zones[turn % zones.length]),
    );
});

test("AZoneThatIsChangedCountsOnEveryServerOfTheDatabase", async () => {
    const server = await serve();
    const other = await startServer({ store: server.store });
    try {
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const { id } = await configuredZone(api);
        const change = { name: "clinic_timezone", value: "Pacific/Pago_Pago" };
        assert.equal((await api.put(`/api/configs/${id}`, change)).status, 200);
        await eventually(() => assertZone(other, "Pacific/Pago_Pago"));
    } finally {
        await other.close();
    }
});

test("AnUnknownZoneIsRefused", async () => {
    const server = await serve();
    const api = await signInAs(new Api(server.baseUrl), "superadmin");
    const { id } = await configuredZone(api);
    const message = "The value field must be a valid timezone.";
    for (const value of ["Mars/Base", "WIB", "../../etc/passwd", "asia/jakarta", "+07:00"])
        assertAnswer(
            await api.put(`/api/configs/${id}`, { name: "clinic_timezone", value }),
            422,
            wrapped({ value: [message] }),
        );
    const required = wrapped({ value: ["The value field is required."] });
    const empty = { name: "clinic_timezone", value: " " };
    assertAnswer(await api.put(`/api/configs/${id}`, empty), 422, required);
    // A second row with that name is refused because of the name, too.
    assertAnswer(
        await api.post("/api/configs", { name: "clinic_timezone", value: "Mars/Base" }),
        422,
        wrapped({ name: ["The name has already been taken."], value: [message] }),
    );
    await assertZone(server, "Asia/Jakarta");
});
