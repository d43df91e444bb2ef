// Peran: what roles may do. A change is read before it is saved, and felt at once by others.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { openKelola, panel } from "../support/Kelola.ts";
import { signInAs, users } from "../support/Roles.ts";
import { pushed_ms, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const receptionId = 6;
const box = (screen: Screen, name: string) => screen.page.getByRole("checkbox", { name });
const saveButton = (screen: Screen) =>
    screen.page.getByRole("button", { name: "Simpan perubahan" });
const permissionsOf = async (id: number): Promise<string[]> =>
    (await api.get(`/api/roles/${id}/permissions`)).body.data.permissions;

test("ARestrictedRoleIsFeltByAnotherBrowserAtOnce", async () => {
    const reception = await screens.device();
    await reception.signIn(users.reception);
    await reception.goto("/loket");
    await reception.page.getByPlaceholder("Saring").waitFor();

    const screen = await openKelola(screens, "peran");
    const registering = box(screen, "Administrasi: Mendaftarkan pasien");
    await registering.focus();
    await screen.page.keyboard.press("Space");
    await screen.page.getByText("Administrasi tidak boleh lagi mendaftarkan pasien.").waitFor();
    await screen.assertAccessible("changes");
    await screen.picture("kelola-peran-perubahan");

    const answered = screen.page.waitForResponse(/permissions$/);
    await saveButton(screen).press("Enter");
    assert.equal((await answered).status(), 200);
    const closed = reception.page.getByText("Peran Anda tidak membuka Loket");
    await closed.waitFor({ timeout: pushed_ms });
    assert.equal(await reception.page.getByRole("link", { name: "Loket" }).count(), 0);
    await reception.assertAccessible("closed");
    await reception.picture("kelola-peran-terasa");
    assert.equal((await permissionsOf(receptionId)).includes("reservation.write"), false);

    // And back again, without a reload.
    await screen.page.getByText("Izin Administrasi disimpan").waitFor();
    await registering.focus();
    await screen.page.keyboard.press("Space");
    await saveButton(screen).press("Enter");
    await reception.page.getByPlaceholder("Saring").waitFor();
    reception.assertQuiet();
    screen.assertQuiet();
    await reception.close();
    await screen.close();
});

test("AnEndedSessionLeadsToTheSignInAtOnce", async () => {
    const nurse = await screens.device();
    await nurse.signIn(users.nurse);
    await nurse.goto("/perawat");
    await nurse.page.getByRole("main").waitFor();
    const screen = await openKelola(screens, `pengguna/${users.nurse.id}`);
    await panel(screen).getByRole("button", { name: "Keluarkan dari semua perangkat" }).click();
    await panel(screen).getByText("Tidak masuk di perangkat mana pun.").waitFor();
    await nurse.page.waitForURL(/\/masuk/);
    await nurse.close();
    await screen.close();
});

test("ADiscardedChangeIsNotSavedAndAnUnsavedOneIsNotLostSilently", async () => {
    const before = await permissionsOf(3);
    const screen = await openKelola(screens, "peran");
    const reports = box(screen, "Dokter: Melihat dan mengunduh laporan");
    await reports.click();
    await screen.page.getByRole("button", { name: "Batalkan" }).click();
    assert.equal(await reports.isChecked(), false);
    assert.equal(await saveButton(screen).count(), 0);

    await reports.click();
    await screen.page.getByRole("link", { name: "Poli", exact: true }).click();
    await screen.page.getByText("Perubahan ini belum disimpan.").waitFor();
    await screen.assertAccessible("leaving");
    await screen.page.getByRole("button", { name: "Tetap di sini" }).click();
    assert.equal(await reports.isChecked(), true);
    await screen.page.getByRole("link", { name: "Poli", exact: true }).click();
    await screen.page.getByRole("button", { name: "Buang perubahan" }).click();
    await screen.page.waitForURL("**/kelola/poli");
    assert.deepEqual(await permissionsOf(3), before);
    screen.assertQuiet();
    await screen.close();
});

test("ArrowsMoveThroughTheMatrix", async () => {
    const screen = await openKelola(screens, "peran");
    await box(screen, "Administrasi: Mendaftarkan pasien").focus();
    await screen.page.keyboard.press("ArrowDown");
    await screen.page.keyboard.press("ArrowRight");
    const focused = await screen.page.evaluate(
        "document.activeElement.closest('label').textContent.trim()",
    );
    assert.equal(focused, "Dokter: Mengubah data pasien");
    await screen.close();
});

test("AHeadReadsTheMatrixAndIsToldWhoChangesIt", async () => {
    const screen = await openKelola(screens, "peran", { user: users.head });
    await screen.page.getByText("Hanya Superadmin mengubah izin sebuah peran.").waitFor();
    const reports = box(screen, "Dokter: Melihat dan mengunduh laporan");
    await reports.focus();
    await screen.page.keyboard.press("Space");
    assert.equal(await reports.isChecked(), false);
    assert.equal(await saveButton(screen).count(), 0);
    await screen.assertAccessible("read only");
    screen.assertQuiet();
    await screen.close();
});

test("ARoleIsMadeRenamedRemovedAndBroughtBack", async () => {
    const screen = await openKelola(screens, "peran");
    await screen.page.getByRole("button", { name: "Peran baru" }).click();
    await panel(screen).getByLabel("Nama peran").fill("Apoteker");
    await screen.page.keyboard.press("Enter");
    await screen.page.getByRole("button", { name: "Apoteker" }).click();
    await panel(screen).getByLabel("Nama peran").fill("Petugas apotek");
    await screen.page.keyboard.press("Control+s");
    await screen.page.getByRole("button", { name: "Petugas apotek" }).click();
    await panel(screen).getByRole("button", { name: "Hapus" }).click();
    await screen.page.getByText("Peran Petugas apotek dihapus.").waitFor();
    await screen.page.getByRole("button", { name: "Urungkan" }).click();
    await screen.page.getByRole("button", { name: "Petugas apotek" }).waitFor();
    screen.assertQuiet();
    await screen.close();
});
