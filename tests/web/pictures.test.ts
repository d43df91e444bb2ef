// Every screen of the day in the states that a clinic seldom sees, on every size, in both themes:
// accessible, not wider than its device, and as a picture in build/screenshots/ to be looked at.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Page, type Route } from "playwright-core";
import { Api } from "../support/Api.ts";
import { registration } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { InventedBoard } from "../support/InventedBoard.ts";
import { type DemoUser, signInAs, users } from "../support/Roles.ts";
import { fits } from "../support/Rooms.ts";
import { type Device, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo-clinic"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

// Every size and both themes; with ANTREAN_PICTURES=all also every size in both.
const themes = ["light", "dark"] as const;
const sizes = ["desk", "large", "phone"] as const;
const everyDevice: Device[] = sizes.flatMap((size) => themes.map((theme) => ({ size, theme })));
const devices =
    process.env.ANTREAN_PICTURES === "all"
        ? everyDevice
        : everyDevice.filter(({ size, theme }) => (size === "phone") === (theme === "dark"));

const visits = "**/api/reservation?**";
const never = () => {};
const broken = (route: Route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: '{"message":"-"}' });

interface Scene {
    name: string;
    user?: DemoUser;
    path: string;
    requests?: (route: Route) => unknown; // what becomes of the requests for visits
    until: (page: Page) => Promise<unknown>;
}

const visible = (page: Page, text: string | RegExp) =>
    page.getByText(text).and(page.locator(":visible")).first().waitFor({ timeout: 60_000 });
const { reception, nurse, doctor } = users;
const ready = (page: Page) =>
    page
        .getByRole("button", { name: /anggil berikutnya/ })
        .and(page.locator(":not([aria-disabled])"))
        .waitFor();

const scenes: Scene[] = [
    {
        name: "masuk-demo",
        path: "/masuk",
        until: (page) => page.getByLabel("Nama pengguna").waitFor(),
    },
    {
        name: "loket-sibuk",
        user: reception,
        path: "/loket",
        until: (page) => page.getByRole("grid").getByRole("row").nth(3).waitFor(),
    },
    {
        name: "loket-memuat",
        user: reception,
        path: "/loket",
        requests: never,
        until: (page) => page.getByRole("status", { name: "Memuat daftar hari ini" }).waitFor(),
    },
    {
        name: "loket-tak-terbaca",
        user: reception,
        path: "/loket",
        requests: broken,
        until: (page) => visible(page, "Daftar hari ini belum dapat dibaca."),
    },
    {
        name: "perawat-sibuk",
        user: nurse,
        path: "/perawat?poly=1",
        until: ready,
    },
    {
        name: "perawat-memuat",
        user: nurse,
        path: "/perawat?poly=1",
        requests: never,
        until: (page) => visible(page, "Menunggu daftar antrean…"),
    },
    {
        name: "perawat-tak-terbaca",
        user: nurse,
        path: "/perawat?poly=1",
        requests: broken,
        until: (page) => visible(page, "Antrean belum dapat dibaca. Layar ini terus mencoba"),
    },
    {
        name: "dokter-sibuk",
        user: doctor,
        path: "/dokter?poly=1",
        until: ready,
    },
    {
        name: "dokter-tak-terbaca",
        user: doctor,
        path: "/dokter?poly=1",
        requests: broken,
        until: (page) => visible(page, "Antrean belum dapat dibaca. Layar ini terus mencoba"),
    },
];

async function show(scene: Scene, device: Device): Promise<Screen> {
    const screen = await screens.device(device);
    if (scene.user) await screen.signIn(scene.user);
    if (scene.requests) await screen.page.route(visits, scene.requests);
    await screen.goto(scene.path);
    await scene.until(screen.page);
    return screen;
}

for (const scene of scenes)
    test(`TheScene ${scene.name}`, async () => {
        for (const device of devices) {
            const screen = await show(scene, device);
            await screen.assertAccessible(`${scene.name} ${JSON.stringify(device)}`);
            await fits(screen);
            await screen.picture(scene.name);
            screen.assertQuiet();
            await screen.close();
        }
    });

test("AnyScreenOfTheDemoClinicIsOnePressAway", async () => {
    for (const [name, path] of [
        ["Loket", "/loket"],
        ["Perawat", "/perawat"],
        ["Dokter", "/dokter"],
        ["Kepala klinik", "/ringkasan"],
    ]) {
        const screen = await screens.device();
        await screen.goto("/");
        await screen.page.getByRole("button", { name }).click();
        await screen.page.waitForURL((url) => url.pathname === path);
        await screen.close();
    }
});

test("WhatIsNotKnownYetIsNotCounted", async () => {
    const loading = await show(scenes.find(({ name }) => name === "loket-memuat")!, {});
    const toggles = loading.page.getByRole("group", { name: "Saring daftar" });
    assert.doesNotMatch(await toggles.getByRole("button").first().innerText(), /\d/);
    assert.equal(await loading.page.locator(".day-pane dd").count(), 0);
    await loading.close();
    const waiting = await show(scenes.find(({ name }) => name === "perawat-memuat")!, {});
    assert.doesNotMatch(await waiting.page.locator(".groups").innerText(), /\d/);
    await waiting.close();
});

test("AListThatCouldNotBeReadComesByItself", async () => {
    let isBroken = true;
    const scene = scenes.find(({ name }) => name === "loket-tak-terbaca")!;
    const requests = (route: Route) => (isBroken ? broken(route) : route.fallback());
    const screen = await show({ ...scene, requests }, {});
    isBroken = false;
    await screen.page.getByRole("grid").getByRole("row").nth(3).waitFor({ timeout: 60_000 });
    assert.equal(await screen.page.getByText("belum dapat dibaca").count(), 0);
    screen.assertQuiet();
    await screen.close();
});

// Nothing of the board is cut off, and it needs no scrolling.
async function isWhole(page: Page, state: string) {
    const cut = await page.evaluate(`[
        document.documentElement.scrollWidth > innerWidth,
        document.documentElement.scrollHeight > innerHeight,
        ...[...document.querySelectorAll(".queue-number")]
            .filter((each) => each.scrollWidth > each.parentElement.clientWidth + 1)
            .map((each) => each.innerText),
    ]`);
    assert.deepEqual(cut, [false, false], state);
}

for (const polies of [1, 2, 3, 4, 6, 8, 12])
    test(`ABoardOf ${polies} PoliesIsWholeOnEveryScreen`, async () => {
        for (const size of ["small", "desk", "large", "portrait", "totem"] as const) {
            const screen = await screens.device({ size, theme: "dark" });
            const board = new InventedBoard(polies);
            await board.serve(screen.page);
            await screen.goto("/layar?suara=0");
            await screen.page.getByText("Langsung").waitFor();
            board.call(9);
            await screen.page.getByText(board.latest).first().waitFor();
            await isWhole(screen.page, `${polies} polies, ${size}`);
            await screen.assertAccessible(`${polies} polies, ${size}`);
            await screen.picture(`layar-${polies}-poli`);
            screen.assertQuiet();
            await screen.close();
        }
    });

test("TheHintForTheSoundHidesNothing", async () => {
    for (const size of ["small", "large", "portrait", "totem"] as const) {
        const screen = await screens.device({ size, theme: "dark" });
        await screen.goto("/layar");
        const hint = screen.page.getByText("Ketuk layar untuk menyalakan suara");
        await hint.waitFor({ timeout: 60_000 });
        await isWhole(screen.page, `silent, ${size}`);
        await screen.picture("layar-bisu-demo");
        const [above, text] = [
            await hint.boundingBox(),
            await screen.page.locator(".running-text").boundingBox(),
        ];
        assert.ok(above && text);
        const isBeside = above.x + above.width <= text.x || text.x + text.width <= above.x;
        const isOver = above.y + above.height <= text.y || text.y + text.height <= above.y;
        assert.ok(isBeside || isOver, size);
        await screen.close();
    }
});

test("APatientsPageFitsEveryDevice", async () => {
    const form = registration({ date: today(), poly_id: 1 });
    const { link } = (await api.post("/api/reservation", form)).body.data;
    for (const device of devices) {
        const screen = await screens.device(device);
        await screen.goto(link);
        await visible(screen.page, "Nomor Anda");
        await screen.assertAccessible(`patient ${JSON.stringify(device)}`);
        await fits(screen);
        await screen.picture("pasien");
        screen.assertQuiet();
        await screen.close();
    }
});
