// Loket: a registration that is left before it is sent loses nothing of what was typed.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Page } from "playwright-core";
import { plan } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { finder, hasFocus, knownPatient, openDesk, results, visitsOf } from "../support/Desk.ts";
import { Screens } from "../support/Screens.ts";

const { server, api } = await startDemo();
const screens = await Screens.open(server);
after(() => screens.close());
const date = today();
const hours = { date, start_time: "00:00", end_time: "23:59", quota: 300 };
for (const doctor_id of [7, 8]) await plan(api, { ...hours, doctor_id });

const left = (page: Page) => page.locator("section.left");
const leftRow = (page: Page, name: string) =>
    left(page).getByRole("button", { name: `Lanjutkan ${name}` });
const name = (page: Page) => page.getByLabel("Nama", { exact: true });
const number = (page: Page) => page.locator(".registered .number");

async function typeHalf(page: Page, patient: string, digits: string) {
    await page.getByRole("button", { name: "Pasien baru" }).click();
    await name(page).fill(patient);
    await page.getByLabel("Nomor WhatsApp").fill(digits);
    await page.getByRole("radio", { name: "Poli Gigi" }).check();
}

test("AHalfFilledPatientComesBackAsItWasLeft", async () => {
    const screen = await openDesk(screens);
    const { page } = screen;
    await typeHalf(page, "Sinta Lestari", "0813 7000 5551");
    await page.keyboard.press("Escape");
    await hasFocus(screen);
    await leftRow(page, "Sinta Lestari").getByText("Poli Gigi").waitFor();
    await screen.assertAccessible("left");
    await screen.picture("loket-belum-selesai");

    // A second patient, and a look at another screen, change nothing of it.
    await typeHalf(page, "Rudi Hartono", "0813 7000 5552");
    await page.getByRole("button", { name: "Kembali ke pencarian" }).click();
    await page.getByRole("link", { name: "Perawat" }).click();
    await page.waitForURL("**/perawat**");
    await page.getByRole("link", { name: "Loket" }).click();
    await finder(screen).waitFor();
    await leftRow(page, "Rudi Hartono").waitFor();

    await leftRow(page, "Sinta Lestari").click();
    assert.equal(await name(page).inputValue(), "Sinta Lestari");
    assert.equal(await page.getByLabel("Nomor WhatsApp").inputValue(), "0813 7000 5551");
    await page.getByRole("radio", { name: "Poli Gigi", checked: true }).waitFor();
    await page.getByRole("radio", { name: "Umum", exact: true }).check();
    await page.keyboard.press("Enter");
    await number(page).waitFor();
    assert.equal(await leftRow(page, "Sinta Lestari").count(), 0);

    // Only a press on it throws it away.
    await page.getByRole("button", { name: "Buang isian Rudi Hartono" }).click();
    await left(page).waitFor({ state: "detached" });
    screen.assertQuiet();
    await screen.close();
});

test("AKnownPatientWhoIsFoundAgainHasWhatWasChosen", async () => {
    const patient = await knownPatient(api, { patient_name: "Hasan Pulang" });
    const screen = await openDesk(screens);
    const { page } = screen;
    const find = async () => {
        await finder(screen).fill("hasan pulang");
        await results(screen).first().getByText("Hasan Pulang").waitFor();
        await page.keyboard.press("Enter");
        await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    };
    await find();
    await page.keyboard.press("Escape");
    await hasFocus(screen);
    // Nothing was typed, so nothing is left.
    await finder(screen).fill("");
    await page.getByRole("button", { name: "Pasien baru" }).waitFor();
    assert.equal(await left(page).count(), 0);
    await find();
    await page.getByRole("radio", { name: "Lansia" }).check();
    await page.keyboard.press("Escape");
    await find();
    await page.getByRole("radio", { name: "Lansia", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await number(page).waitFor();
    const [visit] = await visitsOf(api, patient.id, date);
    assert.equal(visit.priority, "lansia");
    assert.equal(await left(page).count(), 0);
    screen.assertQuiet();
    await screen.close();
});

test("ARegistrationThatGotNoAnswerIsLeftAndSentAgainOnce", async () => {
    const patient = await knownPatient(api, { patient_name: "Dina Terputus" });
    const screen = await openDesk(screens);
    const { page } = screen;
    await page.route("**/api/reservation", async (route) => {
        if (route.request().method() !== "POST") return route.fallback();
        // The server registers; its answer is lost.
        await route.fetch();
        await route.abort();
    });
    await finder(screen).fill("dina terputus");
    await results(screen).first().getByText("Dina Terputus").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Belum ada jawaban.").waitFor({ timeout: 30_000 });
    await page.keyboard.press("Escape");
    await finder(screen).fill("");
    await leftRow(page, "Dina Terputus").click();
    await page.getByText("Belum ada jawaban.").waitFor();
    await page.unroute("**/api/reservation");
    await page.getByRole("button", { name: "Daftarkan" }).click();
    // The first number is in the list already, so the desk is asked.
    await Promise.race([
        number(page).waitFor(),
        page.getByRole("button", { name: "Tetap daftarkan" }).click(),
    ]);
    await number(page).waitFor();
    assert.equal((await visitsOf(api, patient.id, date)).length, 1);
    await screen.close();
});

test("AnotherUserSeesNothingOfIt", async () => {
    const screen = await openDesk(screens);
    const { page } = screen;
    await typeHalf(page, "Rahasia Pasien", "0813 7000 5553");
    await page.keyboard.press("Escape");
    await leftRow(page, "Rahasia Pasien").waitFor();
    await page.locator(".profile-trigger").click();
    await page.getByRole("menuitem", { name: "Keluar" }).click();
    await page.waitForURL("**/masuk");
    await page.getByLabel("Nama pengguna").fill("superadmin");
    await page.getByLabel("Kata sandi", { exact: true }).fill("admin123");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/masuk");
    await page.getByRole("link", { name: "Loket" }).click();
    await finder(screen).waitFor();
    assert.equal(await left(page).count(), 0);
    assert.equal(await page.getByText("Rahasia Pasien").count(), 0);
    screen.assertQuiet();
    await screen.close();
});
