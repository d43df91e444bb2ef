// Kios: patients take their number themselves, on a screen that the next patient uses, too.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Page } from "playwright-core";
import { plan, registration, type Row } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { startDemo } from "../support/Demo.ts";
import { scan } from "../support/Scanner.ts";
import { type Device, type Screen, Screens } from "../support/Screens.ts";

const { server, api } = await startDemo();
const screens = await Screens.open(server);
after(() => screens.close());
const date = today();

// A poly with a letter of its own, that takes patients at any time of the day.
let count = 0;
async function newPoly(): Promise<{ id: number; name: string; letter: string }> {
    const letter = `K${String.fromCharCode("A".charCodeAt(0) + count++)}`;
    const form = { name: `Poli ${letter}`, room: "Ruang 5", letter };
    const { body } = await api.post("/api/poly", form);
    return body.data;
}

async function newKiosk(): Promise<{ id: number; setup_link: string; setup_code: string }> {
    return (await api.post("/api/kiosks", { name: "Kios lobi" })).body.data;
}

type Kiosk = Screen & { id: number };

// A kiosk that has been set up and shows its start.
async function open(device: Device & { prints?: "58" | "80" } = {}): Promise<Kiosk> {
    const { id, setup_link } = await newKiosk();
    const screen = await screens.device({ size: "large", ...device });
    await screen.goto(setup_link);
    const choice = device.prints ? `Ya, kertas ${device.prints} mm` : /^Tidak, tampilkan/;
    await screen.page.getByRole("button", { name: choice }).click();
    await asks(screen.page, "Ke poli mana?");
    return Object.assign(screen, { id });
}

const asks = (page: Page, question: string | RegExp) =>
    page.getByRole("heading", { level: 1, name: question }).waitFor();
const press = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name }).first().click();

async function touch(page: Page, keys: string): Promise<void> {
    for (const key of keys) {
        const name = key === " " ? "Spasi" : key.toUpperCase();
        await page.getByRole("button", { name, exact: true }).click();
    }
}

async function visitsOf(poly_id: number): Promise<Row[]> {
    const { body } = await api.get(`/api/reservation?date=${date}&poly_id=${poly_id}`);
    return body.data.data;
}

test("ADeviceIsSetUpOnceByItsLink", async () => {
    const { setup_link } = await newKiosk();
    const screen = await screens.device({ size: "large" });
    await screen.goto("/kios");
    await asks(screen.page, "Kios ini belum aktif");
    await screen.assertAccessible("not active");
    await screen.picture("kios-belum-aktif");
    await screen.goto(setup_link);
    await screen.page.reload();
    await asks(screen.page, "Ada printer karcis di kios ini?");
    assert.equal(new URL(screen.page.url()).hash, "");
    await screen.assertAccessible("printer");
    await press(screen.page, /^Tidak, tampilkan/);
    await asks(screen.page, "Ke poli mana?");
    await screen.page.reload();
    await asks(screen.page, "Ke poli mana?");
    screen.assertQuiet();
    await screen.close();

    const second = await screens.device({ size: "large" });
    await second.goto(setup_link);
    await second.page.getByRole("alert").getByText("Kode ini tidak berlaku").waitFor();
    await second.assertAccessible("code refused");
    await second.close();
});

test("ASetupCodeCanBeTypedAndScanned", async () => {
    for (const enter of [
        async (page: Page, code: string) => {
            await page.getByLabel("Kode kios").fill(code.toLowerCase());
            await page.keyboard.press("Enter");
        },
        async (page: Page, code: string) => {
            await page.getByLabel("Kode kios").blur();
            await scan(page, `${server.baseUrl}/kios#${code}`);
        },
    ]) {
        const { setup_code } = await newKiosk();
        const screen = await screens.device();
        await screen.goto("/kios");
        await asks(screen.page, "Kios ini belum aktif");
        await enter(screen.page, setup_code);
        await asks(screen.page, "Ada printer karcis di kios ini?");
        await screen.close();
    }
});

test("AKnownPatientScansTheCardAndNothingOfThePatientRemains", async () => {
    const poly = await newPoly();
    const form = registration({ date, patient_name: "Budi Santoso", poly_id: poly.id });
    await api.post("/api/reservation", form);
    const screen = await open();
    const { page } = screen;
    await screen.assertAccessible("polies");
    await screen.picture("kios-poli");
    await press(page, poly.name);
    await asks(page, "Memakai BPJS?");
    await screen.assertAccessible("payment");
    await press(page, "Ya, BPJS");
    await asks(page, "Nomor BPJS Anda?");
    await screen.assertAccessible("number");
    await screen.picture("kios-nomor");
    await scan(page, String(form.no_bpjs));
    await asks(page, /benar\?$/);
    assert.ok(!(await page.content()).includes("Santoso"));
    await screen.assertAccessible("known");
    await screen.picture("kios-benar");
    await press(page, "Ya, ambil nomor");
    await asks(page, `Nomor Anda ${poly.letter}-002`);
    await page.getByRole("img", { name: /^Kode QR/ }).waitFor();
    await screen.assertAccessible("ticket");
    await screen.picture("kios-karcis");
    await press(page, "Selesai");
    await asks(page, "Ke poli mana?");

    const left = await page.evaluate(
        "document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage, " +
            "history.state, location.href])",
    );
    for (const trace of [form.no_bpjs, `${poly.letter}-002`, "antoso", "/a/"])
        assert.ok(!String(left).includes(String(trace)), String(trace));
    const session = await screen.context.newCDPSession(page);
    let heap = "";
    session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => (heap += chunk));
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    assert.ok(heap.includes("Ke poli mana?"));
    assert.ok(!heap.includes(String(form.no_bpjs)), "the number is in the memory");
    await page.goBack().catch(() => null);
    assert.ok(!(await page.content()).includes(String(form.no_bpjs)));
    screen.assertQuiet();
    await screen.close();
});

test("ANewPatientTypesByTouchAndReviews", async () => {
    const poly = await newPoly();
    const screen = await open({ size: "portrait" });
    const { page } = screen;
    await page.setViewportSize({ width: 1080, height: 1920 });
    await press(page, poly.name);
    await press(page, "Ya, BPJS");
    await press(page, "Lanjut");
    await page.getByText("Nomor BPJS punya 13 angka").waitFor();
    await screen.assertAccessible("number missing");
    await touch(page, "0009998887776");
    await press(page, "Lanjut");
    await asks(page, "Nomor WhatsApp Anda?");
    await touch(page, "081299988877");
    await press(page, "Hapus satu angka");
    await touch(page, "6");
    await press(page, "Lanjut");
    await asks(page, "Nama Anda?");
    await press(page, "Lanjut");
    await page.getByText("Isi nama Anda").waitFor();
    await touch(page, "siti rahma");
    await screen.assertAccessible("name");
    await screen.picture("kios-nama");
    await press(page, "Lanjut");
    await asks(page, "Sudah benar?");
    await screen.assertAccessible("review");
    await press(page, "Kembali");
    await asks(page, "Nama Anda?");
    await touch(page, "siti rahma");
    await press(page, "Lanjut");
    for (const text of ["Siti Rahma", "0812 9998 8876", "BPJS 0009 9988 8777 6"])
        await page.getByText(text, { exact: true }).waitFor();
    await press(page, "Ambil nomor");
    await asks(page, `Nomor Anda ${poly.letter}-001`);
    const [visit] = await visitsOf(poly.id);
    const patient = visit?.["patient"] as Row;
    assert.deepEqual(
        [patient["patient_name"], patient["whatsapp_number"], patient["no_bpjs"]],
        ["Siti Rahma", "081299988876", "0009998887776"],
    );
    screen.assertQuiet();
    await screen.close();
});

test("AWrongPersonIsAskedForAnotherNumber", async () => {
    const poly = await newPoly();
    const form = registration({ date, poly_id: poly.id });
    await api.post("/api/reservation", form);
    const screen = await open();
    const { page } = screen;
    await press(page, poly.name);
    await press(page, "Tidak, umum");
    await asks(page, "Nomor WhatsApp Anda?");
    await scan(page, form.whatsapp_number);
    await asks(page, /benar\?$/);
    await press(page, "Bukan saya");
    await page.getByText("Periksa nomornya, atau silakan ke loket.").waitFor();
    assert.ok(!(await page.content()).includes(form.whatsapp_number));
    await screen.assertAccessible("another number");
    await screen.close();
});

test("SeveralDoctorsAreOffered", async () => {
    for (const doctor_id of [7, 8, 9, 10])
        await plan(api, { doctor_id, date, start_time: "00:00", end_time: "23:59", quota: 5 });
    const screen = await open();
    const { page } = screen;
    await press(page, "Poli Umum");
    await asks(page, "Dokter siapa?");
    await page.getByText("sisa 5").first().waitFor();
    await screen.assertAccessible("doctors");
    await screen.picture("kios-dokter");
    await press(page, "Siapa saja");
    await asks(page, "Memakai BPJS?");
    await screen.close();
});

test("AnIdleKioskStartsAgain", async () => {
    const poly = await newPoly();
    const screen = await screens.device({ size: "large" });
    const { page } = screen;
    await page.clock.install();
    await screen.goto((await newKiosk()).setup_link);
    await press(page, /^Tidak, tampilkan/);
    await press(page, poly.name);
    await press(page, "Ya, BPJS");
    await page.keyboard.type("000123");
    await page.clock.runFor(12_000);
    await page.getByText("Kembali ke awal dalam 8 detik").waitFor();
    await screen.assertAccessible("idle");
    await page.keyboard.type("4");
    await page.clock.runFor(12_000);
    await page.getByText("0001 234").waitFor();
    await page.clock.runFor(9_000);
    await asks(page, "Ke poli mana?");
    await screen.close();
});

test("ALostAnswerDoesNotTakeASecondNumber", async () => {
    const poly = await newPoly();
    const form = registration({ date, poly_id: poly.id });
    await api.post("/api/reservation", form);
    const screen = await open();
    const { page } = screen;
    let lost = 0;
    await page.route("**/api/kiosk/register", async (route) => {
        if (lost++ > 0) return route.fallback();
        await route.fetch();
        return route.abort();
    });
    await press(page, poly.name);
    await press(page, "Tidak, umum");
    await scan(page, form.whatsapp_number);
    await press(page, "Ya, ambil nomor");
    await asks(page, `Nomor Anda ${poly.letter}-002`);
    assert.equal((await visitsOf(poly.id)).length, 2);
    await screen.close();
});

test("ATicketIsPrintedAloneAndAsLongAsItIs", async () => {
    const poly = await newPoly();
    const form = registration({ date, poly_id: poly.id });
    await api.post("/api/reservation", form);
    const screen = await open({ prints: "58" });
    const { page } = screen;
    await page.evaluate(`window.print = () => {
        const rules = document.adoptedStyleSheets.map((sheet) => sheet.cssRules[0].cssText);
        window.printed = { what: document.documentElement.dataset.printing, rules };
    }`);
    await press(page, poly.name);
    await press(page, "Tidak, umum");
    await scan(page, form.whatsapp_number);
    await press(page, "Ya, ambil nomor");
    await page.getByText("Karcis Anda sedang dicetak").waitFor();
    await page.waitForFunction("window.printed");
    const printed = (await page.evaluate("window.printed")) as { what: string; rules: string[] };
    assert.equal(printed.what, "ticket");
    assert.match(printed.rules.join(), /size: 58mm \d+mm/);
    await screen.assertAccessible("printed");
    await page.evaluate("document.documentElement.dataset.printing = 'ticket'");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button").count(), 0);
    await page.getByText(`${poly.letter}-002`).last().waitFor();
    await screen.picture("kios-kertas");
    await screen.close();
});

test("ATicketThatIsScannedRecordsTheArrival", async () => {
    const poly = await newPoly();
    const { body } = await api.post("/api/reservation", registration({ date, poly_id: poly.id }));
    const { link, reservation } = body.data;
    const screen = await open();
    await scan(screen.page, server.baseUrl + link);
    await asks(screen.page, "Kedatangan Anda sudah dicatat.");
    await screen.page.getByText(`${poly.letter}-001`).waitFor();
    await screen.assertAccessible("arrival");
    await screen.picture("kios-datang");
    const seen = await api.get(`/api/reservation/${reservation.id}`);
    assert.notEqual(seen.body.data.reservation.checked_in_at, null);
    await press(screen.page, "Selesai");
    await asks(screen.page, "Ke poli mana?");
    await scan(screen.page, `${server.baseUrl}/a/AAAAAAAAAAAAAAAAAAAAAA`);
    await asks(screen.page, /tidak berlaku lagi/);
    await screen.assertAccessible("unknown code");
    await screen.close();
});

test("WhenTheServerIsAwayTheKioskSendsPatientsToTheDeskAndHeals", async () => {
    const screen = await open();
    await screen.page.route("**/api/kiosk", (route) => route.abort());
    await screen.page.getByText("Kios sedang tidak tersambung").waitFor();
    await screen.assertAccessible("offline");
    await screen.picture("kios-tidak-tersambung");
    await screen.page.unroute("**/api/kiosk");
    await asks(screen.page, "Ke poli mana?");
    await screen.close();
});

test("ClosedPoliesCannotBeChosen", async () => {
    const screen = await open();
    await screen.page.route("**/api/kiosk", async (route) => {
        const answer = await route.fetch();
        const body = await answer.json();
        for (const poly of body.data.polies) poly.is_open = false;
        return route.fulfill({ response: answer, json: body });
    });
    await screen.page.reload();
    await asks(screen.page, "Pendaftaran sedang tutup");
    await screen.assertAccessible("closed");
    await screen.picture("kios-tutup");
    await screen.close();
});

test("ARemovedKioskStopsByItself", async () => {
    const screen = await open();
    assert.equal((await api.delete(`/api/kiosks/${screen.id}`)).status, 200);
    await screen.page.getByText("Kios ini belum aktif").waitFor();
    await screen.close();
});

test("EveryButtonIsLargeAndEveryPageFits", async () => {
    const poly = await newPoly();
    for (const [width, height] of [
        [1080, 1920],
        [1920, 1080],
        [1280, 800],
    ] as const) {
        const screen = await open();
        const { page } = screen;
        await page.setViewportSize({ width, height });
        const check = async (question: string | RegExp, mayScroll = false) => {
            await asks(page, question);
            for (const button of await page.getByRole("button").all()) {
                const box = await button.boundingBox();
                const isLarge = box && box.height >= 72 && box.width >= 44;
                assert.ok(isLarge, `${question}: ${await button.textContent()} ${box?.height}`);
            }
            const tall = Number(await page.evaluate("document.documentElement.scrollHeight"));
            assert.ok(mayScroll || tall <= height, `${question} ${width}: ${tall} px`);
        };
        await check("Ke poli mana?", true);
        await press(page, poly.name);
        await check("Memakai BPJS?");
        await press(page, "Ya, BPJS");
        await press(page, "Lanjut");
        await check("Nomor BPJS Anda?");
        await press(page, "Tidak membawa kartu");
        await check("Nomor WhatsApp Anda?");
        await scan(page, `08770000${width}`);
        await check("Nama Anda?");
        await touch(page, "ab");
        await press(page, "Lanjut");
        await check("Sudah benar?");
        await press(page, "Ambil nomor");
        await check(/^Nomor Anda/);
        await screen.close();
    }
});
