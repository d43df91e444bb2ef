// The day beside the desk: who waits, who has come, and what the desk does with a visit.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, plan, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { finder, grid, hasFocus, openDesk, results, rowOf } from "../support/Desk.ts";
import { eventually } from "../support/Eventually.ts";
import { recountFigures } from "../support/History.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");
const date = today();

const visitOf = async ({ id }: Visit) =>
    (await api.get(`/api/reservation/${id}`)).body.data.reservation;

// Chooses the visit's row with the keyboard.
async function choose(screen: Screen, visit: Visit) {
    await screen.page.getByPlaceholder("Saring").fill(visit.form.patient_name);
    await rowOf(screen, visit.form.patient_name).waitFor();
    // The heads of the list and of the poly, and the row.
    await eventually(async () => assert.equal(await screen.page.getByRole("row").count(), 3));
    await grid(screen).focus();
    await screen.page.keyboard.press("Home");
}

test("AnEmptyDaySaysWhatToDo", async () => {
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await openDesk(screens, device);
        await screen.page.getByText("Belum ada pasien hari ini.").waitFor();
        await screen.assertAccessible(`empty ${JSON.stringify(device)}`);
        await screen.picture("loket-kosong");
        screen.assertQuiet();
        await screen.close();
    }
});

test("WhatOthersDoIsSeenWithinASecondAndChangesNothingElse", async () => {
    const visits = await registerSeveral(api, 3, { date });
    const screen = await openDesk(screens);
    const [first, , third] = visits as [Visit, Visit, Visit];
    await rowOf(screen, third.form.patient_name).waitFor();
    await finder(screen).fill("setengah");
    const seen = async (act: () => Promise<unknown>, check: () => Promise<unknown>) => {
        await act();
        const begun = performance.now();
        await check();
        assert.ok(performance.now() - begun < 1_000, `${performance.now() - begun} ms`);
    };
    const status = (visit: Visit, word: string) =>
        rowOf(screen, visit.form.patient_name).getByText(word, { exact: true }).waitFor();
    await seen(() => move(api, first, "anamnesa"), () => status(first, "Anamnesa"));
    let fourth: Visit | undefined;
    await seen(
        async () => (fourth = await register(api, { date, poly_id: 2 })),
        () => rowOf(screen, fourth?.form.patient_name ?? "").waitFor(),
    );
    await seen(
        () => api.post(`/api/queue/${third.id}/check-in`),
        () => rowOf(screen, third.form.patient_name).getByText(/\d\d:\d\d/).first().waitFor(),
    );
    assert.equal(await finder(screen).inputValue(), "setengah");
    screen.assertQuiet();
    await screen.close();
});

test("FiltersAreInTheUrlAndRemembered", async () => {
    const gone = await register(api, { date, poly_id: 1 });
    await move(api, gone, "cancelled");
    const there = await register(api, { date, poly_id: 2, priority: "lansia" });
    const screen = await openDesk(screens);
    await screen.page.getByLabel("Status").selectOption("Dibatalkan");
    await rowOf(screen, gone.form.patient_name).waitFor();
    assert.equal(await rowOf(screen, there.form.patient_name).count(), 0);
    assert.equal(new URL(screen.page.url()).search, "?status=CANCELLED");
    await screen.page.getByLabel("Status").selectOption("Semua status");
    await screen.page.getByRole("button", { name: "Prioritas" }).click();
    await rowOf(screen, there.form.patient_name).getByText("Lansia").waitFor();
    await screen.goto("/loket");
    await rowOf(screen, there.form.patient_name).waitFor();
    assert.equal(new URL(screen.page.url()).search, "?prioritas=1");
    assert.equal(await rowOf(screen, gone.form.patient_name).count(), 0);
    await screen.page.getByPlaceholder("Saring").fill("tidak ada orangnya");
    await screen.page.getByText("Tidak ada yang cocok").waitFor();
    assert.equal(new URL(screen.page.url()).search, "?prioritas=1", "no name in the URL");
    await screen.assertAccessible("nothing matches");
    await screen.page.getByRole("button", { name: "Tampilkan semua" }).click();
    await rowOf(screen, gone.form.patient_name).waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("AVisitIsWorkedOnWithTheKeyboard", async () => {
    await plan(api, { date, doctor_id: 8, start_time: "00:00", end_time: "23:59", quota: 50 });
    const visit = await register(api, { date, poly_id: 1, patient_name: "Kartika Papan" });
    const screen = await openDesk(screens);
    const { page } = screen;
    const { keyboard } = page;
    const closed = () => page.getByRole("dialog").waitFor({ state: "detached" });
    await choose(screen, visit);

    await keyboard.press("d");
    await rowOf(screen, "Kartika Papan").getByText(/\d\d:\d\d/).first().waitFor();
    assert.notEqual((await visitOf(visit)).checked_in_at, null);

    await keyboard.press("p");
    await page.getByRole("radio", { name: "Tidak", checked: true }).waitFor();
    await screen.assertAccessible("priority");
    await page.getByRole("radio", { name: "Tidak" }).and(page.locator(":focus")).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await closed();
    await rowOf(screen, "Kartika Papan").getByText("Lansia").waitFor();

    await grid(screen).and(page.locator(":focus")).waitFor();
    await keyboard.press("u");
    await page.getByLabel("Nama", { exact: true }).and(page.locator(":focus")).waitFor();
    await screen.assertAccessible("patient");
    await keyboard.press("End");
    await keyboard.type("a");
    await keyboard.press("Enter");
    await closed();
    await rowOf(screen, "Kartika Papana").waitFor();

    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Kartika Papana" }).waitFor();
    assert.equal(await page.getByText(visit.form.whatsapp_number).count(), 0, "masked");
    await page.getByRole("dialog").getByRole("button", { name: "Tampilkan nomor" }).click();
    await page.getByText(visit.form.whatsapp_number).waitFor();
    await screen.assertAccessible("visit");
    await screen.picture("loket-kunjungan");
    await keyboard.press("m");
    await page.getByRole("radio", { name: "Poli Gigi" }).check();
    const doctor = { name: /Budi Santoso.*sisa 50 dari 50/, checked: true };
    await page.getByRole("radio", doctor).waitFor();
    await screen.assertAccessible("move");
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Kartika Papana" }).waitFor();
    await page.getByRole("dialog").getByText("Poli Gigi").waitFor();
    const moved = await visitOf(visit);
    assert.equal(moved.poly_id, 2);
    assert.equal(moved.priority, "lansia");
    await keyboard.press("Escape");
    await closed();

    await grid(screen).and(page.locator(":focus")).waitFor();
    await keyboard.press("b");
    await page.getByRole("button", { name: "Batalkan kunjungan" }).waitFor();
    await screen.assertAccessible("cancel");
    await keyboard.press("Enter");
    await page.getByText("Kartika Papana dibatalkan.").waitFor();
    await screen.assertAccessible("undo");
    await screen.picture("loket-urungkan");
    assert.equal((await visitOf(visit)).cancel_reason, "Pasien berhalangan");
    await page.getByRole("button", { name: "Urungkan" }).click();
    await rowOf(screen, "Kartika Papana").getByText("Menunggu", { exact: true }).waitFor();
    assert.equal((await visitOf(visit)).status.status_name, "WAITING");
    screen.assertQuiet();
    await screen.close();
});

test("AStaleActionIsRefusedAndTheRowShowsHowItIs", async () => {
    const visit = await register(api, { date });
    const screen = await openDesk(screens);
    const { page } = screen;
    await choose(screen, visit);
    // A nurse calls the patient while the cancellation is on its way.
    await page.route("**/api/queue/*/cancelled", async (route) => {
        await move(api, visit, "anamnesa");
        await route.continue();
    });
    await page.keyboard.press("b");
    await page.getByRole("button", { name: "Batalkan kunjungan" }).click();
    await page.getByText("Pasien ini baru saja diubah orang lain.").waitFor();
    await page.keyboard.press("Escape");
    await rowOf(screen, visit.form.patient_name).getByText("Anamnesa").waitFor();
    assert.equal((await visitOf(visit)).status.status_name, "ANAMNESA");
    await screen.close();
});

test("TheServerIsAwayAndComesBack", async () => {
    const visit = await register(api, { date });
    const screen = await openDesk(screens);
    await rowOf(screen, visit.form.patient_name).waitFor();
    await screen.context.setOffline(true);
    await screen.page.getByText("Tidak terhubung sejak").waitFor({ timeout: 30_000 });
    await screen.assertAccessible("offline");
    await screen.picture("loket-terputus");
    const during = await register(api, { date });
    await screen.context.setOffline(false);
    await rowOf(screen, during.form.patient_name).waitFor({ timeout: 30_000 });
    await screen.page.getByText("Tidak terhubung sejak").waitFor({ state: "detached" });
    await screen.close();
});

test("EveryStateIsAccessibleInBothThemesOnAllDevices", async () => {
    await register(api, { date, patient_name: "Rupa Layar", priority: "ibu_hamil" });
    for (const device of [{}, { theme: "dark" }, { size: "large" }, { size: "phone" }] as const) {
        const screen = await openDesk(screens, device);
        const state = JSON.stringify(device);
        await rowOf(screen, "Rupa Layar").waitFor();
        await screen.assertAccessible(`list ${state}`);
        await screen.picture("loket");
        await finder(screen).fill("rupa");
        await results(screen).first().getByText("hari ini").waitFor();
        await screen.assertAccessible(`results ${state}`);
        await screen.picture("loket-cari");
        await screen.page.keyboard.press("Enter");
        await screen.page.getByText("Sudah terdaftar").waitFor();
        await screen.assertAccessible(`registration ${state}`);
        await screen.picture("loket-daftar");
        await screen.page.keyboard.press("Escape");
        await hasFocus(screen);
        await finder(screen).fill("");
        await screen.page.getByRole("button", { name: "Tombol" }).click();
        await screen.page.getByText("Di mana saja").waitFor();
        await screen.assertAccessible(`keys ${state}`);
        await screen.page.keyboard.press("Escape");
        await screen.page.getByRole("button", { name: "Atur karcis" }).click();
        await screen.page.getByRole("radio", { name: "58 mm" }).check();
        await screen.assertAccessible(`ticket settings ${state}`);
        screen.assertQuiet();
        await screen.close();
    }
});

// Rows that stand for a hospital's day.
async function fillDay(count: number) {
    const numbers = `WITH RECURSIVE numbers (n) AS
        (SELECT 1000001 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${1_000_000 + count})`;
    await runSql(
        server.store,
        `INSERT INTO patients (id, patient_name, whatsapp_number, whatsapp_key)
         ${numbers} SELECT n, 'Pasien Banyak ' || n, '0819' || n, '62819' || n FROM numbers`,
    );
    await runSql(
        server.store,
        `INSERT INTO reservations (id, patient_id, poly_id, date, bpjs, status_id, created_at)
         ${numbers} SELECT n, n, n % 2 + 1, '${date}', 1, 1, '${date} 00:00:00' FROM numbers`,
    );
    await runSql(
        server.store,
        `INSERT INTO queues (id, reservation_id, poly_id, queue_number, date, re_reservation_time)
         SELECT id, id, poly_id, id - 999000, date, '08:00:00'
         FROM reservations WHERE id > 1000000`,
    );
    await recountFigures(server.store);
}

test("WithTwoAndAHalfThousandVisitsEachInteractionIsPaintedWithinATenthOfASecond", async () => {
    await fillDay(2_500);
    const screen = await openDesk(screens);
    const { page } = screen;
    await page.getByText("Pasien Banyak").first().waitFor();
    await eventually(async () =>
        assert.ok(Number(await page.locator(".day-pane dd").last().textContent()) >= 2_500),
    );
    const rows = await page.getByRole("row").count();
    assert.ok(rows < 120, `${rows} rows exist`);
    await page.evaluate(`globalThis.events = [];
        new PerformanceObserver((list) => events.push(...list.getEntries()
            .filter((each) => each.interactionId > 0)
            .map(({ name, duration }) => ({ name, duration }))))
            .observe({ type: "event", durationThreshold: 16 })`);
    const slowest: number[] = [];
    // The machine has other work; what counts is what the page needs.
    for (let round = 0; round < 3; ++round) {
        await page.evaluate("events.length = 0");
        await page.getByPlaceholder("Saring").click();
        await page.keyboard.type("banyak 10012", { delay: 60 });
        await page.getByPlaceholder("Saring").press("Control+A");
        await page.keyboard.press("Backspace");
        await grid(screen).focus();
        for (const key of ["ArrowDown", "PageDown", "End", "Home", "PageDown", "ArrowUp"])
            await page.keyboard.press(key);
        await page.getByRole("button", { name: "Belum datang" }).click();
        await page.getByRole("button", { name: "Belum datang" }).click();
        await page.getByRole("button", { name: "Baris rapat" }).click();
        await grid(screen).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor();
        await page.keyboard.press("Escape");
        await finder(screen).click();
        await page.keyboard.type("rupa layar", { delay: 60 });
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Daftarkan" }).waitFor();
        await page.keyboard.press("Escape");
        await finder(screen).fill("");
        const durations = (await page.evaluate("events.map((each) => each.duration)")) as number[];
        slowest.push(Math.max(0, ...durations));
    }
    const best = Math.min(...slowest);
    assert.ok(best <= 100, `slowest interaction of each round: ${slowest.join(", ")} ms`);
    console.log(`# slowest interaction of each round: ${slowest.join(", ")} ms`);
    await screen.picture("loket-penuh-2500");
    screen.assertQuiet();
    await screen.close();
});
