// Perawat: the work by keyboard alone, and what happens when two are at it.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { register, registerSeveral } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { type DemoUser, signInAs, users } from "../support/Roles.ts";
import {
    end,
    fits,
    inside,
    isInside,
    isReady,
    lastPoly,
    main,
    openRoom,
    polyWith,
    shows,
    statusOf,
    text,
} from "../support/Rooms.ts";
import { type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const otherNurse: DemoUser = { ...users.nurse, id: 12, username: "siti.aisyah" };

test("ANurseWorksByKeyboardAlone", async () => {
    const [poly_id] = await polyWith(api, 0);
    const screen = await openRoom(screens, users.nurse, "/perawat");
    const { keyboard } = screen.page;
    await screen.assertAccessible("question");
    await screen.picture("perawat-pilih-poli");
    const choice = screen.page.getByRole("button", { name: lastPoly() });
    await choice.focus();
    await keyboard.press("Enter");
    await shows(screen, "Pasien baru muncul di sini dengan sendirinya.");
    await screen.assertAccessible("empty");
    await screen.picture("perawat-kosong");

    const [first, second] = await registerSeveral(api, 3, { poly_id, date: today() });
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai dan panggil berikutnya/);
    assert.equal(await statusOf(api, first), "ANAMNESA");
    await screen.assertAccessible("inside");
    await screen.picture("perawat");

    for (const call of [2, 3]) {
        await isReady(screen, /^Selesai dan panggil/);
        await keyboard.press("u");
        await shows(screen, `dipanggil ulang (${call}/3)`);
    }
    await shows(screen, "Sudah 3 kali");
    await isReady(screen, /^Selesai dan panggil/);
    await screen.assertAccessible("third call");
    await screen.page.getByRole("button", { name: "Tidak hadir", exact: true }).focus();
    await keyboard.press("Enter");
    await shows(screen, "dicatat tidak hadir");
    assert.equal(await statusOf(api, first), "NO_SHOW");
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("z");
    await shows(screen, "dikembalikan");
    await isInside(screen, first);
    assert.equal(await statusOf(api, first), "ANAMNESA");

    await isReady(screen, /^Selesai dan panggil/);
    await keyboard.press("Enter");
    await isInside(screen, second);
    await shows(screen, "menunggu dokter.");
    assert.equal(await statusOf(api, first), "WAITING_DOCTOR");
    await keyboard.press("?");
    await screen.page.getByRole("dialog").waitFor();
    await screen.assertAccessible("keys");
    await keyboard.press("Escape");

    // The poly is remembered.
    await screen.goto("/perawat");
    await isInside(screen, second);
    await end(screen);
});

test("TwoNursesWhoPressAtTheSameMomentHaveTwoPatients", async () => {
    const [poly_id, first, second] = await polyWith(api, 3);
    const nurses = [
        await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`),
        await openRoom(screens, otherNurse, `/perawat?poly=${poly_id}`),
    ];
    for (const nurse of nurses) await isReady(nurse, /^Panggil berikutnya/);
    await Promise.all(nurses.map((nurse) => nurse.page.keyboard.press("Space")));
    const has = async (nurse: Screen) =>
        (await inside(nurse).getByText(first?.form.patient_name ?? "").count()) === 1;
    await eventually(async () => {
        const had = await Promise.all(nurses.map(has));
        assert.equal(had.filter(Boolean).length, 1);
    });
    const isFirstFaster = await has(nurses[0] as Screen);
    const [faster, slower] = (isFirstFaster ? nurses : [...nurses].reverse()) as [Screen, Screen];
    const winner = isFirstFaster ? "Rizky Kurniawan" : "Siti Aisyah";
    await shows(slower, `${text(first)} sudah dipanggil oleh ${winner}.`);
    await slower.assertAccessible("too late");
    await slower.picture("perawat-terlambat");
    assert.equal(await inside(slower).count(), 0);

    await isReady(slower, /^Panggil berikutnya/);
    await slower.page.keyboard.press("Space");
    await isInside(slower, second);
    await isInside(faster, first);
    await slower.page.getByRole("button", { name: /^Perawat lain/ }).click();
    await slower.page.getByRole("button", { name: new RegExp(text(first)) }).waitFor();
    for (const nurse of nurses) await end(nurse);
});

test("ADoublePressCallsOnePatient", async () => {
    const [poly_id, first, second] = await polyWith(api, 2);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.keyboard.press("Space");
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await screen.page.keyboard.press("Space");
    await main(screen, /^Selesai dan panggil berikutnya/).waitFor();
    assert.equal(await statusOf(api, first), "ANAMNESA");
    assert.equal(await statusOf(api, second), "WAITING");
    await end(screen);
});

test("APatientIsCalledOutOfTurnWithOneMoreKey", async () => {
    const [poly_id, first, , third] = await polyWith(api, 3);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`);
    const { keyboard } = screen.page;
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai dan panggil/);
    await keyboard.press("/");
    await keyboard.type(third?.form.patient_name ?? "");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await shows(screen, `ke dokter lebih dulu. Panggil ${text(third)}?`);
    await screen.assertAccessible("question");
    await screen.picture("perawat-di-luar-urutan");
    await keyboard.press("Escape");
    await screen.page.getByText("lebih dulu").first().waitFor({ state: "detached" });
    assert.equal(await statusOf(api, third), "WAITING");
    await keyboard.press("Enter");
    await shows(screen, `Panggil ${text(third)}?`);
    await screen.page.waitForTimeout(200); // longer than a key bounces
    await keyboard.press("Enter");
    await isInside(screen, third);
    assert.equal(await statusOf(api, first), "WAITING_DOCTOR");

    // All of it is taken back.
    await isReady(screen, /^Selesai dan panggil/);
    await main(screen, /^Kembalikan/).click();
    await isInside(screen, first);
    assert.equal(await statusOf(api, third), "WAITING");
    await end(screen);
});

test("ACallThatFailsAfterTheFinishIsSaid", async () => {
    const [poly_id, first, second] = await polyWith(api, 2);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai dan panggil/);
    const calls = `**/api/queue/${second?.id}/anamnesa`;
    await screen.page.route(calls, (route) =>
        route.fulfill({ status: 500, contentType: "application/json", body: "{}" }),
    );
    await screen.page.keyboard.press("Space");
    await shows(screen, "menunggu dokter. Server gagal memproses ini.");
    await screen.assertAccessible("failed");
    assert.equal(await inside(screen).count(), 0);
    await screen.page.unroute(calls);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.keyboard.press("Space");
    await isInside(screen, second);
    await end(screen);
});

test("ALostAnswerCallsOnce", async () => {
    const [poly_id, first] = await polyWith(api, 2);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    let sent = 0;
    await screen.page.route(`**/api/queue/${first?.id}/anamnesa`, async (route) => {
        const answer = await route.fetch();
        if (++sent === 1) await route.abort();
        else await route.fulfill({ response: answer });
    });
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await eventually(async () => assert.equal(sent, 2));
    const { body } = await api.get(`/api/reservation/${first?.id}`);
    assert.equal(body.data.reservation.queue.number_of_calls, 1);
    await end(screen);
});

test("WithoutAConnectionNothingIsPressedAndTheScreenHeals", async () => {
    const [poly_id, first] = await polyWith(api, 2);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    const { port } = server;
    await server.stop();
    await main(screen, /^Menunggu sambungan/).waitFor();
    await shows(screen, "Tidak terhubung sejak");
    await screen.assertAccessible("offline");
    await screen.picture("perawat-tanpa-sambungan");
    await screen.page.keyboard.press("Space");
    await server.start(port);
    await isReady(screen, /^Panggil berikutnya/);
    assert.equal(await statusOf(api, first), "WAITING");
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await end(screen);
});

test("TimesAreTheServersWhateverTheDeviceSays", async () => {
    const [poly_id, first] = await polyWith(api, 1);
    await api.post(`/api/queue/${first?.id}/check-in`);
    const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`, {
        clockError_ms: 3 * 3_600_000,
    });
    await screen.page.getByRole("button", { name: /baru saja$/ }).waitFor();
    await end(screen);
});

test("TextOfTwiceTheSizeFits", async () => {
    const [poly_id] = await polyWith(api, 3);
    for (const size of ["desk", "phone"] as const) {
        const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`, { size });
        const session = await screen.context.newCDPSession(screen.page);
        await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
        await isReady(screen, /anggil berikutnya/);
        await screen.page.keyboard.press("Space");
        await isReady(screen, /^Selesai dan panggil/);
        await screen.assertAccessible(`large text ${size}`);
        await screen.picture("perawat-huruf-besar");
        await fits(screen);
        await end(screen);
    }
});

test("FiveHundredWaitingAreNoBurden", async () => {
    const [poly_id] = await polyWith(api, 0);
    for (let count = 0; count < 500; count += 25)
        await Promise.all(
            Array.from({ length: 25 }, () => register(api, { poly_id, date: today() })),
        );
    for (const device of [{}, { theme: "dark", size: "large" }, { size: "phone" }] as const) {
        const screen = await openRoom(screens, users.nurse, `/perawat?poly=${poly_id}`, device);
        await isReady(screen, /anggil berikutnya/);
        await screen.assertAccessible(`full ${JSON.stringify(device)}`);
        await screen.picture("perawat-penuh");
        await fits(screen);
        // The list grows to its end as it is scrolled.
        const rows = screen.page.getByRole("region", { name: "Antrean" }).getByRole("listitem");
        await eventually(async () => {
            await rows.last().scrollIntoViewIfNeeded();
            assert.equal(await rows.count(), 500);
        });
        await end(screen);
    }
});
