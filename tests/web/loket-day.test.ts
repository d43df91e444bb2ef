// The day beside the desk: who waits, who has come, and what the desk does with a visit.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Locator } from "playwright-core";
import { Api } from "../support/Api.ts";
import { move, plan, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { finder, grid, hasFocus, openDesk, results, rowOf } from "../support/Desk.ts";
import { eventually } from "../support/Eventually.ts";
import { recountFigures } from "../support/History.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { pushed_ms, type Screen, Screens } from "../support/Screens.ts";
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

test("WhatOthersDoIsSeenAtOnceAndChangesNothingElse", async () => {
    const visits = await registerSeveral(api, 3, { date });
    const screen = await openDesk(screens);
    const [first, , third] = visits as [Visit, Visit, Visit];
    await rowOf(screen, third.form.patient_name).waitFor();
    await finder(screen).fill("setengah");
    const row = (visit: Visit) => rowOf(screen, visit.form.patient_name);
    const seen = (what: Locator) => what.first().waitFor({ timeout: pushed_ms });
    await move(api, first, "anamnesa");
    await seen(row(first).getByText("Anamnesa", { exact: true }));
    await seen(row(await register(api, { date, poly_id: 2 })));
    await api.post(`/api/queue/${third.id}/check-in`);
    await seen(row(third).getByText(/\d\d:\d\d/));
    assert.equal(await finder(screen).inputValue(), "setengah");
    screen.assertQuiet();
    await screen.close();
});

test("FiltersAreInTheUrlAndRemembered", async () => {
    const gone = await register(api, { date, poly_id: 1 });
    await move(api, gone, "cancelled");
    const there = await register(api, { date, poly_id: 2, priority: "lansia" });
    const screen = await openDesk(screens);
    await rowOf(screen, there.form.patient_name).waitFor();
    assert.equal(await rowOf(screen, gone.form.patient_name).count(), 0, "it is over");
    await screen.page.getByLabel("Status").selectOption("Dibatalkan");
    await rowOf(screen, gone.form.patient_name).waitFor();
    assert.equal(await rowOf(screen, there.form.patient_name).count(), 0);
    assert.equal(new URL(screen.page.url()).search, "?status=CANCELLED");
    await screen.page.getByLabel("Status").selectOption("Belum selesai");
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
    await screen.page.getByText("Tidak terhubung sejak").waitFor();
    await screen.assertAccessible("offline");
    await screen.picture("loket-terputus");
    const during = await register(api, { date });
    await screen.context.setOffline(false);
    await rowOf(screen, during.form.patient_name).waitFor();
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

// The processor time of the page's main thread so far. Other work of the machine does not count.
async function workOf({ context, page }: Screen): Promise<() => Promise<number>> {
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return async () => {
        const { metrics } = await session.send("Performance.getMetrics");
        return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
    };
}

test("WithTwoAndAHalfThousandVisitsEachInteractionIsATenthOfASecondOfWork", async () => {
    await fillDay(2_500);
    const screen = await openDesk(screens);
    const { page } = screen;
    await page.getByText("Pasien Banyak").first().waitFor();
    await eventually(async () =>
        assert.ok(Number(await page.locator(".day-pane dd").last().textContent()) >= 2_500),
    );
    const rows = await page.getByRole("row").count();
    assert.ok(rows < 120, `${rows} rows exist`);
    const work_ms = await workOf(screen);
    const light = async (act: () => Promise<unknown>, name: string) => {
        const before = await work_ms();
        await act();
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
        const worked = (await work_ms()) - before;
        assert.ok(worked <= 100, `${name}: ${worked} ms of the page's processor time`);
    };
    const press = (key: string) => light(() => page.keyboard.press(key), key);
    await page.getByPlaceholder("Saring").click();
    for (const key of "banyak 10012") await press(key);
    await press("Control+A");
    await press("Backspace");
    await grid(screen).focus();
    for (const key of ["ArrowDown", "PageDown", "End", "Home", "PageDown", "ArrowUp"])
        await press(key);
    for (const name of ["Belum datang", "Belum datang", "Baris rapat"])
        await light(() => page.getByRole("button", { name }).click(), name);
    await grid(screen).focus();
    await press("Enter");
    await page.getByRole("dialog").waitFor();
    await press("Escape");
    await finder(screen).click();
    for (const key of "rupa layar") await press(key);
    await press("Enter");
    await page.getByRole("button", { name: "Daftarkan" }).waitFor();
    await press("Escape");
    await screen.picture("loket-penuh-2500");
    screen.assertQuiet();
    await screen.close();
});
