// Templat, Pengingat, FAQ and Perangkat kios: what the clinic sends, shows and sets up.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { openKelola, panel, rowNamed, type } from "../support/Kelola.ts";
import { signInAs } from "../support/Roles.ts";
import { Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { samples } from "../support/Uploads.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

test("ATemplateIsShownToItsWriterAsARealPatientWillReadIt", async () => {
    const visit = await register(api, { date: today() });
    const screen = await openKelola(screens, "templat/baru");
    await type(screen, "Nama", "Giliran dekat");
    await type(screen, "Pesan", "Halo ");
    await panel(screen).getByRole("button", { name: "Nama pasien" }).click();
    await screen.page.keyboard.type(", nomor {{nomor}} sebentar lagi.");
    await panel(screen).getByText("Halo Budi Santoso, nomor  sebentar lagi.").waitFor();
    await panel(screen).getByText("{{nomor}} tidak dikenal").waitFor();
    await screen.assertAccessible("unknown variable");
    await screen.picture("kelola-templat-pratinjau");
    await panel(screen).getByLabel("Sebagai").selectOption(String(visit.id));
    const name = visit.form.patient_name;
    await panel(screen).getByText(`Halo ${name}, nomor  sebentar lagi.`).waitFor();
    await screen.page.keyboard.press("Control+s");
    await rowNamed(screen, "Giliran dekat").waitFor();
    const { data } = (await api.get("/api/message-templates?search=Giliran")).body.data;
    assert.equal(data[0].message, "Halo {{patient_name}}, nomor {{nomor}} sebentar lagi.");
    screen.assertQuiet();
    await screen.close();
});

test("AReminderIsWrittenAsASentence", async () => {
    const screen = await openKelola(screens, "pengingat/baru");
    await panel(screen).getByLabel("Sebelum hari kunjungan").check();
    await panel(screen).getByLabel("Lamanya").fill("satu");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByText("Pilih templat yang dikirim.").waitFor();
    await panel(screen).getByText("Tulis bilangan bulat, misalnya 30.").waitFor();
    await screen.assertAccessible("refused");
    await screen.picture("kelola-pengingat-ditolak");
    await panel(screen).getByLabel("Templat").selectOption({ index: 1 });
    await panel(screen).getByLabel("Lamanya").fill("2");
    await panel(screen).getByLabel("Satuan").selectOption({ label: "hari" });
    await screen.page.keyboard.press("Control+s");
    await rowNamed(screen, "2 hari sebelum praktik dimulai").waitFor();
    await screen.page.getByText("WhatsApp belum disambungkan").waitFor();
    const { data } = (await api.get("/api/reminder-configs")).body.data;
    const saved = data.at(-1);
    assert.equal(saved.reminder_type, "SCHEDULE");
    assert.equal(saved.reminder_offset, 2 * 1440);

    await rowNamed(screen, "2 hari").getByRole("link").click();
    await panel(screen).getByRole("button", { name: "Hapus" }).click();
    await panel(screen).getByText("Hapus pengingat ini?").waitFor();
    await screen.assertAccessible("question");
    await panel(screen).getByRole("button", { name: "Batal" }).click();
    await panel(screen).getByRole("button", { name: "Hapus" }).click();
    await panel(screen).getByRole("button", { name: "Hapus" }).click();
    await rowNamed(screen, "2 hari").waitFor({ state: "detached" });
    screen.assertQuiet();
    await screen.close();
});

test("AFileIsJudgedBeforeItIsSentAndThenShown", async () => {
    const screen = await openKelola(screens, "faq/baru");
    const field = panel(screen).locator("input[type=file]");
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: "", buffer });
    await field.setInputFiles(file("besar.pdf", Buffer.alloc(10 * 1024 * 1024 + 1)));
    await panel(screen).getByText("paling besar 10 MB.", { exact: false }).first().waitFor();
    await field.setInputFiles(file("virus.exe", samples.pdf));
    await panel(screen).getByText("Berkas ini tidak diterima.").waitFor();
    await screen.assertAccessible("refused");
    // The server looks at the content.
    await field.setInputFiles(file("jadwal.pdf", samples.zip));
    await screen.page.keyboard.press("Control+s");
    await panel(screen).getByRole("alert").waitFor();
    await field.setInputFiles(file("Jadwal praktik.pdf", samples.pdf));
    assert.equal(await panel(screen).getByLabel("Nama").inputValue(), "Jadwal praktik");
    await screen.page.keyboard.press("Control+s");
    const link = rowNamed(screen, "Jadwal praktik").getByRole("link", { name: /buka di tab baru/ });
    const address = await link.getAttribute("href");
    const answer = await fetch(server.baseUrl + address);
    assert.equal(answer.status, 200);
    screen.assertQuiet();
    await screen.close();
});

test("AKioskIsSetUpByItsCodeAndTheScreenSeesIt", async () => {
    const screen = await openKelola(screens, "kios/baru");
    await type(screen, "Nama", "Lobi depan");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByText("Siapkan Lobi depan").waitFor();
    await screen.assertAccessible("setup");
    await screen.picture("kelola-kios-siapkan");
    const code = await panel(screen).getByLabel("Kode penyiapan").inputValue();
    const answer = await new Api(server.baseUrl).post("/api/kiosk/activate", { code });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    await panel(screen).getByText("Lobi depan siap").waitFor();
    await screen.assertAccessible("ready");
    await panel(screen).getByRole("button", { name: "Selesai" }).click();
    await rowNamed(screen, "Lobi depan").getByText("Aktif").waitFor();
    await rowNamed(screen, "Lobi depan").getByRole("link").click();
    await panel(screen).getByRole("button", { name: "Keluarkan perangkat" }).click();
    await panel(screen).getByRole("button", { name: "Hapus" }).click();
    await screen.page.getByText("Belum ada kios.").waitFor();
    screen.assertQuiet();
    await screen.close();
});
