// Loket: the desk registers patients with the keyboard alone, and never twice.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { plan, registration } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { finder, hasFocus, knownPatient, openDesk, prints } from "../support/Desk.ts";
import { results, rowOf, visitsOf } from "../support/Desk.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { scan } from "../support/Scanner.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { Waha } from "../support/Waha.ts";

const server = await startServer({
    flags: [
        "--demo",
        ...["--reminder-quiet-from", "00:00", "--reminder-quiet-until", "00:00"],
        ...["--reminder-gap", "0"],
    ],
});
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");
const day = today();

// Two doctors at Poli Umum, one at Poli Gigi.
const hours = { date: day, start_time: "00:00", end_time: "23:59" };
const andi = await plan(api, { ...hours, doctor_id: 7, quota: 300 });
const citra = await plan(api, { ...hours, doctor_id: 9, quota: 2 });
await plan(api, { ...hours, doctor_id: 8, quota: 300 });

const number = (screen: Screen) => screen.page.locator(".registered .number");

// As a person types who looks at the screen in between.
const key_ms = 110;
const look_ms = 900;

async function find(screen: Screen, text: string) {
    await screen.page.keyboard.press("/");
    await screen.page.keyboard.type(text, { delay: key_ms });
}

// With two looks at the screen they take a person three of the ten seconds that a patient waits.
test("AKnownPatientIsRegisteredByEightKeys", async () => {
    const patient = await knownPatient(api, { patient_name: "Ratna Juwita", schedule_id: null });
    const screen = await openDesk(screens);
    await hasFocus(screen);
    await find(screen, "ratna");
    await screen.page.waitForTimeout(look_ms);
    await results(screen).first().getByText("Ratna Juwita").waitFor();
    await screen.page.keyboard.press("Enter");
    await screen.page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await screen.page.waitForTimeout(look_ms);
    await screen.page.keyboard.press("Enter");
    await number(screen).waitFor();
    await hasFocus(screen);
    const [visit, ...others] = await visitsOf(api, patient.id, day);
    assert.equal(others.length, 0);
    assert.equal(visit.poly_id, 1);
    assert.equal(visit.bpjs, true);
    // A patient at the desk has arrived.
    await rowOf(screen, "Ratna Juwita").getByText(/\d\d:\d\d/).first().waitFor();
    assert.equal(visit.queue.queue_number, Number(await number(screen).textContent()));
    await screen.picture("loket-terdaftar");
    screen.assertQuiet();
    await screen.close();
});

test("TheLinkIsSentByWhatsAppOnceAndARefusalSaysWhatToDo", async (context) => {
    const waha = await Waha.start();
    context.after(() => waha.close());
    const whatsapp_number = "081277770001";
    const patient = await knownPatient(api, { patient_name: "Wulan Tautan", whatsapp_number });
    const screen = await openDesk(screens);
    const { page } = screen;
    await find(screen, "wulan tautan");
    await results(screen).first().getByText("Wulan Tautan").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await number(screen).waitFor();
    const send = page.getByRole("button", { name: "Kirim WhatsApp" });
    await send.click();
    await page.getByText("Klinik belum punya nomor WhatsApp.").waitFor();
    await screen.assertAccessible("no WhatsApp");
    await screen.picture("loket-tanpa-whatsapp");
    const config = { whatsapp_number: "62811", waha_api_url: waha.url };
    assert.equal((await api.post("/api/whatsapp-configs", config)).status, 201);
    await send.click();
    await page.getByText("Tautan antrean sedang dikirim").waitFor();
    await screen.picture("loket-whatsapp");
    await send.click();
    await page.getByText("Tautan ini sudah diminta sebelumnya.").waitFor();
    const [visit] = await visitsOf(api, patient.id, day);
    const { link } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
    const links = () => waha.sent.filter(({ text }) => text.includes(link));
    await eventually(() => assert.equal(links().length, 1));
    assert.equal(links()[0]?.chatId, "6281277770001@c.us");
    screen.assertQuiet();
    await screen.close();
});

test("TwoPressesRegisterOnceAndASecondNumberNeedsADecision", async () => {
    const patient = await knownPatient(api, { patient_name: "Sekar Dua" });
    const screen = await openDesk(screens);
    await find(screen, "sekar dua");
    await screen.page.keyboard.press("Enter");
    await screen.page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await screen.page.keyboard.press("Enter");
    await screen.page.keyboard.press("Enter");
    await number(screen).waitFor();
    await rowOf(screen, "Sekar Dua").waitFor();
    await find(screen, "sekar dua");
    await results(screen).first().getByText("hari ini").waitFor();
    await screen.page.keyboard.press("Enter");
    await screen.page.getByText("Sudah terdaftar hari ini").waitFor();
    await screen.page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await screen.page.keyboard.press("Enter");
    await screen.page.getByRole("button", { name: "Tetap daftarkan" }).waitFor();
    await screen.picture("loket-dua-kali");
    await screen.assertAccessible("registered already");
    assert.equal((await visitsOf(api, patient.id, day)).length, 1);
    await screen.page.keyboard.press("Escape");
    await hasFocus(screen);
    screen.assertQuiet();
    await screen.close();
});

test("ANewPatientNeedsANameAndANumberOnly", async () => {
    const screen = await openDesk(screens);
    const { page } = screen;
    await find(screen, "melati sukma");
    await page.getByText("Daftarkan pasien baru").waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await page.getByLabel("Nama", { exact: true }).inputValue(), "Melati Sukma");
    await page.keyboard.press("Enter");
    for (const sentence of ["Isi nomor WhatsApp", "Pilih poli.", "Pilih BPJS atau umum."])
        await page.getByText(sentence).waitFor();
    await screen.assertAccessible("what is missing");
    await screen.picture("loket-isian-kurang");
    await page.keyboard.type("0813 7000 1234");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("radio", { name: /Poli/, checked: true }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await number(screen).waitFor();
    const found = await api.get("/api/patients", { search: "081370001234" });
    assert.equal(found.body.data.data[0].patient_name, "Melati Sukma");
    screen.assertQuiet();
    await screen.close();
});

test("ANumberOfAnotherPatientNamesTheOwnerAndKeepsWhatWasTyped", async () => {
    const owner = await knownPatient(api, {
        patient_name: "Siti Rahma",
        whatsapp_number: "081370009999",
    });
    const screen = await openDesk(screens);
    const { page } = screen;
    await page.getByRole("button", { name: "Pasien baru" }).click();
    await page.getByLabel("Nama", { exact: true }).fill("Sinta Lestari");
    await page.getByLabel("Nomor WhatsApp").fill("0813-7000-9999");
    await page.getByRole("radio", { name: "Poli Gigi" }).check();
    await page.getByRole("radio", { name: "Umum", exact: true }).check();
    await page.getByRole("button", { name: "Daftarkan" }).click();
    await page.getByText("Nomor WhatsApp ini milik Siti Rahma.").waitFor();
    assert.equal(await page.getByLabel("Nama", { exact: true }).inputValue(), "Sinta Lestari");
    await screen.assertAccessible("number of another");
    await screen.picture("loket-nomor-orang-lain");
    await page.getByRole("button", { name: "Pilih Siti Rahma" }).click();
    await page.getByRole("heading", { name: "Siti Rahma" }).waitFor();
    await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await number(screen).waitFor();
    assert.equal((await visitsOf(api, owner.id, day)).length, 1);
    screen.assertQuiet();
    await screen.close();
});

test("ALostAnswerIsAskedForAgainAndRegistersOnce", async () => {
    const patient = await knownPatient(api, { patient_name: "Galih Putus" });
    const screen = await openDesk(screens);
    const { page } = screen;
    const keys: (string | undefined)[] = [];
    await page.route("**/api/reservation", async (route) => {
        if (route.request().method() !== "POST") return route.fallback();
        keys.push(route.request().headers()["idempotency-key"]);
        // The server registers; its answer is lost.
        await route.fetch();
        await route.abort();
    });
    await find(screen, "galih");
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await page.getByRole("radio", { name: "Lansia" }).check();
    await page.keyboard.press("Enter");
    await page.getByText("Belum ada jawaban.").waitFor();
    assert.equal(await page.getByRole("radio", { name: "Lansia" }).isChecked(), true);
    await screen.assertAccessible("no answer");
    await screen.picture("loket-tanpa-jawaban");
    await page.unroute("**/api/reservation");
    await page.getByRole("button", { name: "Daftarkan" }).click();
    // The first number is in the list already, so the desk is asked.
    await Promise.race([
        number(screen).waitFor(),
        page.getByRole("button", { name: "Tetap daftarkan" }).click(),
    ]);
    await number(screen).waitFor();
    assert.equal(new Set(keys).size, 1);
    assert.ok(keys.length >= 4);
    const visits = await visitsOf(api, patient.id, day);
    assert.deepEqual(visits.map(({ priority }) => priority), ["lansia"]);
    await screen.close();
});

test("AFullDoctorCannotBeChosenAndALostRaceSaysWhatToDo", async () => {
    const screen = await openDesk(screens);
    const { page } = screen;
    await knownPatient(api, { patient_name: "Bayu Kuota" });
    await find(screen, "bayu kuota");
    await page.keyboard.press("Enter");
    const doctor = page.getByRole("radio", { name: /Citra Lestari/ });
    await page.getByText("sisa 2 dari 2").waitFor();
    await doctor.check();
    // Another desk takes both seats while this registration is on its way.
    await page.route("**/api/reservation", async (route) => {
        for (let seat = 0; seat < 2; ++seat)
            await api.post("/api/reservation", registration({ date: day, schedule_id: citra }));
        await route.continue();
    });
    await page.keyboard.press("Enter");
    await page.getByText("Jadwal ini baru saja penuh.").waitFor();
    await page.unroute("**/api/reservation");
    await eventually(async () => assert.equal(await doctor.isDisabled(), true));
    await page.getByText(/Citra Lestari.*penuh/).waitFor();
    await page.getByRole("radio", { name: /Andi Pratama/, checked: true }).waitFor();
    await screen.picture("loket-penuh");
    await page.getByRole("button", { name: "Daftarkan" }).click();
    await number(screen).waitFor();
    await screen.close();
});

test("ATicketIsPrintedAgainAndAPrinterThatFailsBlocksNothing", async () => {
    await knownPatient(api, { patient_name: "Tirto Cetak" });
    const screen = await openDesk(screens);
    const { page } = screen;
    await find(screen, "tirto");
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Poli Umum", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await number(screen).waitFor();
    const shown = (await number(screen).textContent()) ?? "";
    await hasFocus(screen);
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal((await prints(screen)).length, 1));
    const [ticket] = await prints(screen);
    assert.ok(ticket?.includes(shown));
    assert.ok(ticket?.includes("Poli Umum"));
    assert.ok(!ticket?.includes("Tirto"), "a ticket has no name");
    await page.evaluate("window.print = () => { throw new Error('paper jam') }");
    await page.keyboard.press("Enter");
    await page.getByText("Karcis belum tercetak; nomor tetap berlaku.").waitFor();
    await hasFocus(screen);
    await screen.assertAccessible("printer failed");
    await screen.close();
});

test("AScannedTicketMarksTheArrivalWhereverTheFocusIs", async () => {
    const codes = [];
    for (const patient_name of ["Wulan Pindai", "Yoga Pindai"]) {
        const form = registration({ patient_name, date: day, schedule_id: andi });
        codes.push((await api.post("/api/reservation", form)).body.data.link);
    }
    const screen = await openDesk(screens);
    const { page } = screen;
    await rowOf(screen, "Wulan Pindai").waitFor();
    await scan(page, `${server.baseUrl}${codes[0]}`);
    await page.locator(".arrival-card").getByText("Sudah datang").waitFor();
    await rowOf(screen, "Wulan Pindai").getByText(/\d\d:\d\d/).first().waitFor();
    await screen.assertAccessible("arrived");
    await screen.picture("loket-datang");
    await page.getByRole("button", { name: "Prioritas" }).focus();
    await scan(page, `${server.baseUrl}${codes[1]}`);
    await rowOf(screen, "Yoga Pindai").getByText(/\d\d:\d\d/).first().waitFor();
    assert.equal(await finder(screen).inputValue(), "");
    await scan(page, `${server.baseUrl}/a/AAAAAAAAAAAAAAAAAAAAA1`);
    await page.getByText("Karcis ini tidak berlaku.").waitFor();
    screen.assertQuiet();
    await screen.close();
});

// A camera that sees the QR code of the ticket that was printed last.
const ticketCamera = `(() => {
    const code = document.querySelector(".ticket-print svg");
    const { x, y, width } = code.viewBox.baseVal;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 480;
    const context = canvas.getContext("2d");
    const draw = () => {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.fillStyle = "white";
        context.fillRect(0, 0, 480, 480);
        context.translate(60, 60);
        context.scale(360 / width, 360 / width);
        context.translate(-x, -y);
        context.fillStyle = "black";
        for (const path of code.querySelectorAll("path"))
            context.fill(new Path2D(path.getAttribute("d")));
    };
    setInterval(draw, 50);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
})()`;

test("ATicketIsReadByTheCameraOfTheDevice", async () => {
    const form = registration({ patient_name: "Kamelia Foto", date: day, schedule_id: andi });
    await api.post("/api/reservation", form);
    const screen = await openDesk(screens);
    const { page } = screen;
    await page.getByRole("button", { name: "Pindai karcis" }).click();
    // This machine has no camera.
    await page.getByText("Kamera tidak dapat dibuka.").waitFor();
    await screen.assertAccessible("no camera");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Cetak karcis/ }).first().click();
    await eventually(async () => assert.equal((await prints(screen)).length, 1));
    await page.evaluate(ticketCamera);
    await page.getByRole("button", { name: "Pindai karcis" }).click();
    await page.locator(".arrival-card").getByText("Kamelia Foto").waitFor();
    await rowOf(screen, "Kamelia Foto").getByText(/\d\d:\d\d/).first().waitFor();
    screen.assertQuiet();
    await screen.close();
});
