// What the server relies on in its sessions on PostgreSQL: that it can write, and the settings.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { registration } from "../support/Clinic.ts";
import { createStore, engineUnderTest, type Store } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean, breakSessions } from "../support/Faults.ts";
import { PostgresPool } from "../support/PostgresPool.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";

const date = "2027-10-05";

// Changes a default of the database; sessions that are open keep theirs.
async function alter(store: Store, change: string): Promise<void> {
    const cluster = new URL(store.databaseUrl);
    const name = cluster.pathname.slice(1);
    cluster.pathname = "/postgres";
    await runSql({ ...store, databaseUrl: cluster.href }, `ALTER DATABASE ${name} ${change}`);
}

if (engineUnderTest() === "postgres") {
    // As in a failover: for a while only a standby answers, and its sessions stay what they are
    // when there is a primary again.
    test("WritesAgainAfterAFailoverWithoutARestart", async (t) => {
        const server = await startServer({ flags: ["--demo"] });
        t.after(() => server.close());
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const statusOfWrite = async () =>
            (await api.post("/api/reservation", registration({ date }))).status;
        const statusOfUp = async () => (await api.get("/up")).status;
        await alter(server.store, "SET default_transaction_read_only = on");
        await breakSessions(server.store);
        await eventually(async () => {
            assert.equal(await statusOfWrite(), 503);
            assert.equal(await statusOfUp(), 503);
        });
        assert.equal((await api.get("/api/poly")).status, 200);
        await alter(server.store, "RESET default_transaction_read_only");
        await eventually(async () => {
            assert.equal(await statusOfWrite(), 201);
            assert.equal(await statusOfUp(), 200);
        });
        assert.match(server.log(), / warning the database server does not accept writes/);
        assert.match(server.log(), / info the database server accepts writes again/);
        await assertCheckIsClean(server);
    });

    test("SetsWhatItReliesOnBehindAPoolThatDropsOptions", async (t) => {
        const store = await createStore();
        const pool = await PostgresPool.start(store.databaseUrl);
        t.after(() => {
            pool.close();
            return store.remove();
        });
        for (const setting of ["DateStyle = 'German, DMY'", "TimeZone = 'Asia/Jayapura'"])
            await alter(store, `SET ${setting}`);
        const server = await startServer({
            flags: ["--demo"],
            store: { ...store, databaseUrl: pool.url },
        });
        const api = await signInAs(new Api(server.baseUrl), "superadmin");
        const made = await api.post("/api/reservation", registration({ date }));
        assert.equal(made.status, 201);
        const { id } = made.body.data.reservation;
        const { reservation } = (await api.get(`/api/reservation/${id}`)).body.data;
        assert.equal(reservation.date, date);
        const age = Date.now() - Date.parse(reservation.created_at);
        assert.ok(Math.abs(age) < 60_000, reservation.created_at);
        await server.stop();
    });
}
