// Mulai: from the first start on an empty database to the first called patient, in the browser
// alone, by keyboard, and at the pace of a person in less than ten minutes.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { users } from "../support/Roles.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer, superadminPassword } from "../support/Server.ts";

const server = await startServer();
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());

const key_s = 0.2; // a person presses a key
const decision_s = 1.2; // and reads and decides before the next field

const nameOfFocused = `(() => {
    const element = document.activeElement;
    const label = element?.getAttribute("aria-label") ?? element?.labels?.[0]?.innerText;
    return (label ?? element?.innerText ?? "").trim();
})()`;

// Somebody at the keyboard. What the person would need is counted, not waited for.
class Person {
    needed_s = 0;
    constructor(private readonly screen: Screen) {}

    async press(key: string): Promise<void> {
        this.needed_s += key_s;
        await this.screen.page.keyboard.press(key);
    }
    async type(text: string): Promise<void> {
        this.needed_s += key_s * text.length;
        await this.screen.page.keyboard.type(text);
    }
    // Tabs to the next field or button of that label.
    async to(label: string): Promise<void> {
        this.needed_s += decision_s;
        for (let count = 0; count < 60; count += 1) {
            if ((await this.screen.page.evaluate(nameOfFocused)) === label) return;
            await this.press("Tab");
        }
        throw new Error(`the keyboard does not reach ${label}`);
    }
    async fill(label: string, text: string): Promise<void> {
        await this.to(label);
        await this.type(text);
        await this.press("Tab");
    }
    // The list of a browser: typing chooses.
    async choose(label: string, word: string): Promise<void> {
        await this.to(label);
        await this.type(word.slice(0, 6));
        await this.press("Tab");
    }
    async do(action: string): Promise<void> {
        await this.to(action);
        await this.press("Enter");
    }
}

const clinic = "Klinik Sehat Sentosa";
const password = "kata-sandi-baru";

async function signIn(screen: Screen, person: Person): Promise<void> {
    await screen.goto("/");
    await screen.page.getByLabel("Nama pengguna").waitFor();
    await person.fill("Nama pengguna", users.superadmin.username);
    await person.to("Kata sandi");
    await person.type(superadminPassword);
    await person.press("Enter");
    await screen.page.waitForURL("**/mulai");
}

// The pictures and axe of a state, on each device that is signed in.
async function look(all: Screen[], state: string): Promise<void> {
    for (const screen of all) {
        if (screen !== all[0]) await screen.page.reload();
        await screen.page.getByText("langkah selesai").or(ready(screen)).first().waitFor();
        await screen.page.locator("[aria-expanded='true']").or(ready(screen)).first().waitFor();
        await screen.assertAccessible(state);
        await screen.picture(`mulai-${state}`);
    }
}
const ready = (screen: Screen) => screen.page.getByRole("heading", { name: "Klinik siap" });
const step = (screen: Screen, title: string) =>
    screen.page.locator(`button[aria-expanded='true']`, { hasText: title }).waitFor();

test("FromTheFirstStartToTheFirstCalledPatientInUnderTenMinutes", async () => {
    const desk = await screens.device();
    const person = new Person(desk);
    await signIn(desk, person);
    await step(desk, "Ganti kata sandi awal");
    await look([desk], "1-sandi");
    await person.fill("Kata sandi sekarang", superadminPassword);
    await person.to("Kata sandi baru");
    await person.type(password);
    await person.press("Enter");

    await step(desk, "Nama klinik");
    // Others look at each step too, after the password has signed everybody else out.
    const others: Screen[] = [
        await screens.device({ theme: "dark" }),
        await screens.device({ size: "phone" }),
    ];
    for (const other of others) {
        await other.signIn({ ...users.superadmin, password });
        await other.goto("/mulai");
    }
    const all = [desk, ...others];
    await look(all, "2-klinik");
    await person.do("Simpan nama");
    await desk.page.getByText("Wajib diisi.").waitFor();
    await desk.assertAccessible("a missing name");
    await person.fill("Nama klinik", clinic);
    await person.do("Simpan nama");

    await step(desk, "Poli");
    await look(all, "3-poli");
    await person.fill("Ruang", "1");
    await person.fill("Ruang", "2");
    await person.do("Simpan poli");

    await step(desk, "Dokter dan petugas");
    await look(all, "4-orang");
    await person.fill("Nama", "dr. Andi Pratama");
    await person.choose("Peran", "Dokter");
    await person.choose("Poli", "Poli Umum");
    await person.fill("Nama", "Rizky Kurniawan");
    await person.fill("Nama", "Agus Setiawan");
    await person.do("Buat pengguna");
    await desk.page.getByText("agus.setiawan").waitFor();
    await desk.assertAccessible("passwords");
    await desk.picture("mulai-4-kata-sandi");
    // Nobody loses the passwords by a wrong press: another step, another screen.
    await desk.page.getByRole("button", { name: "Layar ruang tunggu" }).click();
    await desk.page.getByRole("link", { name: "Loket", exact: true }).click();
    await desk.page.getByText("Kata sandi belum dicetak").waitFor();
    await desk.assertAccessible("leaving");
    await desk.picture("mulai-4-tinggalkan");
    await desk.page.keyboard.press("Enter");
    await desk.page.getByText("agus.setiawan").waitFor();
    await desk.page.evaluate("globalThis.print = () => {}");
    await desk.page.getByRole("button", { name: "Cetak" }).press("Enter");
    await person.do("Lanjut");

    await step(desk, "Jadwal mingguan");
    await look(all, "5-jadwal");
    await person.do("Simpan jadwal");

    await step(desk, "Layar ruang tunggu");
    await look(all, "6-layar");
    const board = desk.context.waitForEvent("page");
    await person.do("Buka di sini");
    await (await board).bringToFront();
    await desk.page.bringToFront();
    await desk.page.getByText("1 layar tersambung.").waitFor();
    await desk.picture("mulai-6-tersambung");
    await person.do("Lanjut");

    await step(desk, "Pendaftaran percobaan");
    await look(all, "7-coba");
    await person.do("Daftarkan");
    await person.do("Panggil A-001");
    await desk.page.getByText("Klinik siap menerima pasien").waitFor();
    await desk.assertAccessible("called");
    await desk.picture("mulai-7-dipanggil");
    await (await board).getByText("A-001").first().waitFor();
    await person.do("Selesai");
    await ready(desk).waitFor();
    await look(all, "8-siap");

    console.log(`a person needs ${Math.round(person.needed_s)} s`);
    assert.ok(person.needed_s < 600, `${person.needed_s} s`);
    // Now the Superadmin's home is elsewhere.
    await desk.goto("/");
    await desk.page.waitForURL((url) => !/^\/(mulai)?$/.test(url.pathname));
    for (const screen of all) screen.assertQuiet();
});

test("WhatCannotBeReadIsSaidUntilItCanBeRead", async () => {
    const own = { ...users.superadmin, password };
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await screens.device(device);
        await screen.signIn(own);
        const answer = { status: 500, json: { status: "error", message: "Server Error" } };
        await screen.page.route("**/api/board/screens", (route) => route.fulfill(answer));
        // No pauses between the tries of the query.
        await screen.page.clock.install();
        await screen.goto("/mulai");
        const again = screen.page.getByRole("button", { name: "Coba lagi" });
        for (let second = 0; second < 40 && !(await again.isVisible()); ++second)
            await screen.page.clock.runFor(1_000);
        await again.waitFor();
        await screen.assertAccessible("failed");
        await screen.picture("mulai-gagal");
        await screen.page.unroute("**/api/board/screens");
        // The page also asks again by itself.
        await ready(screen).waitFor({ timeout: 60_000 });
        await screen.close();
    }
});

test("WithoutAConnectionAStepKeepsWhatWasTyped", async () => {
    const screen = await screens.device();
    await screen.signIn({ ...users.superadmin, password });
    await screen.goto("/mulai");
    await ready(screen).waitFor();
    await screen.page.getByRole("button", { name: /^Nama klinik/ }).click();
    const name = screen.page.getByLabel("Nama klinik");
    await name.fill("Belum tersimpan");
    await screen.context.setOffline(true);
    await screen.page.getByText("Tidak terhubung sejak").waitFor({ timeout: 60_000 });
    await screen.assertAccessible("offline");
    await screen.picture("mulai-terputus");
    await screen.context.setOffline(false);
    const bar = screen.page.getByText("Tidak terhubung sejak");
    await bar.waitFor({ state: "detached", timeout: 60_000 });
    assert.equal(await name.inputValue(), "Belum tersimpan");
    await screen.close();
});
