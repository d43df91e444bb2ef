// Pasien: the page of a visit's link, on a phone that may be old, offline, or in another time zone.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Page } from "playwright-core";
import { move, registration, type Row, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { pushed_ms, Screens } from "../support/Screens.ts";

const { server, api } = await startDemo();
const screens = await Screens.open(server);
after(() => screens.close());
const hour_ms = 3_600_000;

interface Linked extends Visit {
    link: string;
}

async function book(changes: Row = {}): Promise<Linked> {
    const form = registration({ date: today(), ...changes });
    const { body } = await api.post("/api/reservation", form);
    const { reservation, queue, link } = body.data;
    const number = queue.queue_number;
    return { id: reservation.id, patient_id: 0, number, form, schedule_id: null, link };
}

// A poly without other patients.
let count = 0;
async function newPoly(): Promise<number> {
    const letter = String.fromCharCode("P".charCodeAt(0) + count++);
    const name = `Poli Uji ${letter}`;
    const { body } = await api.post("/api/poly", { name, room: "Ruang 3", letter });
    return body.data.id;
}

const heading = (page: Page, text: string) =>
    page.getByRole("heading", { level: 1, name: text }).waitFor({ timeout: pushed_ms });
const shows = (page: Page, text: string) => page.getByText(text).first().waitFor();

// Fails if the page is loaded again.
async function stay(page: Page): Promise<() => Promise<void>> {
    await page.evaluate("window.isSame = true");
    return async () => assert.equal(await page.evaluate("window.isSame"), true);
}

test("ALinkThatDoesNotWorkSaysSo", async () => {
    const screen = await screens.device({ size: "phone" });
    await screen.goto("/a/AAAAAAAAAAAAAAAAAAAAAA");
    await heading(screen.page, "Tautan ini tidak berlaku lagi");
    assert.equal(await screen.page.getByRole("button").count(), 0);
    await screen.assertAccessible("gone");
    await screen.picture("pasien-tidak-berlaku");
    screen.assertQuiet();
    await screen.close();
});

test("EveryStepOfTheVisitIsShownAtOnceAndWithoutAReload", async () => {
    const poly_id = await newPoly();
    const ahead = await book({ poly_id });
    const visit = await book({ poly_id });
    // The device is three hours wrong and in another zone.
    const screen = await screens.device({ size: "phone", clockError_ms: 3 * hour_ms });
    const { page } = screen;
    await screen.goto(visit.link);
    const assertSame = await stay(page);
    await shows(page, "1 orang");
    await screen.assertAccessible("waiting");
    await screen.picture("pasien-menunggu");

    const within = async (act: () => Promise<unknown>, text: string) => {
        await act();
        await heading(page, text);
        await screen.assertAccessible(text);
        await screen.picture(`pasien-${text.toLowerCase().replaceAll(" ", "-")}`);
    };
    await move(api, ahead, "anamnesa");
    await page.getByText(/^[P-Z]-001$/).waitFor();
    await shows(page, "Anda berikutnya");
    await within(() => move(api, visit, "anamnesa"), "Giliran Anda");
    await shows(page, "Perawat memanggil Anda");
    assert.match(await page.title(), /^Giliran Anda/);
    await move(api, visit, "anamnesa");
    await shows(page, "panggilan ke-2");
    await within(() => move(api, visit, "waitingdoctor"), "Menunggu dokter");
    await within(() => move(api, visit, "withdoctor"), "Giliran Anda");
    await shows(page, "Dokter memanggil Anda");
    await within(() => move(api, visit, "done"), "Kunjungan selesai");
    await assertSame();
    screen.assertQuiet();
    await screen.close();
});

test("SaysHowManyOfThoseAheadHaveNotCome", async () => {
    const poly_id = await newPoly();
    const here = await book({ poly_id });
    const late = await book({ poly_id });
    const visit = await book({ poly_id });
    const screen = await screens.device({ size: "phone" });
    const { page } = screen;
    await screen.goto(visit.link);
    await shows(page, "2 orang");
    const absent = page.getByText("1 belum datang");
    assert.equal(await absent.isVisible(), false, "nobody has checked in");
    await api.post(`/api/queue/${here.id}/check-in`);
    await move(api, here, "anamnesa");
    await absent.waitFor();
    await screen.assertAccessible("one has not come");
    await screen.picture("pasien-belum-datang");
    const context = await screens.browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(server.baseUrl + visit.link);
    await plain.getByText("1 belum datang").waitFor();
    await context.close();
    await api.post(`/api/queue/${late.id}/check-in`);
    await absent.waitFor({ state: "hidden" });
    await shows(page, "1 orang");
    screen.assertQuiet();
    await screen.close();
});

test("APatientWhoWasMissedReadsWhatToDo", async () => {
    const visit = await book({ poly_id: await newPoly() });
    await move(api, visit, "anamnesa");
    const screen = await screens.device({ size: "phone", theme: "dark" });
    await screen.goto(visit.link);
    await move(api, visit, "noshow");
    await heading(screen.page, "Nomor Anda terlewati");
    await screen.assertAccessible("missed");
    await screen.picture("pasien-terlewati");
    await screen.close();
});

test("ThePatientChecksInAndCancelsByKeyboardAndIsAskedOnce", async () => {
    const visit = await book({ poly_id: await newPoly() });
    const screen = await screens.device({ size: "phone" });
    const { page } = screen;
    await screen.goto(visit.link);
    const assertSame = await stay(page);
    await page.getByRole("button", { name: "Saya sudah datang" }).focus();
    await page.keyboard.press("Enter");
    await shows(page, "Dicatat pukul");
    await screen.assertAccessible("checked in");
    await page.getByText("Batalkan kunjungan").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Ya, batalkan" }).waitFor();
    await screen.assertAccessible("asked");
    await screen.picture("pasien-batal");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await heading(page, "Kunjungan dibatalkan");
    assert.equal(await page.getByRole("button").count(), 0);
    await screen.assertAccessible("cancelled");
    await assertSame();
    const { body } = await api.get(`/api/reservation/${visit.id}`);
    assert.equal(body.data.reservation.status.status_name, "CANCELLED");
    assert.notEqual(body.data.reservation.checked_in_at, null);
    screen.assertQuiet();
    await screen.close();
});

test("EverythingWorksWithoutJavaScript", async () => {
    const poly_id = await newPoly();
    await book({ poly_id });
    const visit = await book({ poly_id });
    const context = await screens.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(server.baseUrl + visit.link);
    await shows(page, "1 orang");
    await page.getByRole("button", { name: "Saya sudah datang" }).click();
    await shows(page, "Dicatat pukul");
    assert.equal(new URL(page.url()).pathname, visit.link);
    await page.getByText("Batalkan kunjungan").click();
    await page.getByRole("button", { name: "Ya, batalkan" }).click();
    await heading(page, "Kunjungan dibatalkan");
    assert.equal(new URL(page.url()).pathname, visit.link);
    await context.close();
});

test("AStepThatDoesNotArriveSaysSoAndCanBeRepeated", async () => {
    const visit = await book({ poly_id: await newPoly() });
    const screen = await screens.device({ size: "phone" });
    const { page } = screen;
    await screen.goto(visit.link);
    await page.route("**/check-in", (route) => route.abort());
    await page.getByRole("button", { name: "Saya sudah datang" }).click();
    await page.getByRole("alert").getByText("Belum tersimpan").waitFor();
    await screen.assertAccessible("not saved");
    await screen.picture("pasien-belum-tersimpan");
    await page.unroute("**/check-in");
    await page.getByRole("button", { name: "Saya sudah datang" }).click();
    await shows(page, "Dicatat pukul");
    assert.equal(await page.getByRole("alert").count(), 0);
    await screen.close();
});

test("WithoutAConnectionThePageSaysHowOldItsDataAreAndHealsByItself", async () => {
    const visit = await book({ poly_id: await newPoly() });
    const screen = await screens.device({ size: "phone" });
    const { page } = screen;
    await page.clock.install();
    let isCut = false;
    await page.route("**/api/visits/**", (route) => (isCut ? route.abort() : route.fallback()));
    await screen.goto(visit.link);
    await page.getByText("Nomor Anda", { exact: true }).waitFor();
    isCut = true;
    await page.clock.runFor(70_000);
    await shows(page, "Belum tersambung. Data per");
    await screen.assertAccessible("stale");
    await screen.picture("pasien-tidak-tersambung");
    isCut = false;
    // What the browser says when the device has a network again.
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.getByText("Belum tersambung").waitFor({ state: "hidden" });
    await screen.close();
});

test("WithoutStreamsThePageAsks", async () => {
    const visit = await book({ poly_id: await newPoly() });
    const screen = await screens.device({ size: "phone" });
    const { page } = screen;
    await page.clock.install();
    await page.route("**/stream", (route) => route.abort());
    await screen.goto(visit.link);
    await move(api, visit, "anamnesa");
    await page.clock.runFor(16_000);
    await heading(page, "Giliran Anda");
    await screen.close();
});

test("ThePageIsSmallAndFitsNarrowPhonesAndLargeText", async () => {
    const visit = await book({ poly_id: await newPoly() });
    for (const theme of ["light", "dark"] as const) {
        const screen = await screens.device({ size: "phone", theme });
        const { page } = screen;
        await page.setViewportSize({ width: 320, height: 640 });
        let bytes = 0;
        const session = await screen.context.newCDPSession(page);
        await session.send("Network.enable");
        session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
        await screen.goto(visit.link);
        await page.waitForLoadState("load");
        await page.evaluate("document.fonts.ready");
        assert.ok(bytes > 5_000 && bytes < 50 * 1024, `${bytes} bytes`);
        await page.evaluate("document.documentElement.style.fontSize = '200%'");
        const [inner, wide] = (await page.evaluate(
            "[innerWidth, document.documentElement.scrollWidth]",
        )) as [number, number];
        assert.ok(wide <= inner, `${wide} px wide`);
        await screen.picture("pasien-huruf-besar");
        await screen.close();
    }
});
