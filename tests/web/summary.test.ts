// Ringkasan: today in five seconds, every figure with the visits behind it.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, register } from "../support/Clinic.ts";
import { dateOf, today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { daysFrom, inventVisits, writeHistory } from "../support/History.ts";
import { signInAll, users } from "../support/Roles.ts";
import { type Device, pushed_ms, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const as = await signInAll(new Api(server.baseUrl));

async function open(path = "/ringkasan", device: Device = {}): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(users.head);
    await screen.goto(path);
    await screen.page.getByRole("heading", { name: "Ringkasan", level: 1 }).waitFor();
    return screen;
}

// The tile, whose first line is its label.
const tile = (screen: Screen, label: string) =>
    screen.page.getByRole("link", { name: new RegExp(`^${label} `) });
const value = (screen: Screen, label: string) => tile(screen, label).locator(".value").innerText();
const drawn = (screen: Screen) => screen.page.locator("canvas").waitFor();

const looks: Device[] = [{}, { theme: "dark" }, { size: "phone" }, { size: "large" }];

test("AClinicWithoutVisitsIsToldWhatWillStandHere", async () => {
    for (const device of looks.slice(0, 3)) {
        const screen = await open("/ringkasan", device);
        await screen.page.getByText("Belum ada kunjungan pada periode ini.").waitFor();
        assert.equal(await value(screen, "Terdaftar"), "0");
        await screen.assertAccessible(`empty ${JSON.stringify(device)}`);
        await screen.picture("ringkasan-kosong");
        screen.assertQuiet();
        await screen.close();
    }
});

test("TheHeadOfTheClinicBeginsHere", async () => {
    const screen = await open("/");
    await screen.page.waitForURL("**/ringkasan");
    await screen.close();
});

test("TodaysFiguresFollowAtOnce", async () => {
    const screen = await open();
    await tile(screen, "Terdaftar").waitFor();
    // Another load of the page would lose this.
    await screen.page.evaluate("globalThis.isSame = true");
    const seen = async (act: () => Promise<unknown>, label: string, expected: string) => {
        await act();
        await eventually(
            async () => assert.equal(await value(screen, label), expected),
            pushed_ms,
        );
    };
    let visit: Awaited<ReturnType<typeof register>> | undefined;
    await seen(
        async () => (visit = await register(as.reception, { date: today() })),
        "Terdaftar",
        "1",
    );
    const one = visit as NonNullable<typeof visit>;
    assert.equal(await value(screen, "Menunggu sekarang"), "1");
    await screen.page.getByRole("link", { name: /Poli \w+, Terlama: / }).waitFor();
    await seen(() => as.reception.post(`/api/queue/${one.id}/check-in`), "Hadir", "1");
    await seen(() => move(as.doctor, one, "withdoctor"), "Menunggu sekarang", "0");
    assert.equal(await value(screen, "Di bawah 60 menit"), "100%");
    await seen(() => move(as.nurse, one, "noshow"), "Tidak hadir", "1");
    assert.equal(await screen.page.evaluate("globalThis.isSame"), true);
    screen.assertQuiet();
    await screen.close();
});

// From here on the clinic has a past.
const first = dateOf(new Date(Date.now() - 100 * 86_400_000));
const past = inventVisits(1_400, daysFrom(first, 100), 15);

test("AFullClinicIsSeenInEveryLook", async () => {
    await writeHistory(server.store, past);
    await register(as.reception, { date: today() });
    for (const device of looks) {
        const screen = await open("/ringkasan", device);
        await screen.page.getByText(/dari biasanya/).waitFor();
        await drawn(screen);
        await screen.assertAccessible(`full ${JSON.stringify(device)}`);
        await screen.picture("ringkasan");
        await screen.page.getByRole("button", { name: "Tabel" }).click();
        await screen.page.getByRole("region", { name: "Tabel: Hari demi hari" }).waitFor();
        await screen.assertAccessible(`table ${JSON.stringify(device)}`);
        screen.assertQuiet();
        await screen.close();
    }
});

test("EveryFigureOpensTheVisitsBehindIt", async () => {
    const screen = await open("/ringkasan?periode=30-hari");
    const { page } = screen;
    await tile(screen, "Terdaftar").waitFor();
    const number = (text: string) => Number(text.replace(/\./g, ""));
    const total = async () => {
        const text = await page.getByRole("status").filter({ hasText: /dari/ }).innerText();
        return number(/dari ([\d.]+)$/.exec(text)?.[1] ?? "");
    };
    for (const label of ["Terdaftar", "Hadir", "Tidak hadir", "BPJS", "Umum"]) {
        const shown = number(await value(screen, label));
        assert.ok(shown > 0, label);
        await tile(screen, label).click();
        await page.waitForURL("**/laporan/kunjungan**");
        await eventually(async () => assert.equal(await total(), shown, label));
        await page.goBack();
        await tile(screen, "Terdaftar").waitFor();
    }
    const row = page.getByRole("row").filter({ hasText: "Poli Gigi" });
    const name = /Poli Gigi, Di bawah 60 menit/;
    await row.getByRole("link", { name }).click();
    await page.getByRole("button", { name: /Tunggu di bawah 60 menit/ }).waitFor();
    assert.equal(await page.getByLabel("Poli", { exact: true }).inputValue(), "2");
    screen.assertQuiet();
    await screen.close();
});

test("ThePeriodAndThePolyAreInTheUrlAndByKeyboard", async () => {
    const screen = await open();
    const { page } = screen;
    const number = async () => Number((await value(screen, "Terdaftar")).replace(/\./g, ""));
    await tile(screen, "Terdaftar").waitFor();
    const ofToday = await number();
    await page.getByRole("button", { name: "30 hari" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**?periode=30-hari");
    await eventually(async () => assert.ok((await number()) > ofToday));
    const all = await number();
    await page.getByLabel("Poli", { exact: true }).selectOption("Poli Gigi");
    await page.waitForURL("**?periode=30-hari&poli=2");
    await eventually(async () => {
        const own = await number();
        assert.ok(own > 0 && own < all);
    });
    await page.getByLabel("Dari tanggal").fill(first);
    await page.waitForURL(`**?dari=${first}&sampai=${today()}&poli=2`);
    await page.reload();
    await tile(screen, "Terdaftar").waitFor();
    assert.equal(await page.getByLabel("Dari tanggal").inputValue(), first);
    await page.getByLabel("Dari tanggal").fill("2020-01-01");
    await page.getByText("Paling lama 366 hari.").waitFor();
    await screen.assertAccessible("a period that is too long");
    screen.assertQuiet();
    await screen.close();
});

test("ArrowsMoveInTheHeatMapAndEnterOpensAnHour", async () => {
    const screen = await open("/ringkasan?periode=12-bulan");
    const { page } = screen;
    const cells = page.locator(".hour-heat td a");
    await cells.first().waitFor();
    assert.equal(await page.locator(".hour-heat td a[tabindex='0']").count(), 1);
    await cells.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    const name = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    assert.match(String(name), /^Selasa pukul \d\d: (rata-rata <?\d+|tidak ada) pendaftaran$/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/laporan/kunjungan?**hari=2&jam=**");
    await page.getByRole("button", { name: /Hari Selasa/ }).waitFor();
    await screen.close();
});

test("AFailureSaysWhatToDoAndAnOutageKeepsTheFigures", async () => {
    const broken = await screens.device();
    await broken.signIn(users.head);
    await broken.page.route("**/api/summary**", (route) =>
        route.fulfill({ status: 503, body: "{}" }),
    );
    await broken.goto("/ringkasan");
    const alert = broken.page.getByRole("alert");
    await alert.getByText("Server sedang sibuk").waitFor();
    await broken.assertAccessible("failed");
    await broken.picture("ringkasan-gagal");
    await broken.page.unroute("**/api/summary**");
    await broken.page.getByRole("button", { name: "Coba lagi" }).click();
    await tile(broken, "Terdaftar").waitFor();
    await broken.close();

    const screen = await open();
    await tile(screen, "Terdaftar").waitFor();
    await drawn(screen);
    const before = await value(screen, "Terdaftar");
    await screen.context.setOffline(true);
    await screen.page.getByText("Tidak terhubung sejak").waitFor();
    assert.equal(await value(screen, "Terdaftar"), before);
    await screen.assertAccessible("offline");
    await screen.picture("ringkasan-luring");
    await screen.close();
});

test("APrintHasTheFiguresAndNoControls", async () => {
    const screen = await open("/ringkasan", { theme: "dark" });
    await tile(screen, "Terdaftar").waitFor();
    await drawn(screen);
    await screen.page.emulateMedia({ media: "print" });
    // As the browser does before it prints. Paper is light.
    await screen.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const theme = "document.documentElement.dataset.theme";
    assert.equal(await screen.page.evaluate(theme), "light");
    assert.equal(await screen.page.getByRole("button", { name: "Cetak" }).isVisible(), false);
    assert.equal(await screen.page.getByRole("navigation", { name: "Layar" }).isVisible(), false);
    assert.equal(await tile(screen, "Terdaftar").isVisible(), true);
    await screen.picture("ringkasan-cetak");
    await screen.page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.equal(await screen.page.evaluate(theme), "dark");
    await screen.close();
});

test("ADoctorIsToldThatTheRoleDoesNotAllowIt", async () => {
    const screen = await screens.device();
    await screen.signIn(users.doctor);
    await screen.goto("/ringkasan");
    await screen.page.getByText("Peran Anda tidak membuka Ringkasan").waitFor();
    await screen.close();
});
