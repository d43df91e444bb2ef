// Laporan: seven reports, their filters in the address, and spreadsheets with progress and cancel.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { dateOf, today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { daysFrom, inventVisits, writeHistory } from "../support/History.ts";
import { writeManyVisits } from "../support/ManyVisits.ts";
import { requestsEnded } from "../support/Metrics.ts";
import { signInAll, users } from "../support/Roles.ts";
import { type Device, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { readSheets } from "../support/Sheets.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const as = await signInAll(new Api(server.baseUrl));
const first = dateOf(new Date(Date.now() - 90 * 86_400_000));

const slugs = [
    ["kunjungan", "Kunjungan"],
    ["tidak-hadir", "Tidak hadir"],
    ["penjamin", "BPJS dan umum"],
    ["poli", "Kinerja poli"],
    ["waktu-tunggu", "Waktu tunggu"],
    ["jam-sibuk", "Jam sibuk"],
    ["kegiatan", "Kegiatan pengguna"],
] as const;

async function open(path: string, device: Device = {}): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(users.head);
    await screen.goto(path);
    await screen.page.getByRole("heading", { level: 1 }).waitFor();
    return screen;
}

const rows = (screen: Screen) => screen.page.locator(".report-table tbody tr");
const pageText = (screen: Screen) => screen.page.locator(".report-pager p").innerText();

test("AReportWithoutRowsSaysWhatToDo", async () => {
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await open("/laporan", device);
        await screen.page.getByText("Tidak ada baris").waitFor();
        await screen.assertAccessible(`empty ${JSON.stringify(device)}`);
        await screen.picture("laporan-kosong");
        screen.assertQuiet();
        await screen.close();
    }
});

test("EveryReportIsShownInEveryLook", async () => {
    await writeHistory(server.store, inventVisits(1_400, daysFrom(first, 90), 3));
    for (let count = 0; count < 3; ++count) await register(as.reception, { date: today() });
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await open("/laporan", device);
        for (const [slug, word] of slugs) {
            await screen.page
                .getByRole("navigation", { name: "Laporan" })
                .getByRole("link", { name: word, exact: true })
                .click();
            await screen.page.waitForURL(`**/laporan/${slug}**`);
            await screen.page
                .getByRole("navigation", { name: "Layar" })
                .locator("[aria-current=page]", { hasText: "Laporan" })
                .waitFor();
            await rows(screen).first().waitFor();
            if (slug !== "kegiatan") await screen.page.locator("canvas").waitFor();
            await screen.assertAccessible(`${slug} ${JSON.stringify(device)}`);
            await screen.picture(`laporan-${slug}`);
        }
        screen.assertQuiet();
        await screen.close();
    }
});

test("FiltersOrderAndPagesAreInTheUrlByKeyboard", async () => {
    const screen = await open("/laporan/kunjungan");
    const { page } = screen;
    await rows(screen).first().waitFor();
    const newest = await rows(screen).first().locator("td").first().innerText();
    await page.getByRole("button", { name: /^Tanggal/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**?urut=date");
    await eventually(async () =>
        assert.notEqual(await rows(screen).first().locator("td").first().innerText(), newest),
    );
    await page.getByRole("button", { name: "Halaman berikutnya" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**?urut=date&hal=2");
    await eventually(async () => assert.match(await pageText(screen), /^26–50 dari /));
    // Another filter begins at the first page.
    await page.getByLabel("Status").selectOption("Tidak hadir");
    await page.waitForURL("**?status=NO_SHOW&urut=date");
    await eventually(async () => {
        const words = await rows(screen).locator("td:nth-child(5)").allInnerTexts();
        assert.ok(words.length > 0 && words.every((word) => word === "Tidak hadir"));
    });
    await page.reload();
    await rows(screen).first().waitFor();
    assert.equal(await page.getByLabel("Status").inputValue(), "NO_SHOW");
    // The period is kept from one report to the next.
    await page.getByRole("button", { name: "7 hari" }).click();
    await page.getByRole("link", { name: "Waktu tunggu" }).click();
    await page.waitForURL("**/laporan/waktu-tunggu?periode=7-hari");
    screen.assertQuiet();
    await screen.close();
});

test("EveryColumnSortsTheWholeReportByKeyboard", async () => {
    const screen = await open("/laporan/kunjungan");
    const { page } = screen;
    await rows(screen).first().waitFor();
    const head = (word: string) => page.getByRole("columnheader", { name: word });
    const cells = (place: number) => rows(screen).locator(`td:nth-child(${place})`).allInnerTexts();
    const isSorted = async (place: number, compare: (one: string, other: string) => number) =>
        eventually(async () => {
            const shown = await cells(place);
            assert.deepEqual(shown, [...shown].sort(compare));
        });
    await head("Tunggu (menit)").getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**?urut=-waiting_time_minutes");
    await isSorted(8, (one, other) => Number(other) - Number(one));
    assert.equal(await head("Tunggu (menit)").getAttribute("aria-sort"), "descending");
    await page.keyboard.press("Enter");
    await page.waitForURL("**?urut=waiting_time_minutes");
    await isSorted(8, (one, other) => Number(one) - Number(other));
    await head("Poli").getByRole("button").click();
    await page.waitForURL("**?urut=poly");
    await isSorted(3, (one, other) => one.localeCompare(other));
    await screen.assertAccessible("sorted");
    await screen.picture("laporan-diurutkan");
    // Another report has other columns.
    await page.getByRole("link", { name: "Kegiatan pengguna" }).click();
    await rows(screen).first().waitFor();
    assert.equal(await head("Tanggal").getAttribute("aria-sort"), "descending");
    screen.assertQuiet();
    await screen.close();
});

test("AFigureOfTheSummaryIsAFilterThatCanBeTakenAway", async () => {
    const screen = await open("/laporan/kunjungan?hari=1&jam=8&periode=12-bulan");
    const { page } = screen;
    await page.getByRole("button", { name: /Daftar pukul 08/ }).click();
    await page.waitForURL("**?periode=12-bulan&hari=1");
    await page.getByRole("button", { name: /Hari Senin/ }).click();
    await page.waitForURL("**?periode=12-bulan");
    await screen.goto("/laporan/kunjungan?hadir=1");
    await rows(screen).first().waitFor();
    await screen.assertAccessible("a figure");
    await page.getByLabel("Penjamin").selectOption("BPJS");
    await page.waitForURL("**?penjamin=BPJS");
    screen.assertQuiet();
    await screen.close();
});

test("ASpreadsheetHasWhatThePageShows", async () => {
    const screen = await open("/laporan/tidak-hadir?periode=7-hari&penjamin=BPJS");
    await rows(screen).first().waitFor();
    const total = Number(/dari (\d+)$/.exec(await pageText(screen))?.[1]);
    const downloading = screen.page.waitForEvent("download");
    await screen.page.getByRole("button", { name: "Unduh XLSX" }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^tidak-hadir-.*\.xlsx$/);
    const [sheet] = readSheets(await readFile(await download.path()));
    assert.equal(sheet?.rows.length, total + 1);
    await screen.page.getByText("tersimpan di folder unduhan").waitFor();
    await screen.assertAccessible("saved");
    screen.assertQuiet();
    await screen.close();
});

test("AFailureSaysWhatToDo", async () => {
    const screen = await screens.device();
    await screen.signIn(users.head);
    await screen.page.route("**/api/reports/**", (route) =>
        route.fulfill({ status: 503, body: "{}" }),
    );
    await screen.goto("/laporan");
    const alert = screen.page.getByRole("alert");
    await alert.getByText("Server sedang sibuk").waitFor();
    await screen.assertAccessible("failed");
    await screen.picture("laporan-gagal");
    await screen.page.unroute("**/api/reports/**");
    await alert.getByRole("button", { name: "Coba lagi" }).click();
    await rows(screen).first().waitFor();
    await screen.context.setOffline(true);
    await screen.page.getByText("Tidak terhubung sejak").waitFor();
    await screen.picture("laporan-luring");
    await screen.close();
});

test("AnExportShowsHowFarItIs", async () => {
    const screen = await open("/laporan/kunjungan");
    const { page } = screen;
    await rows(screen).first().waitFor();
    let send: () => void = () => undefined;
    const gate = new Promise<void>((done) => (send = done));
    await page.route("**/export**", async (route) => {
        await gate;
        await route.continue();
    });
    await page.getByRole("button", { name: "Unduh XLSX" }).click();
    await page.getByText(/^Server menyusun [\d.]+ baris/).waitFor();
    await screen.assertAccessible("an export runs");
    await screen.picture("laporan-unduh");
    send();
    await page.getByText("tersimpan di folder unduhan").waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("AnExportCancelledHalfWayStopsOnTheServer", async () => {
    await writeManyVisits(server.store, 400_000);
    const screen = await open("/laporan/kunjungan?dari=2001-01-01&sampai=2003-12-31");
    const { page } = screen;
    await eventually(async () => assert.match(await pageText(screen), /dari 400\.000$/));
    // So many are in the order of their dates only, also when the address says otherwise.
    await page.getByText("Daftar yang lebih dari 20.000 baris").waitFor();
    await screen.goto("/laporan/kunjungan?dari=2001-01-01&sampai=2003-12-31&urut=poly");
    await page.waitForURL((url) => !url.search.includes("urut"));
    await eventually(async () => assert.match(await pageText(screen), /dari 400\.000$/));
    const route = "/api/reports/patient-visits/export";
    const before = await requestsEnded(server, route);
    const asked = page.waitForRequest("**/export**");
    await page.getByRole("button", { name: "Unduh XLSX" }).click();
    await asked;
    // Frozen until the browser has left, so that the export is not complete before.
    process.kill(server.pid, "SIGSTOP");
    await page.getByText("Server menyusun 400.000 baris").waitFor();
    await page.getByRole("button", { name: "Batalkan" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Unduhan dibatalkan.").waitFor();
    process.kill(server.pid, "SIGCONT");
    const stopped = { ...before, "5xx": (before["5xx"] ?? 0) + 1 };
    await eventually(
        async () => assert.deepEqual(await requestsEnded(server, route), stopped),
        30_000,
    );
    await screen.picture("laporan-batal");
    screen.assertQuiet();
    await screen.close();
});
