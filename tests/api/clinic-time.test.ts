// Wall times are the clinic's, instants are UTC: contract, 4.1 and 4.3-16.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register } from "../support/Clinic.ts";
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

// A visit's two wall times are its two instants in that zone.
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

test("RefusesToStartInAZoneThatNobodyKnows", async () => {
    const started = startServer({ flags: ["--timezone", "Asia/Atlantis"] });
    await assert.rejects(started, /the system knows no zone named Asia\/Atlantis/);
});

test("IsInJakartaUnlessToldOtherwise", async () => {
    await assertZone(await serve(), "Asia/Jakarta");
});

// Hours of the day that differ from UTC's by the most there is, by quarters, and not at all.
for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"])
    test(`WritesTheWallTimesOf ${zone}`, async () => {
        await assertZone(await serve("--timezone", zone), zone);
    });

test("TheConfiguredZoneWinsOverTheFlag", async () => {
    const server = await serve("--timezone", "UTC");
    await server.stop();
    await runSql(
        server.store,
        "INSERT INTO configs (name, value) VALUES ('clinic_timezone', 'Asia/Jayapura')",
    );
    await server.start();
    await assertZone(server, "Asia/Jayapura");
});
