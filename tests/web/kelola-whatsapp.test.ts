// WhatsApp, Pengingat, Pengiriman and n8n: from an unknown number to a reminder that has arrived.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { openDesk } from "../support/Desk.ts";
import { eventually } from "../support/Eventually.ts";
import { lookAt, openKelola, panel, rowNamed, type } from "../support/Kelola.ts";
import { startReceiver } from "../support/N8n.ts";
import { signInAs } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { swift, Waha } from "../support/Waha.ts";

const waha = await Waha.start();
after(() => waha.close());
const n8n = await startReceiver();
after(() => n8n.close());
const server = await startServer({ flags: ["--demo", ...swift] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");
const soon = { timeout: 60_000 };

test("WithoutANumberThePageSaysHowToBegin", async () => {
    await lookAt(screens, "whatsapp", "whatsapp-kosong", (screen) =>
        screen.page.getByText("Belum ada nomor").waitFor(),
    );
    await lookAt(screens, "pengiriman", "pengiriman-kosong", (screen) =>
        screen.page.getByText("Belum ada pengiriman").waitFor(),
    );
});

test("ANumberIsAddedPairedAndTestedByKeyboard", async () => {
    waha.state = "SCAN_QR_CODE";
    const screen = await openKelola(screens, "whatsapp");
    await screen.page.getByRole("button", { name: "Nomor baru" }).press("Enter");
    await type(screen, "Nomor WhatsApp klinik", "0812 3456 7890");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByText("Wajib diisi.").waitFor();
    await screen.assertAccessible("refused");
    await type(screen, "Alamat server WAHA", waha.url);
    await type(screen, "Kunci API", "kunci-rahasia");
    await screen.picture("kelola-whatsapp-isian");
    await screen.page.keyboard.press("Enter");
    await screen.page.getByRole("img", { name: /Kode QR/ }).waitFor(soon);
    await screen.page.getByText("Menunggu ponsel").waitFor();
    await lookAt(screens, "whatsapp", "whatsapp-pasangkan", (each) =>
        each.page.getByRole("img", { name: /Kode QR/ }).waitFor(soon),
    );
    waha.state = "WORKING";
    await screen.page.getByText("Tersambung", { exact: true }).waitFor(soon);
    const to = screen.page.getByLabel("Kirim pesan percobaan ke");
    await to.fill("bukan nomor");
    await to.press("Enter");
    await screen.page.getByText("Itu bukan nomor ponsel").waitFor();
    await screen.assertAccessible("no number");
    await to.fill("0812 0000 1111");
    await to.press("Enter");
    await screen.page.getByText("Pesan percobaan dikirim").waitFor(soon);
    const [sent] = await waha.received(1);
    assert.equal(sent?.chatId, "6281200001111@c.us");
    assert.equal(sent.apiKey, "kunci-rahasia");
    screen.assertQuiet();
    await screen.close();
});

test("AConnectedNumberLooksRightAndALostOneSaysWhatToDo", async () => {
    await lookAt(screens, "whatsapp", "whatsapp", (screen) =>
        screen.page.getByText("Tersambung", { exact: true }).waitFor(soon),
    );
    waha.state = "STOPPED";
    await lookAt(screens, "whatsapp", "whatsapp-berhenti", (screen) =>
        screen.page.getByText("Berhenti", { exact: true }).waitFor(soon),
    );
    waha.state = "WORKING";
});

test("AReminderIsSetUpInTheBrowserAndReachesThePatient", async () => {
    const screen = await openKelola(screens, "templat");
    await rowNamed(screen, "Reminder H-1").waitFor();
    await screen.page.keyboard.press("n");
    await type(screen, "Nama", "Giliran dekat");
    await type(screen, "Pesan", "Halo {{patient_name}}, sebentar lagi giliran Anda.");
    await screen.page.keyboard.press("Control+s");
    await rowNamed(screen, "Giliran dekat").waitFor();

    await screen.page.getByRole("link", { name: "Pengingat", exact: true }).press("Enter");
    await screen.page.getByRole("button", { name: "Pengingat baru" }).waitFor();
    await screen.page.keyboard.press("n");
    const form = panel(screen);
    await form.getByLabel("Templat").selectOption({ label: "Giliran dekat" });
    await form.getByLabel("Orang di depan").fill("3");
    await form.getByLabel("Lamanya").fill("");
    await form.getByText("Halo Budi Santoso, sebentar lagi giliran Anda.").waitFor();
    await screen.assertAccessible("reminder");
    await screen.page.keyboard.press("Control+s");
    await rowNamed(screen, "Giliran dekat").getByText("kalau tinggal 3 orang").waitFor();
    assert.equal(await screen.page.getByText("WhatsApp belum disambungkan").count(), 0);

    // At the desk, a patient registers.
    const desk = await openDesk(screens);
    await desk.page.getByRole("button", { name: "Pasien baru" }).click();
    await desk.page.getByLabel("Nama", { exact: true }).fill("Rina Wulandari");
    await desk.page.getByLabel("Nomor WhatsApp").fill("0812-7777-0001");
    await desk.page.getByRole("radio", { name: "Poli Gigi" }).check();
    await desk.page.getByRole("radio", { name: "Umum", exact: true }).check();
    await desk.page.getByRole("button", { name: "Daftarkan" }).click();
    await eventually(() => {
        const message = "Halo Rina Wulandari, sebentar lagi giliran Anda.";
        // The demo has a reminder of its own.
        const received = waha.sent.filter(({ text }) => text === message);
        assert.deepEqual(
            received.map(({ chatId }) => chatId),
            ["6281277770001@c.us"],
        );
    }, soon.timeout);

    // And the delivery is in the list.
    await screen.page.getByRole("link", { name: "Pengiriman", exact: true }).press("Enter");
    const arrived = (each: Screen) =>
        each.page.locator("tbody").getByText("Terkirim", { exact: true }).first().waitFor(soon);
    await arrived(screen);
    await lookAt(screens, "pengiriman", "pengiriman", arrived);
    desk.assertQuiet();
    await desk.close();
    screen.assertQuiet();
    await screen.close();
});

test("AMessageThatFailedSaysWhyAndIsSentAgain", async () => {
    waha.behaviour = "bad request";
    await register(api, { date: today(), whatsapp_number: "081277770002" });
    await eventually(async () => {
        const { body } = await api.get("/api/deliveries", { kind: "whatsapp", state: "failed" });
        assert.ok(body.data.data.length > 0);
    }, soon.timeout);
    await lookAt(screens, "pengiriman?keadaan=failed", "pengiriman-gagal", (screen) =>
        screen.page.getByRole("button", { name: /Kirim lagi/ }).first().waitFor(),
    );
    const screen = await openKelola(screens, "pengiriman?keadaan=failed");
    waha.behaviour = "WEBJS";
    await screen.page.getByRole("button", { name: /Kirim lagi/ }).first().press("Enter");
    await screen.page.getByText("Pesan dikirim lagi.").waitFor();
    await eventually(
        () => assert.ok(waha.sent.some(({ chatId }) => chatId === "6281277770002@c.us")),
        soon.timeout,
    );
    screen.assertQuiet();
    await screen.close();
});

test("ATestUrlOfN8nIsWarnedOfAndAProductionUrlAnswers", async () => {
    await lookAt(screens, "n8n", "n8n-kosong", (each) =>
        each.page.getByLabel("Alamat webhook").waitFor(),
    );
    const screen = await openKelola(screens, "n8n");
    const box = screen.page.getByLabel("Alamat webhook");
    await box.fill(`${n8n.origin}/webhook-test/antrean`);
    await screen.page.getByText("Ini alamat uji").waitFor();
    await screen.assertAccessible("test URL");
    await screen.picture("kelola-n8n-alamat-uji");
    await box.fill(n8n.url);
    await box.press("Enter");
    await screen.page.getByText("Alamat n8n disimpan.").waitFor();
    const call = screen.page.getByRole("button", { name: "Kirim panggilan percobaan" });
    await call.press("Enter");
    await screen.page.getByText("n8n menjawab. Alamat ini siap dipakai.").waitFor(soon);
    assert.equal(n8n.received.length, 1);
    await screen.assertAccessible("answered");
    await screen.picture("kelola-n8n-menjawab");
    await n8n.stop();
    await call.press("Enter");
    await screen.page.locator(".app-notice.error").waitFor(soon);
    await screen.assertAccessible("no answer");
    await screen.picture("kelola-n8n-diam");
    screen.assertQuiet();
    await screen.close();
    await lookAt(screens, "n8n", "n8n", (each) => each.page.getByLabel("Alamat webhook").waitFor());
});
