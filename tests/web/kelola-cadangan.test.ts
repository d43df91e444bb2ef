// Cadangan: backups are begun, followed, downloaded, and a failed one is seen where people work.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { lookAt, openKelola } from "../support/Kelola.ts";
import { signInAs, users } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());

const begin = (screen: Screen) =>
    screen.page.getByRole("button", { name: "Buat cadangan sekarang" });
const soon = { timeout: 120_000 };

test("BeforeTheFirstBackupThePageSaysWhatIsMissing", () =>
    lookAt(screens, "cadangan", "cadangan-kosong", async (screen) => {
        await screen.page.getByText("Belum ada cadangan otomatis").waitFor();
        await screen.page.getByText("Belum ada. Buat cadangan pertama").waitFor();
    }));

test("ABackupIsMadeAndDownloadedByKeyboard", async () => {
    const screen = await openKelola(screens, "cadangan");
    await begin(screen).press("Enter");
    await screen.page.getByText(/Cadangan selesai dan sudah diperiksa/).waitFor(soon);
    const row = screen.page.locator("tbody tr");
    assert.equal(await row.count(), 1);
    await row.getByText("Atas permintaan").waitFor();
    const [file] = await Promise.all([
        screen.page.waitForEvent("download"),
        row.getByRole("link", { name: /Unduh/ }).press("Enter"),
    ]);
    assert.match(file.suggestedFilename(), /^antrean-\d{8}T\d{6}Z-manual\.tar\.zst$/);
    const archive = await readFile(await file.path());
    assert.equal(archive.readUInt32LE(0), 0xfd2fb528); // as every Zstandard file begins
    screen.assertQuiet();
    await screen.close();
});

test("ThePageLooksRight", () =>
    lookAt(screens, "cadangan", "cadangan", (screen) =>
        screen.page.getByRole("link", { name: /Unduh/ }).waitFor(),
    ));

test("ARunningBackupSaysHowFarItIs", () =>
    lookAt(
        screens,
        "cadangan",
        "cadangan-berjalan",
        async (screen) => {
            await screen.page.getByText("Langkah 3 dari 4: menulis arsip, 40%").waitFor();
            await screen.page.getByRole("progressbar").waitFor();
            const button = screen.page.getByRole("button", { name: "Sedang dibuat…" });
            assert.equal(await button.getAttribute("aria-busy"), "true");
        },
        (screen) =>
            screen.page.route("**/api/backups", async (route) => {
                const response = await route.fetch();
                const json = await response.json();
                json.running = { kind: "manual", begun_at: "2026-11-30T01:00:00.000000Z" };
                Object.assign(json.running, { step: "writing", percent: 40 });
                await route.fulfill({ response, json });
            }),
    ));

test("WhoMayNotMakeBackupsSeesNoneAndNoBar", async () => {
    const screen = await screens.device();
    await screen.signIn(users.head);
    const asked: string[] = [];
    screen.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await screen.goto("/kelola/cadangan");
    await screen.page.getByText(/Peran Anda tidak membuka/).waitFor();
    assert.equal(await begin(screen).count(), 0);
    assert.ok(!asked.includes("/api/backups"));
    await screen.close();
});

test("AFailedBackupIsSeenOnEveryScreenUntilOneSucceeds", async (t) => {
    // A file stands where the folder of the backups should be.
    const dir = await mkdtemp(join(tmpdir(), "antrean-backups-"));
    t.after(() => rm(dir, { recursive: true }));
    const folder = join(dir, "disk");
    await writeFile(folder, "");
    const flags = ["--demo", "--backup-dir", folder, "--backup-at", "00:00"];
    const failing = await startServer({ flags });
    t.after(() => failing.close());
    const others = await Screens.open(failing);
    t.after(() => others.close());
    // The first backup is tried right after the start.
    const api = await signInAs(new Api(failing.baseUrl), "superadmin");
    await eventually(
        async () => assert.equal((await api.get("/api/backups")).body.health, "failed"),
        soon.timeout,
    );

    const desk = await others.device();
    await desk.signIn(users.superadmin);
    await desk.goto("/loket");
    const bar = desk.page.getByText("Cadangan gagal:");
    await bar.waitFor();
    await desk.assertAccessible("bar");
    await desk.picture("loket-cadangan-gagal");

    await lookAt(others, "cadangan", "cadangan-gagal", (screen) =>
        screen.page.getByText(/Cadangan terjadwal gagal hari ini/).waitFor(),
    );
    await lookAt(others, "tentang", "tentang-cadangan-gagal", (screen) =>
        screen.page.getByText("yang terakhir gagal").waitFor(),
    );

    await desk.page.getByRole("link", { name: "Buka Cadangan" }).press("Enter");
    await desk.page.getByText(/Pastikan disk cadangan terpasang/).waitFor();
    assert.equal(await bar.count(), 0, "what the page says in full is not said twice");
    await begin(desk).press("Enter");
    await desk.page.getByText(/^Cadangan gagal hari ini/).waitFor(soon);
    await rm(folder);
    await begin(desk).press("Enter");
    await desk.page.getByText(/Cadangan selesai dan sudah diperiksa/).waitFor(soon);
    await desk.page.getByText(/Cadangan dibuat setiap hari/).waitFor(soon);
    await desk.page.getByRole("link", { name: "Loket", exact: true }).click();
    await desk.page.waitForURL(/loket/);
    assert.equal(await bar.count(), 0);
    desk.assertQuiet();
    await desk.close();
});
