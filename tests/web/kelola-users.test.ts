// Pengguna: accounts by keyboard, with passwords that are shown once and removals that are undone.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { openKelola, panel, rowNamed, type } from "../support/Kelola.ts";
import { signInAs, users } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";
import { newUser } from "../support/Users.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

async function fill(screen: Screen, username: string) {
    await type(screen, "Nama", "Wulan Sari");
    await type(screen, "Nama pengguna", username);
    await type(screen, "Surel", `${username}@klinik.example`);
}

test("AUserIsMadeByKeyboardAndSignsInWithThePasswordThatIsShownOnce", async () => {
    const screen = await openKelola(screens, "pengguna");
    const { keyboard } = screen.page;
    await rowNamed(screen, "Agus Setiawan").waitFor();
    await keyboard.press("n");
    await panel(screen).waitFor();
    await keyboard.type("Wulan Sari");
    await keyboard.press("Tab");
    await keyboard.type("wulan.sari");
    await keyboard.press("Tab");
    await keyboard.type("wulan@klinik.example");
    await keyboard.press("Tab");
    await keyboard.press("Space");
    await screen.assertAccessible("form");
    await keyboard.press("Control+s");
    await panel(screen).getByText("Pengguna dibuat").waitFor();
    await screen.assertAccessible("password");
    await screen.picture("kelola-pengguna-sandi");
    const password = await panel(screen).getByLabel("Kata sandi").inputValue();
    await keyboard.press("Escape");
    await rowNamed(screen, "Wulan Sari").getByText("Administrasi").waitFor();
    await new Api(server.baseUrl).signIn("wulan.sari", password);
    screen.assertQuiet();
    await screen.close();
});

test("WhatTheServerRefusesStandsBesideItsFieldAndKeepsWhatWasTyped", async () => {
    const screen = await openKelola(screens, "pengguna/baru");
    await fill(screen, users.nurse.username);
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByText("Pilih paling sedikit satu peran.").waitFor();
    await panel(screen).getByLabel("Dokter").check();
    await screen.page.keyboard.press("Control+s");
    await panel(screen).getByText("Sudah dipakai. Pilih yang lain.").waitFor();
    const wrong = panel(screen).getByLabel("Nama pengguna", { exact: true });
    assert.equal(await wrong.getAttribute("aria-invalid"), "true");
    const focused = "document.activeElement.getAttribute('aria-invalid')";
    assert.equal(await screen.page.evaluate(focused), "true");
    const name = panel(screen).getByLabel("Nama", { exact: true });
    assert.equal(await name.inputValue(), "Wulan Sari");
    await screen.assertAccessible("refused");
    await screen.picture("kelola-pengguna-ditolak");
    await screen.close();
});

test("AHeadIsToldWhyARoleCannotBeHandedOn", async () => {
    const screen = await openKelola(screens, "pengguna/baru", { user: users.head });
    await fill(screen, "calon.superadmin");
    await panel(screen).getByLabel("Superadmin").check();
    await screen.page.keyboard.press("Control+s");
    await panel(screen).getByText("izin mengatur yang tidak Anda miliki sendiri").waitFor();
    await screen.close();
});

test("WhatWasTypedIsNotLostByEscape", async () => {
    const screen = await openKelola(screens, "pengguna");
    await screen.page.getByRole("button", { name: "Pengguna baru" }).click();
    await type(screen, "Nama", "Wulan");
    await screen.page.keyboard.press("Escape");
    await panel(screen).getByText("Isian ini belum disimpan.").waitFor();
    await screen.assertAccessible("question");
    await screen.page.getByRole("button", { name: "Lanjut mengisi" }).click();
    assert.equal(await panel(screen).getByLabel("Nama", { exact: true }).inputValue(), "Wulan");
    await screen.page.goBack();
    await panel(screen).getByText("Isian ini belum disimpan.").waitFor();
    await screen.page.getByRole("button", { name: "Buang isian" }).click();
    await panel(screen).waitFor({ state: "detached" });
    screen.assertQuiet();
    await screen.close();
});

test("ARemovalIsTakenBackAndTheTrashRestores", async () => {
    const body = newUser({ name: "Hilang Sebentar" });
    const { id } = (await api.post("/api/users", body)).body.data;
    const screen = await openKelola(screens, `pengguna/${id}`);
    const remove = () => panel(screen).getByRole("button", { name: "Hapus" }).click();
    await remove();
    await screen.page.getByText("Hilang Sebentar dihapus.").waitFor();
    await screen.assertAccessible("undo");
    await screen.picture("kelola-pengguna-urungkan");
    await screen.page.getByRole("button", { name: "Urungkan" }).click();
    await rowNamed(screen, "Hilang Sebentar").getByRole("link").click();
    await remove();
    await screen.page.getByRole("button", { name: "Terhapus" }).click();
    await rowNamed(screen, "Hilang Sebentar").waitFor();
    await screen.assertAccessible("trash");
    await screen.page.getByRole("button", { name: "Pulihkan Hilang Sebentar" }).click();
    await screen.page.getByText("Hilang Sebentar dipulihkan.").waitFor();
    assert.equal((await api.get(`/api/users/${id}`)).status, 200);
    await screen.close();
});

test("AResetPasswordIsShownOnce", async () => {
    const screen = await openKelola(screens, `pengguna/${users.assistant.id}`);
    await panel(screen).getByRole("button", { name: "Atur ulang kata sandi" }).click();
    await screen.page.keyboard.press("Control+s");
    await panel(screen).getByText("Kata sandi diatur ulang").waitFor();
    const password = await panel(screen).getByLabel("Kata sandi").inputValue();
    await new Api(server.baseUrl).signIn(users.assistant.username, password);
    await screen.close();
});

test("SearchAndFiltersAreInTheUrlAndFiltersAreRemembered", async () => {
    const screen = await openKelola(screens, "pengguna");
    await screen.page.keyboard.press("/");
    await screen.page.keyboard.type("an");
    await screen.page.getByLabel("Peran").selectOption({ label: "Dokter" });
    await screen.page.waitForURL(/cari=an&peran=3|peran=3&cari=an/);
    await rowNamed(screen, "Andi Pratama").waitFor();
    assert.equal(await rowNamed(screen, "Agus Setiawan").count(), 0);
    await screen.page.reload();
    await rowNamed(screen, "Andi Pratama").waitFor();
    await screen.goto("/kelola/poli");
    await rowNamed(screen, "Poli Umum").waitFor();
    await screen.goto("/kelola/pengguna");
    await screen.page.waitForURL(/peran=3/);
    await screen.page.keyboard.press("/");
    await screen.page.keyboard.type("tidak ada yang begini");
    await screen.page.getByText("Tidak ada pengguna yang cocok.").waitFor();
    await screen.assertAccessible("nothing found");
    await screen.page.getByRole("button", { name: "Hapus saringan" }).click();
    await rowNamed(screen, "Agus Setiawan").waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("ARowIsOpenedWithArrowsAndTheFocusComesBack", async () => {
    const screen = await openKelola(screens, "pengguna");
    await rowNamed(screen, "Agus Setiawan").waitFor();
    await screen.page.keyboard.press("ArrowDown");
    await screen.page.keyboard.press("ArrowDown");
    await screen.page.keyboard.press("Enter");
    await panel(screen).getByRole("heading", { name: "Andi Pratama" }).waitFor();
    await screen.page.keyboard.press("Escape");
    await panel(screen).waitFor({ state: "detached" });
    const focused = await screen.page.evaluate("document.activeElement.textContent.trim()");
    assert.equal(focused, "Andi Pratama");
    await screen.close();
});

test("WhatAnotherSuperadminDoesIsSeenWithoutAReload", async () => {
    const screen = await openKelola(screens, "pengguna");
    await rowNamed(screen, "Agus Setiawan").waitFor();
    const { id } = (await api.post("/api/users", newUser({ name: "Zaskia Baru" }))).body.data;
    // Sooner than the list is read again without a reason.
    const timeout = 15_000;
    await rowNamed(screen, "Zaskia Baru").waitFor({ timeout });
    await api.delete(`/api/users/${id}`);
    await rowNamed(screen, "Zaskia Baru").waitFor({ state: "detached", timeout });
    screen.assertQuiet();
    await screen.close();
});
