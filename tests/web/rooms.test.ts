// Perawat and Dokter: the work by keyboard alone, and what happens when two are at it.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, plan, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { type DemoUser, signInAs, users } from "../support/Roles.ts";
import { type Device, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const otherNurse: DemoUser = { ...users.nurse, id: 12, username: "siti.aisyah" };
const otherDoctor = 9; // of the same poly as users.doctor

// A poly of its own for each test, with patients who wait.
let polies = 0;
const letter = () => String.fromCharCode("A".charCodeAt(0) + polies);
async function polyWith(count: number): Promise<[poly_id: number, ...Visit[]]> {
    const poly = { name: `Poli Uji ${++polies}`, room: `Ruang ${polies}`, letter: letter() };
    const answer = await api.post("/api/poly", poly);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const poly_id: number = answer.body.data.id;
    return [poly_id, ...(await registerSeveral(api, count, { poly_id, date: today() }))];
}

async function open(user: DemoUser, path: string, device: Device = {}): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(user);
    await screen.goto(path);
    await screen.page.getByRole("heading", { level: 1 }).waitFor();
    return screen;
}

const text = (visit: Visit | undefined) =>
    `${letter()}-${String(visit?.number).padStart(3, "0")} ${visit?.form.patient_name}`;
const inside = (screen: Screen) => screen.page.getByRole("article", { name: "Pasien di dalam" });
const main = (screen: Screen, name: string | RegExp) => screen.page.getByRole("button", { name });
const shows = (screen: Screen, words: string) =>
    screen.page.getByText(words).and(screen.page.locator(":visible")).first().waitFor();

async function isInside(screen: Screen, visit: Visit | undefined): Promise<void> {
    await inside(screen).getByText(visit?.form.patient_name ?? "").waitFor();
}

// The button is ready for the next press.
async function isReady(screen: Screen, name: string | RegExp): Promise<void> {
    await main(screen, name).and(screen.page.locator(":not([aria-disabled])")).waitFor();
}

async function statusOf(visit: Visit | undefined): Promise<string> {
    const { body } = await api.get(`/api/reservation/${visit?.id}`);
    return body.data.reservation.status.status_name;
}

async function end(screen: Screen): Promise<void> {
    screen.assertQuiet();
    await screen.close();
}

test("ANurseWorksByKeyboardAlone", async () => {
    const [poly_id] = await polyWith(0);
    const screen = await open(users.nurse, "/perawat");
    const { keyboard } = screen.page;
    await screen.assertAccessible("question");
    await screen.picture("perawat-pilih-poli");
    const choice = screen.page.getByRole("button", { name: `Poli Uji ${polies}` });
    await choice.focus();
    await keyboard.press("Enter");
    await shows(screen, "Pasien baru muncul di sini dengan sendirinya.");
    await screen.assertAccessible("empty");
    await screen.picture("perawat-kosong");

    const [first, second] = await registerSeveral(api, 3, { poly_id, date: today() });
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai, panggil berikutnya/);
    assert.equal(await statusOf(first), "ANAMNESA");
    await screen.assertAccessible("inside");
    await screen.picture("perawat");

    for (const call of [2, 3]) {
        await isReady(screen, /^Selesai, panggil/);
        await keyboard.press("u");
        await shows(screen, `dipanggil ulang (${call}/3)`);
    }
    await shows(screen, "Sudah 3 kali");
    await isReady(screen, /^Selesai, panggil/);
    await screen.assertAccessible("third call");
    await screen.page.getByRole("button", { name: "Tidak hadir", exact: true }).focus();
    await keyboard.press("Enter");
    await shows(screen, "dicatat tidak hadir");
    assert.equal(await statusOf(first), "NO_SHOW");
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("z");
    await shows(screen, "dikembalikan");
    await isInside(screen, first);
    assert.equal(await statusOf(first), "ANAMNESA");

    await isReady(screen, /^Selesai, panggil/);
    await keyboard.press("Enter");
    await isInside(screen, second);
    await shows(screen, "menunggu dokter.");
    assert.equal(await statusOf(first), "WAITING_DOCTOR");
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
    const [poly_id, first, second] = await polyWith(3);
    const nurses = [
        await open(users.nurse, `/perawat?poly=${poly_id}`),
        await open(otherNurse, `/perawat?poly=${poly_id}`),
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
    const [poly_id, first, second] = await polyWith(2);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.keyboard.press("Space");
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await screen.page.keyboard.press("Space");
    await main(screen, /^Selesai, panggil berikutnya/).waitFor();
    assert.equal(await statusOf(first), "ANAMNESA");
    assert.equal(await statusOf(second), "WAITING");
    await end(screen);
});

test("APatientIsCalledOutOfTurnWithOneMoreKey", async () => {
    const [poly_id, first, , third] = await polyWith(3);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`);
    const { keyboard } = screen.page;
    await isReady(screen, /^Panggil berikutnya/);
    await keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai, panggil/);
    await keyboard.press("/");
    await keyboard.type(third?.form.patient_name ?? "");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await shows(screen, `ke dokter lebih dulu. Panggil ${text(third)}?`);
    await screen.assertAccessible("question");
    await screen.picture("perawat-di-luar-urutan");
    await keyboard.press("Escape");
    await screen.page.getByText("lebih dulu").first().waitFor({ state: "detached" });
    assert.equal(await statusOf(third), "WAITING");
    await keyboard.press("Enter");
    await shows(screen, `Panggil ${text(third)}?`);
    await screen.page.waitForTimeout(200); // longer than a key bounces
    await keyboard.press("Enter");
    await isInside(screen, third);
    assert.equal(await statusOf(first), "WAITING_DOCTOR");

    // All of it is taken back.
    await isReady(screen, /^Selesai, panggil/);
    await main(screen, /^Kembalikan/).click();
    await isInside(screen, first);
    assert.equal(await statusOf(third), "WAITING");
    await end(screen);
});

test("ACallThatFailsAfterTheFinishIsSaid", async () => {
    const [poly_id, first, second] = await polyWith(2);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await isReady(screen, /^Selesai, panggil/);
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
    const [poly_id, first] = await polyWith(2);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`);
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
    const [poly_id, first] = await polyWith(2);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    const { port } = server;
    await server.stop();
    await main(screen, /^Menunggu sambungan/).waitFor({ timeout: 30_000 });
    await shows(screen, "Tidak terhubung sejak");
    await screen.assertAccessible("offline");
    await screen.picture("perawat-tanpa-sambungan");
    await screen.page.keyboard.press("Space");
    await server.start(port);
    await isReady(screen, /^Panggil berikutnya/);
    assert.equal(await statusOf(first), "WAITING");
    await screen.page.keyboard.press("Space");
    await isInside(screen, first);
    await end(screen);
});

test("ADoctorFinishesAndCallsInOnePress", async () => {
    const [poly_id, first, second, third] = await polyWith(3);
    for (const visit of [first, second])
        for (const to of ["anamnesa", "waitingdoctor"] as const) await move(api, visit!, to);
    const screen = await open(users.assistant, `/dokter?poly=${poly_id}`);
    const { keyboard } = screen.page;
    await isReady(screen, /^Panggil berikutnya/);
    await shows(screen, "3 pasien");
    await keyboard.press("Enter");
    await isInside(screen, first);
    await isReady(screen, /^Selesai dan panggil berikutnya/);
    await screen.assertAccessible("inside");
    await screen.picture("dokter");

    await keyboard.press("k");
    await screen.page.getByRole("dialog", { name: "Kontrol lagi" }).waitFor();
    await screen.page.getByRole("button", { name: "2 minggu" }).click();
    await screen.page.getByLabel("Catatan").fill("Bawa hasil laboratorium");
    await screen.assertAccessible("check-up");
    await screen.picture("dokter-kontrol");
    await screen.page.getByLabel("Catatan").press("Tab");
    await keyboard.press("Enter");
    await inside(screen).getByText("Bawa hasil laboratorium").waitFor();
    const { body } = await api.get("/api/checkup-schedule", { patient_id: first?.patient_id });
    assert.equal(body.data.length, 1);
    assert.equal(body.data[0].poly_id, poly_id);

    await screen.page.locator("h1").click();
    await keyboard.press("Space");
    await isInside(screen, second);
    assert.equal(await statusOf(first), "DONE");
    await isReady(screen, /^Selesai Tidak ada/);
    await keyboard.press("z");
    await isInside(screen, first);
    assert.equal(await statusOf(second), "WAITING_DOCTOR");

    // Nobody is left: the last patient is only finished.
    for (const name of [/^Selesai dan panggil/, /^Selesai Tidak ada/]) {
        await isReady(screen, name);
        await keyboard.press("Enter");
    }
    await shows(screen, "Belum ada pasien di dalam");
    assert.equal(await statusOf(second), "DONE");
    assert.equal(await statusOf(third), "WAITING");
    await end(screen);
});

test("ADoctorWhoWasOvertakenSeesWhoIsInside", async () => {
    const [poly_id, first, second] = await polyWith(2);
    for (const visit of [first, second])
        for (const to of ["anamnesa", "waitingdoctor"] as const) await move(api, visit!, to);
    const screen = await open(users.assistant, `/dokter?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.route("**/api/queue/call-next", async (route) => {
        await move(await signInAs(api, "doctor"), first!, "withdoctor");
        await route.continue();
    });
    await screen.page.keyboard.press("Space");
    await shows(screen, "sudah dipanggil dari layar lain oleh Andi Pratama");
    await isInside(screen, first);
    await screen.assertAccessible("overtaken");
    assert.equal(await statusOf(second), "WAITING_DOCTOR");
    await end(screen);
});

test("ADoctorCallsTheOwnPatientsOnly", async () => {
    const hours = { date: today(), start_time: "00:00", end_time: "23:59", quota: null };
    const own = await plan(api, { doctor_id: users.doctor.id, ...hours });
    const others = await plan(api, { doctor_id: otherDoctor, ...hours });
    const of = (schedule_id: number) => register(api, { poly_id: 1, date: today(), schedule_id });
    const [first, second, third] = [await of(others), await of(own), await of(own)];
    for (const visit of [first, second, third])
        for (const to of ["anamnesa", "waitingdoctor"] as const) await move(api, visit, to);

    const doctor = await open(users.doctor, "/dokter");
    await isReady(doctor, /^Panggil berikutnya/);
    await doctor.page.keyboard.press("Space");
    await isInside(doctor, second);
    await doctor.picture("dokter-sendiri");

    // An assistant says once for whom.
    const assistant = await open(users.assistant, "/dokter?poly=1");
    await assistant.assertAccessible("question");
    await assistant.picture("dokter-pilih");
    await assistant.page.getByRole("button", { name: /^Citra Lestari/ }).click();
    await isReady(assistant, /^Panggil berikutnya/);
    await assistant.page.keyboard.press("Space");
    await isInside(assistant, first);
    await isInside(doctor, second);
    await assistant.goto("/dokter?poly=1");
    await isInside(assistant, first);
    await end(doctor);
    await end(assistant);
});

test("TimesAreTheServersWhateverTheDeviceSays", async () => {
    const [poly_id, first] = await polyWith(1);
    await api.post(`/api/queue/${first?.id}/check-in`);
    const screen = await open(users.nurse, `/perawat?poly=${poly_id}`, {
        clockError_ms: 3 * 3_600_000,
    });
    await screen.page.getByRole("button", { name: /baru saja$/ }).waitFor();
    await end(screen);
});

test("FiveHundredWaitingAreNoBurden", async () => {
    const [poly_id] = await polyWith(1);
    for (let count = 1; count < 500; count += 25)
        await Promise.all(
            Array.from({ length: 25 }, () => register(api, { poly_id, date: today() })),
        );
    for (const device of [{}, { theme: "dark", size: "large" }, { size: "phone" }] as const) {
        const screen = await open(users.nurse, `/perawat?poly=${poly_id}`, device);
        await isReady(screen, /anggil berikutnya/);
        await screen.assertAccessible(`full ${JSON.stringify(device)}`);
        await screen.picture("perawat-penuh");
        const [width, all] = (await screen.page.evaluate(
            "[document.documentElement.clientWidth, document.documentElement.scrollWidth]",
        )) as [number, number];
        assert.equal(all, width);
        await end(screen);
    }
});
