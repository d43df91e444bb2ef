// Profil klinik, Lab and Tentang: what the clinic shows of itself, and what comes from its lab.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { lookAt, openKelola } from "../support/Kelola.ts";
import { base, filesOf } from "../support/Lab.ts";
import { labTables } from "../support/LabOrders.ts";
import { signInAs } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

// A PNG of one pixel.
const logo = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E" +
        "rkJggg==",
    "base64",
);

async function choose(
    screen: Screen,
    button: string,
    files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
    const [chooser] = await Promise.all([
        screen.page.waitForEvent("filechooser"),
        screen.page.getByRole("button", { name: button }).press("Enter"),
    ]);
    await chooser.setFiles(files);
}

test("AProfileThatIsSavedIsSeenWhereverPatientsLook", async () => {
    const screen = await openKelola(screens, "profil");
    const name = screen.page.getByLabel("Nama klinik");
    await name.fill("");
    await name.press("Enter");
    await screen.page.getByText("Wajib diisi.").waitFor();
    await screen.assertAccessible("refused");
    await screen.picture("kelola-profil-ditolak");
    await name.fill("Klinik Melati Sehat");
    await screen.page.getByLabel("Alamat").fill("Jl. Melati No. 12, Yogyakarta");
    await screen.page.getByLabel("Telepon").fill("0274 123456");
    await screen.page.getByLabel("Teks berjalan").fill("Harap menunggu sampai nomor dipanggil.");
    await screen.page.keyboard.press("Control+s");
    await screen.page.getByText("Profil klinik disimpan.").waitFor();
    const { data } = (await api.get("/api/clinic")).body;
    assert.deepEqual([data.name, data.phone], ["Klinik Melati Sehat", "0274 123456"]);

    await choose(screen, "Pilih logo", [
        { name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from("x") },
    ]);
    await screen.page.getByText("Pilih berkas PNG atau JPEG.").waitFor();
    await choose(screen, "Pilih logo", [{ name: "a.png", mimeType: "image/png", buffer: logo }]);
    await screen.page.getByRole("img", { name: "Logo klinik" }).waitFor();
    screen.assertQuiet();

    const { logo_path } = (await api.get("/api/clinic")).body.data;
    const shown = (page: Screen["page"]) => page.locator(`img[src$='${logo_path}']`);
    await screen.goto("/layar");
    await shown(screen.page).waitFor();
    const visit = await register(api, { date: today() });
    const { link } = (await api.get(`/api/reservation/${visit.id}/ticket`)).body.data;
    await screen.goto(link);
    await shown(screen.page).waitFor();
    await screen.page.getByText("Klinik Melati Sehat").waitFor();
    await screen.assertAccessible("patient");
    screen.assertQuiet();
    await screen.close();
});

test("TheProfileLooksRight", () =>
    lookAt(screens, "profil", "profil", (screen) =>
        screen.page.getByRole("img", { name: "Logo klinik" }).waitFor(),
    ));

const csv = (name: string, text: string) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(text),
});

test("LabFilesAreImportedOrTheirRowsAreNamed", async () => {
    const screen = await openKelola(screens, "lab");
    const button = "Pilih berkas CSV";
    await choose(screen, button, [csv("t_test.csv", "Foo\n1\n")]);
    await screen.page.getByText("Baris 1: kolom Foo tidak dikenal").waitFor();
    await screen.assertAccessible("refused");
    await screen.picture("kelola-lab-ditolak");
    await choose(screen, button, [csv("catatan.txt", "x")]);
    await screen.page.getByText("catatan.txt bukan berkas CSV.").waitFor();
    // Nothing of a file with one broken row is kept.
    const files = filesOf(labTables);
    const broken = { ...files, "t_test.csv": `${files["t_test.csv"]}1,2\n` };
    const all = (texts: Record<string, string>) =>
        Object.entries(texts).map(([name, text]) => csv(name, text));
    await choose(screen, button, all(broken));
    await screen.page.getByText(/punya 2 kolom/).waitFor();
    await choose(screen, button, all(files));
    const rows = Object.values(labTables).reduce((sum, table) => sum + table.length, 0);
    const done = screen.page.getByText(/baris dari \d+ berkas tersimpan/);
    await done.waitFor();
    assert.match(await done.innerText(), new RegExp(`${rows} baris dari ${all(files).length} `));
    await screen.assertAccessible("imported");
    await screen.picture("kelola-lab-diimpor");
    screen.assertQuiet();
    await screen.close();

    // What was imported is what the lab's own API answers with.
    const token = (await api.post(`${base}/generate_token`)).body.data.access_token;
    const lab = new Api(server.baseUrl, token);
    const [order] = labTables["t_orderheader"] ?? [];
    const nolab = order?.["T_OrderHeaderLabNumber"];
    const answer = await lab.post(`${base}/sampling_timestamp`, { nolab });
    assert.equal(answer.body.status, "OK", JSON.stringify(answer.body));
});

test("AnImportThatRunsSaysHowFarItIs", async () => {
    const screen = await openKelola(screens, "lab");
    const data = { state: "running", started_at: null, rows: 1_200, rows_total: 48_000 };
    // The answer is held back.
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await screen.page.route("**/api/lab/import", async (route) => {
        if (route.request().method() !== "POST")
            return route.fulfill({ json: { message: "-", data: { ...data, problem: null } } });
        await held;
        await route.continue();
    });
    const text = filesOf(labTables)["t_bahan.csv"] ?? "";
    await choose(screen, "Pilih berkas CSV", [csv("t_bahan.csv", text)]);
    const rows = "Memeriksa dan menyimpan, 1.200 dari 48.000 baris";
    await screen.page.getByRole("progressbar", { name: rows }).waitFor();
    await screen.assertAccessible("running");
    await screen.picture("kelola-lab-berjalan");
    release();
    await screen.page.getByText(/baris dari 1 berkas tersimpan/).waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("TheLabLooksRightAndItsTokenIsRevokedAfterAQuestion", async () => {
    await lookAt(screens, "lab", "lab", (screen) =>
        screen.page.getByText("Berlaku", { exact: true }).first().waitFor(),
    );
    const screen = await openKelola(screens, "lab");
    await screen.page.getByRole("button", { name: /^Cabut/ }).first().press("Enter");
    await screen.page.getByText("Cabut token lab?").waitFor();
    await screen.assertAccessible("question");
    await screen.picture("kelola-lab-cabut");
    await screen.page.getByRole("button", { name: "Cabut token", exact: true }).press("Enter");
    await screen.page.getByText("Dicabut", { exact: true }).waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("AboutSaysWhatRunsAndLeadsToBackupsAndLicences", async () => {
    await lookAt(screens, "tentang", "tentang", (screen) =>
        screen.page.getByText("Server bekerja dengan baik.").waitFor(),
    );
    const screen = await openKelola(screens, "tentang");
    const [page] = await Promise.all([
        screen.context.waitForEvent("page"),
        screen.page.getByRole("link", { name: "Lihat lisensi" }).press("Enter"),
    ]);
    await page.getByText("MIT").first().waitFor();
    await page.close();
    await screen.page.getByRole("link", { name: "Buka Cadangan" }).press("Enter");
    await screen.page.getByRole("heading", { name: "Cadangan", exact: true }).waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("WithoutAConnectionTheProfileKeepsWhatWasTyped", async () => {
    const screen = await openKelola(screens, "profil");
    await screen.page.getByLabel("Nama klinik").fill("Belum tersimpan");
    await screen.context.setOffline(true);
    const button = (name: string) => screen.page.getByRole("button", { name, exact: true });
    await button("Menunggu sambungan…").waitFor({ timeout: 60_000 });
    await screen.assertAccessible("offline");
    await screen.picture("kelola-profil-terputus");
    await screen.context.setOffline(false);
    await button("Simpan").waitFor({ timeout: 60_000 });
    assert.equal(await screen.page.getByLabel("Nama klinik").inputValue(), "Belum tersimpan");
    await screen.close();
});
