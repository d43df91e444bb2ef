// Jadwal and Libur: a month is planned in the calendar, by mouse and by keyboard, with conflicts
// shown before anything is sent.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { at, drag, drop, events, field, press, weekOf } from "../support/CalendarPage.ts";
import { plan, register, registration, type Row } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs, users } from "../support/Roles.ts";
import { type Device, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

async function openCalendar(path: string, device: Device = {}): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(users.reception);
    await screen.goto(path);
    await screen.page.getByRole("heading", { name: "Jadwal", exact: true }).waitFor();
    return screen;
}

async function stored(date_from: string, date_to: string): Promise<string[]> {
    const { data } = (await api.get("/api/schedule", { date_from, date_to })).body;
    const minutes = (time: unknown) => String(time).slice(0, 5);
    return data.map(
        ({ date, doctor_id, start_time, end_time }: Row) =>
            `${date} ${doctor_id} ${minutes(start_time)}-${minutes(end_time)}`,
    );
}

const isStored = (from: string, to: string, rows: string[]) =>
    eventually(async () => assert.deepEqual(await stored(from, to), rows));

test("AMonthIsPlannedByMouse", async () => {
    const screen = await openCalendar(weekOf("2027-03-01"));
    await screen.page.getByText("Belum ada jadwal di sini").waitFor();
    await screen.picture("jadwal-empty");
    await screen.assertAccessible("an empty week");

    // Hours are drawn, and repeat for four weeks.
    const monday = await at(screen, "2027-03-01", "08:00");
    const noon = await at(screen, "2027-03-01", "11:30");
    await drag(screen, monday, { x: monday.x, y: noon.y + 8 });
    await events(screen).filter({ hasText: "08:00–12:00" }).waitFor();
    await drop(screen);
    await field(screen, "Dokter").selectOption({ label: "Andi Pratama" });
    await field(screen, "Kuota").fill("25");
    await field(screen, "Setiap minggu").check();
    await screen.page.getByLabel("Rabu").check();
    await screen.page.getByText("8 jadwal akan dibuat.").waitFor();
    await screen.picture("jadwal-repeat");
    await screen.assertAccessible("a form that repeats");
    await press(screen, "Buat 8 jadwal");
    await isStored(
        "2027-03-01",
        "2027-03-28",
        ["01", "03", "08", "10", "15", "17", "22", "24"].map((d) => `2027-03-${d} 7 08:00-12:00`),
    );
    await screen.page.getByText("8 jadwal dibuat.").waitFor();
    await events(screen).nth(1).waitFor();

    // Where they cannot be, hours turn red while they are dragged, and nothing is sent.
    const card = events(screen).first();
    const box = await card.boundingBox();
    assert.ok(box !== null);
    const start = { x: box.x + box.width / 2, y: box.y + 60 };
    const wednesday = await at(screen, "2027-03-03", "08:00");
    await drag(screen, start, { x: wednesday.x, y: start.y + 20 });
    await screen.page.locator(".jadwal-event.problem").waitFor();
    await screen.page.getByText("Bentrok dengan 08:00–12:00").first().waitFor();
    await screen.picture("jadwal-conflict");
    await drop(screen);
    assert.equal((await stored("2027-03-01", "2027-03-02")).length, 1);

    // Where they can be, they are moved, and the move is taken back.
    const thursday = await at(screen, "2027-03-04", "08:00");
    await drag(screen, start, { x: thursday.x, y: start.y });
    assert.equal(await screen.page.locator(".jadwal-event.problem").count(), 0);
    await drop(screen);
    await eventually(async () => {
        const [moved, ...others] = await stored("2027-03-04", "2027-03-04");
        assert.match(moved ?? "", /^2027-03-04 7 0[78]:/);
        assert.deepEqual(others, []);
    });
    await press(screen, "Urungkan");
    await isStored("2027-03-01", "2027-03-01", ["2027-03-01 7 08:00-12:00"]);

    // The lower edge makes them longer.
    const back = events(screen).filter({ hasText: "Senin, 1 Maret" });
    await back.waitFor();
    const edge = await back.boundingBox();
    assert.ok(edge !== null);
    const bottom = { x: edge.x + edge.width / 2, y: edge.y + edge.height - 2 };
    await drag(screen, bottom, { x: bottom.x, y: bottom.y + edge.height / 4 });
    await drop(screen);
    await eventually(async () => {
        const [longer] = await stored("2027-03-01", "2027-03-01");
        assert.match(longer ?? "", /^2027-03-01 7 08:00-1(2:[345]|3:)/);
    });
    screen.assertQuiet();
    await screen.close();
});

test("AMonthIsPlannedByKeyboardAlone", async () => {
    const screen = await openCalendar(weekOf("2027-05-03"));
    const { keyboard } = screen.page;
    const tab = async (times: number) => {
        for (let count = 0; count < times; ++count) await keyboard.press("Tab");
    };
    await screen.page.getByText("Belum ada jadwal di sini").waitFor();
    await keyboard.press("n");
    await field(screen, "Dokter").waitFor();
    await keyboard.type("Citra");
    await field(screen, "Mulai").focus();
    await keyboard.press("Control+a");
    await keyboard.type("13");
    await tab(1);
    await keyboard.type("16.30");
    await tab(1);
    await keyboard.type("12");
    await tab(1);
    await keyboard.press("ArrowRight");
    await screen.page.getByText("4 jadwal akan dibuat.").waitFor();
    await keyboard.press("Control+s");
    await isStored(
        "2027-05-01",
        "2027-05-31",
        ["03", "10", "17", "24"].map((day) => `2027-05-${day} 9 13:00-16:30`),
    );

    // Hours are opened from the calendar, changed, removed, and brought back.
    await events(screen).first().focus();
    await keyboard.press("Enter");
    await field(screen, "Selesai").focus();
    await keyboard.press("Control+a");
    await keyboard.type("17");
    await keyboard.press("Enter");
    await isStored("2027-05-03", "2027-05-03", ["2027-05-03 9 13:00-17:00"]);
    await events(screen).filter({ hasText: "13:00–17:00" }).focus();
    await keyboard.press("Enter");
    await screen.page.getByRole("button", { name: "Hapus" }).focus();
    await keyboard.press("Enter");
    await isStored("2027-05-03", "2027-05-03", []);
    await screen.page.getByRole("button", { name: "Urungkan" }).focus();
    await keyboard.press("Enter");
    await isStored("2027-05-03", "2027-05-03", ["2027-05-03 9 13:00-17:00"]);

    // The week is copied; what stands in the way is listed before.
    await events(screen).first().waitFor();
    await keyboard.press("s");
    await screen.page.getByText("3 jadwal bentrok. Tidak ada yang dibuat.").waitFor();
    await screen.picture("jadwal-copy-conflict");
    await screen.assertAccessible("a copy with conflicts");
    await keyboard.press("Control+s");
    await screen.page.getByText("Ada jadwal yang bentrok.").waitFor();
    assert.equal((await stored("2027-05-01", "2027-05-31")).length, 4);
    await keyboard.press("Escape");
    screen.assertQuiet();
    await screen.close();
});

test("HoursWithPatientsStayOnTheirDay", async () => {
    const date = "2027-07-05";
    const schedule_id = await plan(api, { date, doctor_id: 7, quota: 2 });
    await register(api, { date, schedule_id });
    await register(api, { date, schedule_id });
    const screen = await openCalendar(weekOf(date));
    const card = events(screen).filter({ hasText: "2 dari 2" });
    await card.waitFor();
    const box = await card.boundingBox();
    assert.ok(box !== null);
    const friday = await at(screen, "2027-07-09", "08:00");
    const start = { x: box.x + box.width / 2, y: box.y + 70 };
    await drag(screen, start, { x: friday.x, y: start.y });
    await screen.page.getByText("Sudah ada 2 pasien; hanya jamnya dapat diubah").first().waitFor();
    await drop(screen);
    assert.deepEqual(await stored(date, "2027-07-11"), [`${date} 7 08:00-12:00`]);
    screen.assertQuiet();
    await screen.close();
});

test("DaysAreClosedInTheCalendarAndPatientsAreListed", async () => {
    const date = "2027-08-04";
    const schedule_id = await plan(api, { date, doctor_id: 7, quota: 25 });
    const { form } = await register(api, { date, schedule_id });
    const screen = await openCalendar(weekOf("2027-08-02"));
    await events(screen).first().waitFor();
    // Three days of the row above the hours.
    const head = await screen.page.getByText("Libur", { exact: true }).last().boundingBox();
    assert.ok(head !== null);
    const y = head.y + head.height / 2;
    const from = await at(screen, "2027-08-03", "08:00");
    const to = await at(screen, "2027-08-05", "08:00");
    await drag(screen, { x: from.x, y }, { x: to.x, y });
    await drop(screen);
    await field(screen, "Alasan").fill("Renovasi");
    await screen.assertAccessible("a new holiday");
    await press(screen, "Buat libur");
    await screen.page.getByText("1 pasien sudah terdaftar").waitFor();
    await screen.page.getByText(form.patient_name).waitFor();
    await screen.picture("libur-patients");
    await screen.assertAccessible("a holiday with patients");
    const [holiday] = (await api.get("/api/holidays", { date_from: date })).body.data;
    assert.deepEqual(
        [holiday.first_date, holiday.last_date, holiday.doctor_id, holiday.reason],
        ["2027-08-03", "2027-08-05", null, "Renovasi"],
    );
    const refused = await api.post("/api/reservation", registration({ date }));
    assert.equal(refused.body.message, "No registrations on this day: Renovasi");

    // The patient moves to another day in one step.
    await press(screen, `Pindahkan ${form.patient_name}`);
    const moving = screen.page.getByRole("dialog").last();
    await moving.getByLabel(/Tanggal/).fill("2027-08-10");
    await moving.getByRole("button", { name: /Pindahkan/ }).click();
    await screen.page.getByText("Dipindahkan").waitFor();

    await screen.goto(weekOf("2027-08-02"));
    await screen.page.getByText("Libur: Renovasi").first().waitFor();
    await screen.picture("jadwal-holiday");
    await screen.assertAccessible("a week with a holiday");
    await screen.goto("/kelola/jadwal?tampilan=bulan&poli=1&tanggal=2027-08-02");
    await screen.page.getByText("Libur: Renovasi").first().waitFor();
    await screen.picture("jadwal-month");
    await screen.assertAccessible("a month with a holiday");

    // Removed and brought back in the list.
    await screen.goto(`/kelola/libur/${holiday.id}`);
    await press(screen, "Hapus");
    await press(screen, "Urungkan");
    await eventually(async () => {
        const { data } = (await api.get("/api/holidays", { date_from: date })).body;
        assert.deepEqual(
            data.map(({ reason }: Row) => reason),
            ["Renovasi"],
        );
    });
    await screen.page.getByRole("link", { name: "Renovasi" }).waitFor();
    await screen.picture("libur-list");
    await screen.assertAccessible("the list of holidays");
    screen.assertQuiet();
    await screen.close();
});

test("AFullWeekOfEveryPolyIsReadable", async () => {
    const monday = "2027-10-04";
    for (let day = 0; day < 6; ++day)
        for (const [doctor_id, quota] of [
            [7, 25],
            [8, 20],
            [9, null],
            [10, 12],
        ] as const) {
            const date = `2027-10-${String(4 + day).padStart(2, "0")}`;
            const hours = { date, doctor_id, quota };
            await plan(api, { ...hours, start_time: "08:00", end_time: "12:00" });
            await plan(api, { ...hours, start_time: "16:00", end_time: "20:00" });
        }
    for (const theme of ["light", "dark"] as const) {
        const screen = await openCalendar(weekOf(monday, "semua"), { theme });
        await eventually(async () => assert.equal(await events(screen).count(), 48));
        await screen.picture("jadwal-full");
        await screen.assertAccessible(`a full week, ${theme}`);
        screen.assertQuiet();
        await screen.close();
    }
    const phone = await openCalendar(weekOf(monday), { size: "phone" });
    await phone.page.getByText("Senin, 4 Oktober").waitFor();
    await phone.page.getByRole("button", { name: /Andi Pratama/ }).first().waitFor();
    await phone.picture("jadwal-full");
    await phone.assertAccessible("the list on a phone");
    await press(phone, "Jadwal baru pada Minggu, 10 Oktober");
    await field(phone, "Dokter").selectOption({ label: "Citra Lestari" });
    await phone.picture("jadwal-form");
    await phone.assertAccessible("the form on a phone");
    await press(phone, "Buat jadwal");
    await isStored("2027-10-10", "2027-10-10", ["2027-10-10 9 08:00-12:00"]);
    phone.assertQuiet();
    await phone.close();
});

test("AFailureAndALostConnectionAreSaid", async () => {
    const screen = await openCalendar(weekOf("2027-11-01"));
    await screen.page.getByText("Belum ada jadwal di sini").waitFor();
    await screen.page.route("**/api/schedule?*", (route) =>
        route.fulfill({ status: 500, json: { status: "error", message: "Internal server error" } }),
    );
    await press(screen, "Minggu berikutnya");
    await screen.page.getByText("Server gagal memproses ini").waitFor();
    await screen.picture("jadwal-error");
    await screen.assertAccessible("a week that cannot be read");
    await screen.page.unroute("**/api/schedule?*");
    await press(screen, "Coba lagi");
    await screen.page.getByText("Server gagal memproses ini").waitFor({ state: "detached" });
    await screen.context.setOffline(true);
    const make = screen.page.getByRole("button", { name: "Jadwal baru" });
    await eventually(
        async () => assert.equal(await make.getAttribute("aria-disabled"), "true"),
        60_000,
    );
    await screen.picture("jadwal-offline");
    await screen.assertAccessible("a week without a connection");
    await screen.context.setOffline(false);
    screen.assertQuiet();
    await screen.close();
});
