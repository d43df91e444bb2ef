// Masuk, and what stands around every screen of the staff.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Screens } from "../support/Screens.ts";
import { users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());

async function signInBy(keys: { username: string; password: string }, path = "/") {
    const screen = await screens.device();
    await screen.goto(path);
    const { keyboard } = screen.page;
    await screen.page.getByLabel("Nama pengguna").waitFor();
    await keyboard.type(keys.username);
    await keyboard.press("Tab");
    await keyboard.type(keys.password);
    await keyboard.press("Enter");
    return screen;
}

test("AWrongPasswordIsRefusedBesideTheFormAndKeepsTheName", async () => {
    const screen = await signInBy({ username: "agus.setiawan", password: "salah123" });
    await screen.page.getByRole("alert").getByText("kata sandi salah").waitFor();
    assert.equal(await screen.page.getByLabel("Nama pengguna").inputValue(), "agus.setiawan");
    await screen.assertAccessible("refused");
    await screen.picture("masuk-salah");
    await screen.close();
});

test("EmptyFieldsAreNamed", async () => {
    const screen = await screens.device();
    await screen.goto("/masuk");
    await screen.page.getByRole("button", { name: "Masuk" }).click();
    await screen.page.getByText("Isi nama pengguna Anda.").waitFor();
    await screen.assertAccessible("empty");
    screen.assertQuiet();
    await screen.close();
});

test("ThePageIsAccessibleInBothThemesAndOnAPhone", async () => {
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await screens.device(device);
        await screen.goto("/masuk");
        await screen.page.getByLabel("Nama pengguna").waitFor();
        await screen.assertAccessible(JSON.stringify(device));
        await screen.picture("masuk");
        screen.assertQuiet();
        await screen.close();
    }
});

test("ALinkIsReachedAfterTheSignInAndNeverAnotherSite", async () => {
    const inside = await signInBy(users.superadmin, "/masuk?ke=/tidak-ada");
    await inside.page.waitForURL("**/tidak-ada");
    await inside.close();
    const outside = await signInBy(users.superadmin, "/masuk?ke=//evil.example/");
    await outside.page.waitForURL((url) => url.pathname !== "/masuk");
    assert.equal(new URL(outside.page.url()).origin, server.baseUrl);
    await outside.close();
});

test("ASignInByKeyboardLeadsToTheRolesScreen", async () => {
    const screen = await signInBy(users.reception);
    await screen.page.waitForURL("**/loket");
    screen.assertQuiet();
    await screen.close();
});

test("NoScriptCanReadTheSession", async () => {
    const screen = await signInBy(users.superadmin);
    await screen.page.waitForURL((url) => url.pathname !== "/masuk");
    assert.equal(await screen.page.evaluate("document.cookie"), "");
    // A token is "17|...".
    const all = "JSON.stringify({ ...localStorage, ...sessionStorage })";
    const kept = await screen.page.evaluate(all);
    assert.doesNotMatch(kept as string, /\d\|\w/);
    screen.assertQuiet();
    await screen.close();
});

test("SigningOutLeadsToTheSignInOnAllPages", async () => {
    const screen = await screens.device();
    await screen.signIn(users.superadmin);
    await screen.goto("/kelola/tidak-ada");
    await screen.page.getByText("Halaman tidak ditemukan").waitFor();
    await screen.assertAccessible("shell");
    await screen.page.locator(".profile-trigger").click();
    await screen.assertAccessible("profile menu");
    await screen.picture("menu-profil");
    await screen.page.getByRole("menuitem", { name: "Keluar" }).click();
    await screen.page.waitForURL("**/masuk");
    await screen.goto("/kelola/tidak-ada");
    await screen.page.waitForURL("**/masuk?ke=/kelola/tidak-ada");
    screen.assertQuiet();
    await screen.close();
});

// As the back button does it, which the browser of the tests has not.
test("APageThatTheBrowserHasKeptIsLoadedAnew", async () => {
    const screen = await screens.device();
    await screen.signIn(users.superadmin);
    await screen.goto("/kelola/tidak-ada");
    await screen.page.getByText("Halaman tidak ditemukan").waitFor();
    const loaded = screen.page.waitForEvent("load");
    const kept = 'new PageTransitionEvent("pageshow", { persisted: true })';
    await screen.page.evaluate(`setTimeout(() => dispatchEvent(${kept}))`);
    await loaded;
    await screen.close();
});

test("TheUserChangesThePasswordAndSeesTheDevices", async () => {
    const screen = await screens.device();
    await screen.signIn(users.assistant);
    await screen.goto("/kelola/tidak-ada");
    const menu = async (item: string) => {
        await screen.page.getByRole("button", { name: "fajar" }).click();
        await screen.page.getByRole("menuitem", { name: item }).click();
    };
    await menu("Perangkat yang masuk");
    await screen.page.getByText("perangkat ini").waitFor();
    await screen.assertAccessible("sessions");
    await screen.picture("perangkat");
    await screen.page.keyboard.press("Escape");
    await menu("Ganti kata sandi");
    await screen.page.getByLabel("Kata sandi sekarang").fill("salah");
    const chosen = screen.page.getByLabel("Kata sandi baru");
    await chosen.fill("rahasia-baru");
    assert.equal(await chosen.getAttribute("type"), "password");
    await screen.page.getByRole("button", { name: "Tampilkan kata sandi" }).click();
    assert.equal(await chosen.getAttribute("type"), "text");
    await chosen.press("Enter");
    await screen.page.getByText("Kata sandi ini tidak cocok.").waitFor();
    await screen.assertAccessible("wrong password");
    await screen.page.getByLabel("Kata sandi sekarang").fill(users.assistant.password);
    await screen.page.keyboard.press("Enter");
    await screen.page.getByText("Kata sandi diganti.").waitFor();
    await screen.picture("kata-sandi-diganti");
    screen.assertQuiet();
    await screen.close();
});
