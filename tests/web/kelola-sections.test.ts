// Every section of Kelola in every state: full, empty, failed, offline; light, dark and on a phone.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { openKelola, panel, rowNamed, type } from "../support/Kelola.ts";
import { signInAs, users } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo-clinic"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

// Each section, something that stands in it, and what its list is read from.
const sections: [path: string, shown: string | RegExp, read: string][] = [
    ["pengguna", "Agus Setiawan", "/api/users"],
    ["peran", "Mendaftarkan pasien", "/api/roles"],
    ["poli", "Poli Umum", "/api/poly"],
    ["status", "Menunggu Dokter", "/api/status"],
    ["pasien", /08\d\d••••/, "/api/patients"],
    ["kontrol", /^\d+ \w+ 20\d\d$/, "/api/checkup-schedule"],
    ["templat", "Reminder H-1", "/api/message-templates"],
    ["pengingat", "kalau tinggal 5 orang", "/api/reminder-configs"],
    ["faq", "Belum ada berkas.", "/api/faq"],
    ["kios", "Belum ada kios.", "/api/kiosks"],
];

// Those whose other states have a test file of their own.
const others: typeof sections = [
    ["whatsapp", "Nomor baru", "/api/whatsapp-configs"],
    ["n8n", "Alamat webhook", "/api/configs"],
    ["pengiriman", "Belum ada pengiriman", "/api/deliveries"],
    ["lab", "Belum ada. Token pertama", "/api/lab/tokens"],
    ["cadangan", "Belum ada. Buat cadangan pertama", "/api/backups"],
    ["audit", "Belum ada catatan", "/api/audit"],
    ["tentang", "Server bekerja dengan baik.", "/api/about"],
];

for (const [path, shown] of sections)
    test(`${path} IsAccessibleInBothThemesAndOnAPhone`, async () => {
        for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
            const screen = await openKelola(screens, path, device);
            await screen.page.getByText(shown).first().waitFor();
            await screen.assertAccessible(JSON.stringify(device));
            await screen.picture(`kelola-${path}`);
            const width = "document.documentElement.scrollWidth <= innerWidth";
            assert.equal(await screen.page.evaluate(width), true, "scrolls sideways");
            screen.assertQuiet();
            await screen.close();
        }
    });

for (const [path, shown, read] of [...sections, ...others])
    test(`${path} SaysThatItCannotBeReadAndTriesAgain`, async () => {
        const screen = await screens.device();
        await screen.signIn(users.superadmin);
        const answer = { status: 500, json: { status: "error", message: "Server Error" } };
        const failing = (url: URL) => url.pathname.startsWith(read);
        await screen.page.route(failing, (route) => route.fulfill(answer));
        // No pauses between the tries of the query.
        await screen.page.clock.install();
        await screen.goto(`/kelola/${path}`);
        await screen.page.locator(".section h1").waitFor();
        const again = screen.page.getByRole("button", { name: "Coba lagi" });
        for (let second = 0; second < 40 && !(await again.isVisible()); ++second)
            await screen.page.clock.runFor(1_000);
        await again.waitFor();
        await screen.assertAccessible("failed");
        await screen.picture(`kelola-${path}-gagal`);
        await screen.page.unroute(failing);
        await again.click();
        await screen.page.getByText(shown).first().waitFor();
        await screen.close();
    });

test("APhoneShowsTheListOfSectionsThenOneSectionWithAWayBack", async () => {
    const screen = await openKelola(screens, "poli", { size: "phone" });
    await screen.page.locator(".section").getByRole("link", { name: "Kelola" }).click();
    await screen.page.getByRole("link", { name: "Pengguna" }).waitFor();
    await screen.assertAccessible("sections");
    await screen.picture("kelola-bagian");
    await screen.page.getByRole("link", { name: "Pengguna" }).click();
    await rowNamed(screen, "Agus Setiawan").getByRole("link").click();
    await panel(screen).getByText("Perangkat yang masuk").waitFor();
    await screen.assertAccessible("form");
    await screen.picture("kelola-pengguna-isian");
    screen.assertQuiet();
    await screen.close();
});

test("ALetterIsShownInANumberWhileItIsTypedAndTheRowIsMarked", async () => {
    const screen = await openKelola(screens, "poli");
    await rowNamed(screen, "Poli Gigi").waitFor();
    await screen.page.keyboard.press("n");
    await type(screen, "Nama", "Poli Mata");
    await type(screen, "Huruf nomor antrean", "m");
    await panel(screen).getByText("M-012").waitFor();
    await screen.picture("kelola-poli-isian");
    await screen.page.keyboard.press("Enter");
    await rowNamed(screen, "Poli Mata").getByText("M-012").waitFor();
    const saved = (await api.get("/api/poly?search=Mata")).body.data[0];
    assert.equal(saved.letter, "M");
    screen.assertQuiet();
    await screen.close();
});

test("APatientIsFoundAndCorrectedAndStaysMaskedInTheList", async () => {
    const patient = (await api.get("/api/patients?per_page=1")).body.data.data[0];
    const screen = await openKelola(screens, "pasien");
    await screen.page.keyboard.press("/");
    await screen.page.keyboard.type(patient.whatsapp_number);
    const row = rowNamed(screen, patient.patient_name);
    await row.waitFor();
    assert.equal(await screen.page.locator("tbody").getByText(patient.whatsapp_number).count(), 0);
    await row.getByRole("link").click();
    await type(screen, "Nomor BPJS (jika ada)", "bukan nomor");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByText("Nomor BPJS terdiri dari angka saja").waitFor();
    await type(screen, "Nomor BPJS (jika ada)", "0001234567890");
    await screen.page.keyboard.press("Enter");
    await panel(screen).waitFor({ state: "detached" });
    const now = (await api.get(`/api/patients/${patient.id}`)).body.data;
    assert.equal(now.no_bpjs, "0001234567890");
    screen.assertQuiet();
    await screen.close();
});

test("ACheckupIsMadeForAPatientWhoIsFoundByName", async () => {
    const patient = (await api.get("/api/patients?per_page=1")).body.data.data[0];
    const screen = await openKelola(screens, "kontrol/baru");
    await screen.page.keyboard.type(patient.patient_name);
    await panel(screen).getByRole("list", { name: "Pasien yang cocok" }).waitFor();
    await screen.assertAccessible("choice");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByRole("button", { name: "Ganti" }).waitFor();
    await panel(screen).getByLabel("Poli").selectOption({ label: "Poli Umum" });
    await panel(screen).getByLabel("Catatan (jika ada)").fill("Cek tekanan darah");
    await screen.page.keyboard.press("Control+s");
    await panel(screen).waitFor({ state: "detached" });
    const found = await api.get("/api/checkup-schedule?search=tekanan");
    assert.equal(found.body.data[0].patient_id, patient.id);
    screen.assertQuiet();
    await screen.close();
});

async function goOffline(screen: Screen): Promise<void> {
    await screen.context.setOffline(true);
    // The page notices a lost connection by its silence.
    await screen.page.getByText("Tidak terhubung sejak").waitFor();
}

test("WithoutAConnectionNothingIsLostAndSavingWaits", async () => {
    const screen = await openKelola(screens, "poli/1");
    await type(screen, "Ruang", "Ruang 9");
    await goOffline(screen);
    const waits = panel(screen).getByRole("button", { name: "Menunggu sambungan…" });
    await waits.waitFor();
    await screen.assertAccessible("offline");
    await screen.picture("kelola-poli-terputus");
    await screen.context.setOffline(false);
    await panel(screen).getByRole("button", { name: "Simpan" }).waitFor();
    assert.equal(await panel(screen).getByLabel("Ruang").inputValue(), "Ruang 9");
    await screen.page.keyboard.press("Control+s");
    await rowNamed(screen, "Poli Umum").getByText("Ruang 9").waitFor();
    await screen.close();
});
