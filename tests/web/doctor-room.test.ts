// Dokter: who is inside is finished and the next is called in one press.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { move, plan, register } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { signInAs, users } from "../support/Roles.ts";
import {
    end,
    inside,
    isInside,
    isReady,
    openRoom,
    polyWith,
    shows,
    statusOf,
} from "../support/Rooms.ts";
import { Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

const otherDoctor = 9; // of the same poly as users.doctor

test("ADoctorFinishesAndCallsInOnePress", async () => {
    const [poly_id, first, second, third] = await polyWith(api, 3);
    for (const visit of [first, second])
        for (const to of ["anamnesa", "waitingdoctor"] as const) await move(api, visit!, to);
    const screen = await openRoom(screens, users.assistant, `/dokter?poly=${poly_id}`);
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
    assert.equal(await statusOf(api, first), "DONE");
    await isReady(screen, /^Selesai Tidak ada/);
    await keyboard.press("z");
    await isInside(screen, first);
    assert.equal(await statusOf(api, second), "WAITING_DOCTOR");

    // Nobody is left: the last patient is only finished.
    for (const name of [/^Selesai dan panggil/, /^Selesai Tidak ada/]) {
        await isReady(screen, name);
        await keyboard.press("Enter");
    }
    await shows(screen, "Belum ada pasien di dalam");
    assert.equal(await statusOf(api, second), "DONE");
    assert.equal(await statusOf(api, third), "WAITING");
    await end(screen);
});

test("ADoctorWhoWasOvertakenSeesWhoIsInside", async () => {
    const [poly_id, first, second] = await polyWith(api, 2);
    for (const visit of [first, second])
        for (const to of ["anamnesa", "waitingdoctor"] as const) await move(api, visit!, to);
    const screen = await openRoom(screens, users.assistant, `/dokter?poly=${poly_id}`);
    await isReady(screen, /^Panggil berikutnya/);
    await screen.page.route("**/api/queue/call-next", async (route) => {
        await move(await signInAs(api, "doctor"), first!, "withdoctor");
        await route.continue();
    });
    await screen.page.keyboard.press("Space");
    await shows(screen, "sudah dipanggil dari layar lain oleh Andi Pratama");
    await isInside(screen, first);
    await screen.assertAccessible("overtaken");
    assert.equal(await statusOf(api, second), "WAITING_DOCTOR");
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

    const doctor = await openRoom(screens, users.doctor, "/dokter");
    await isReady(doctor, /^Panggil berikutnya/);
    await doctor.page.keyboard.press("Space");
    await isInside(doctor, second);
    await doctor.picture("dokter-sendiri");

    // An assistant says once for whom.
    const assistant = await openRoom(screens, users.assistant, "/dokter?poly=1");
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
