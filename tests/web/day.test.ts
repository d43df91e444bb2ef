// A clinic's day in six browsers: kiosk, desk, nurse, doctor, board and a patient's phone. Each
// sees the others' work by itself and without a reload, also after a restart of the server, after
// a minute without network, and on a device whose clock is three hours wrong.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { type Locator, type Page } from "playwright-core";
import { plan, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { finder, openDesk, rowOf } from "../support/Desk.ts";
import { eventually } from "../support/Eventually.ts";
import { users } from "../support/Roles.ts";
import { openRoom } from "../support/Rooms.ts";
import { pushed_ms, type Screen, Screens } from "../support/Screens.ts";

const { server, api } = await startDemo();
const screens = await Screens.open(server);
after(() => screens.close());
const date = today();

let kiosk: Screen, desk: Screen, nurse: Screen, doctor: Screen, board: Screen, phone: Screen;
const all = () => [kiosk, desk, nurse, doctor, board, phone];

const press = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name }).and(page.locator(":not([aria-disabled])")).first().click();

// Another screen shows it.
const seen = (what: Locator) => what.first().waitFor({ timeout: pushed_ms });

async function book(name: string): Promise<Row & { link: string; number: string }> {
    const form = registration({ date, poly_id: 1, patient_name: name });
    const { reservation, queue, link } = (await api.post("/api/reservation", form)).body.data;
    return { ...reservation, link, number: queue.display_number };
}

const onBoard = (number: string) => board.page.getByText(number, { exact: true });

before(async () => {
    await api.put("/api/poly/1", { name: "Poli Umum", room: "Ruang 2", letter: "A" });
    const hours = { date, start_time: "00:00", end_time: "23:59", quota: 100 };
    await plan(api, { ...hours, doctor_id: users.doctor.id });
    const { setup_link } = (await api.post("/api/kiosks", { name: "Lobi" })).body.data;
    kiosk = await screens.device({ size: "large" });
    await kiosk.goto(setup_link);
    await press(kiosk.page, /^Tidak, tampilkan/);
    desk = await openDesk(screens, { size: "large" });
    nurse = await openRoom(screens, users.nurse, "/perawat", { clockError_ms: 3 * 3_600_000 });
    doctor = await openRoom(screens, users.doctor, "/dokter");
    for (const { page } of [nurse, doctor]) {
        const choice = page.getByRole("button", { name: "Poli Umum" });
        const ready = page.getByRole("button", { name: /^Panggil berikutnya/ });
        await choice.or(ready).first().waitFor();
        if ((await choice.count()) > 0) await choice.click();
        await ready.first().waitFor();
    }
    board = await screens.device({ size: "large", theme: "dark" });
    await board.goto("/layar");
    await board.page.getByText("Langsung").waitFor();
    phone = await screens.device({ size: "phone" });
    for (const { page } of all()) await page.evaluate("window.isSame = true");
});

async function assertNothingWasReloaded(): Promise<void> {
    for (const { page } of [kiosk, desk, nurse, doctor, board])
        assert.equal(await page.evaluate("window.isSame"), true, page.url());
}

test("APatientWalksThroughTheClinicAndEveryScreenFollows", async () => {
    const known = await book("Budi Santoso");
    await seen(rowOf(desk, "Budi Santoso"));
    await seen(nurse.page.getByText("Budi Santoso"));
    await phone.goto(known.link);
    await phone.page.getByText(known.number).first().waitFor();
    await phone.page.evaluate("window.isSame = true");

    await press(phone.page, "Saya sudah datang");
    await seen(rowOf(desk, "Budi Santoso").getByText(/\d\d:\d\d/));

    await press(nurse.page, /^Panggil berikutnya/);
    await seen(onBoard(known.number));
    await seen(phone.page.getByRole("heading", { level: 1, name: "Giliran Anda" }));
    await seen(rowOf(desk, "Budi Santoso").getByText("Anamnesa"));

    await book("Siti Rahma");
    await press(nurse.page, /^Selesai dan panggil berikutnya/);
    await seen(doctor.page.getByText("Budi Santoso"));
    await seen(rowOf(desk, "Budi Santoso").getByText("Menunggu dokter"));

    await press(doctor.page, /^Panggil berikutnya/);
    await seen(rowOf(desk, "Budi Santoso").getByText("Dengan dokter"));
    await seen(board.page.locator(".doctor").getByText(known.number, { exact: true }));

    // Known since another day; comes by the kiosk today.
    const former = registration({ patient_name: "Karsa Utama" });
    await api.post("/api/reservation", former);
    await press(kiosk.page, /^Poli Umum/);
    await press(kiosk.page, /^Ya, BPJS/);
    await kiosk.page.keyboard.type(String(former.no_bpjs));
    await kiosk.page.keyboard.press("Enter");
    await press(kiosk.page, "Ya, ambil nomor");
    await seen(rowOf(desk, "Karsa Utama"));
    await seen(nurse.page.getByText("Karsa Utama"));
    await kiosk.page.getByRole("heading", { level: 1, name: /^Nomor Anda A-\d+/ }).waitFor();
    await assertNothingWasReloaded();
});

test("AfterARestartOfTheServerEveryScreenGoesOnByItself", async () => {
    const { port } = server;
    await server.stop();
    await server.start(port);
    const visit = await book("Sesudah Mulai Ulang");
    await eventually(async () => {
        assert.equal(await rowOf(desk, "Sesudah Mulai Ulang").count(), 1);
        assert.ok((await nurse.page.getByText("Sesudah Mulai Ulang").count()) > 0);
    }, 30_000);
    await api.patch(`/api/queue/${visit.id}/anamnesa`);
    await eventually(async () => assert.ok((await onBoard(visit.number).count()) > 0), 30_000);
    await assertNothingWasReloaded();
});

test("AMinuteWithoutNetworkIsSaidAndHeals", async () => {
    for (const each of [desk, nurse, board, phone]) await each.context.setOffline(true);
    await desk.page.getByText(/Tidak terhubung sejak \d\d:\d\d/).waitFor();
    const visit = await book("Saat Jaringan Putus");
    await api.patch(`/api/queue/${visit.id}/anamnesa`);
    await new Promise((done) => setTimeout(done, 60_000));
    assert.equal(await rowOf(desk, "Saat Jaringan Putus").count(), 0);
    for (const each of [desk, nurse, board, phone]) await each.context.setOffline(false);
    await eventually(async () => {
        assert.equal(await rowOf(desk, "Saat Jaringan Putus").count(), 1);
        assert.ok((await onBoard(visit.number).count()) > 0);
        assert.equal(await desk.page.getByText(/Tidak terhubung sejak/).count(), 0);
    }, 45_000);
    await finder(desk).waitFor();
    await assertNothingWasReloaded();
});

test("NoScreenHadAnythingToComplainAbout", () => {
    for (const each of all()) each.assertQuiet();
});
