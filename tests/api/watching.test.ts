// What the alerts and the dashboard of contrib/ read from /metrics.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Talk } from "../support/Realtime.ts";
import { move, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { runSql } from "../support/Rows.ts";

const { server, api } = await startDemo();
const metrics = async () => (await fetch(`${server.baseUrl}/metrics`)).text();
// The value of the line that begins so.
const valueOf = (text: string, begin: string) => {
    const line = text.split("\n").find((each) => each.startsWith(`${begin} `));
    assert.ok(line !== undefined, `no line ${begin}`);
    return Number(line.slice(begin.length + 1));
};
const readExample = (name: string) =>
    readFileSync(new URL(`../../contrib/${name}`, import.meta.url), "utf8");

test("EveryFigureOfTheAlertsAndTheDashboardIsThere", async () => {
    const examples = [
        readExample("prometheus/antrean.rules.yml"),
        readExample("grafana/antrean.json"),
    ].join("\n");
    const names = new Set(examples.match(/\bantrean_\w+/g));
    if (engineUnderTest() === "postgres")
        for (const name of ["antrean_database_bytes", "antrean_wal_bytes"]) names.delete(name);
    await eventually(async () => {
        const text = await metrics();
        for (const name of names) {
            const family = name.replace(/_bucket$/, "");
            assert.ok(text.includes(`# TYPE ${family} `), family);
        }
    });
});

test("WhoWaitsIsCountedByPolyAndStation", async () => {
    const visit = await register(api, { date: today() });
    await register(api, { date: today() });
    await move(api, visit, "waitingdoctor");
    const before = new Date(Date.now() - 600_000).toISOString().slice(0, 19).replace("T", " ");
    await runSql(server.store, `UPDATE reservations SET created_at = '${before}'`);
    const poly = (await api.get(`/api/poly/${visit.form.poly_id}`)).body.data.name;
    const line = (station: string, figure = "waiting_patients") =>
        `antrean_${figure}{poly="${poly}",station="${station}"}`;
    await eventually(async () => {
        const text = await metrics();
        assert.equal(valueOf(text, line("nurse")), 1);
        assert.equal(valueOf(text, line("doctor")), 1);
        for (const station of ["nurse", "doctor"]) {
            const seconds = valueOf(text, line(station, "longest_wait_seconds"));
            assert.ok(seconds > 600 && seconds < 700, `${seconds} s for the ${station}`);
        }
        assert.equal(valueOf(text, "antrean_database_up"), 1);
        assert.equal(valueOf(text, "antrean_feed_lag_entries"), 0);
        assert.ok(valueOf(text, "antrean_disk_free_bytes") > 0);
    }, 15_000);
});

test("ScreensAreCounted", async () => {
    const line = 'antrean_websocket_connections{app="antrean"}';
    const before = valueOf(await metrics(), line);
    const talk = await Talk.open(server);
    assert.equal(valueOf(await metrics(), line), before + 1);
    talk.socket.terminate();
    await eventually(async () => assert.equal(valueOf(await metrics(), line), before));
});
