// Layar: what the board shows and says.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type Page } from "playwright-core";
import { Api } from "../support/Api.ts";
import { move, register, registerSeveral, type Visit } from "../support/Clinic.ts";
import { today } from "../support/ClinicTime.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { type Device, pushed_ms, type Screen, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo", "--double-click", "0"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());
let api = await signInAs(new Api(server.baseUrl), "superadmin");
const date = today();

const clinic = { name: "Klinik Melati", running_text: "Bawalah kartu BPJS dan KTP." };
assert.equal((await api.put("/api/clinic", clinic)).status, 200);
async function place(id: number, name: string, room: string, letter: string) {
    assert.equal((await api.put(`/api/poly/${id}`, { name, room, letter })).status, 200);
}
await place(1, "Poli Umum", "2", "A");
await place(2, "Poli Gigi", "3", "B");

const number = (visit: Visit) =>
    `${visit.form.poly_id === 1 ? "A" : "B"}-${String(visit.number).padStart(3, "0")}`;

async function openBoard(device: Device = {}, query = ""): Promise<Screen> {
    const screen = await screens.device({ size: "large", theme: "dark", ...device });
    await screen.goto(`/layar${query}`);
    await screen.page.locator("h1", { hasText: clinic.name }).waitFor();
    await screen.page.getByText("Langsung").waitFor();
    return screen;
}

const poly = (page: Page, name: string) =>
    page.locator(".poly-card").filter({ has: page.getByRole("heading", { name }) });
const stationOf = (page: Page, name: string, station: "nurse" | "doctor") =>
    poly(page, name).locator(`.station-cell.${station}`);
const numberAt = (page: Page, name: string, station: "nurse" | "doctor") =>
    stationOf(page, name, station).locator("dd");

async function shows(page: Page, name: string, visit: Visit) {
    const shown = numberAt(page, name, "nurse");
    await eventually(async () => assert.equal(await shown.innerText(), number(visit)), pushed_ms);
}

test("AnEmptyBoardSaysSoAndIsAccessible", async () => {
    for (const device of [{}, { size: "portrait" }, { size: "phone" }] as const) {
        const screen = await openBoard(device);
        await screen.assertAccessible("empty");
        await screen.picture("layar-kosong");
        screen.assertQuiet();
        await screen.close();
    }
    const light = await openBoard({ theme: "light" }, "?tema=terang");
    await light.assertAccessible("empty and light");
    await light.close();
});

test("ACallIsShownAtOnceWithItsPlaceAndNoName", async () => {
    const screen = await openBoard();
    const visit = await register(api, { date, patient_name: "Siti Rahmawati" });
    await move(api, visit, "anamnesa");
    await shows(screen.page, "Poli Umum", visit);
    const nurse = stationOf(screen.page, "Poli Umum", "nurse");
    assert.match((await nurse.getAttribute("class")) ?? "", /\blit\b/);
    assert.match(await poly(screen.page, "Poli Umum").innerText(), /Ruang 2/);
    assert.doesNotMatch(await screen.page.content(), /Siti|Rahmawati/);
    await screen.assertAccessible("called");
    await screen.picture("layar-panggilan");

    await move(api, visit, "anamnesa");
    await nurse.getByText("Panggilan kedua").waitFor();
    await move(api, visit, "anamnesa");
    await nurse.getByText("Panggilan terakhir").waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("AnUndoneCallDisappears", async () => {
    const screen = await openBoard();
    const visit = await register(api, { date, poly_id: 2 });
    await move(api, visit, "anamnesa");
    await shows(screen.page, "Poli Gigi", visit);
    assert.equal((await api.post(`/api/queue/${visit.id}/undo`)).status, 200);
    await eventually(async () =>
        assert.equal(await numberAt(screen.page, "Poli Gigi", "nurse").innerText(), "belum ada"),
    );
    await screen.close();
});

test("ABoardOfOnePolyShowsAndSaysNothingOfOthers", async () => {
    const screen = await openBoard({}, "?poly=2");
    const visit = await register(api, { date, poly_id: 2 });
    const other = await register(api, { date });
    await move(api, other, "anamnesa");
    await move(api, visit, "anamnesa");
    await shows(screen.page, "Poli Gigi", visit);
    assert.doesNotMatch(await screen.page.innerText("body"), new RegExp(number(other)));
    await screen.close();

    const wrong = await screens.device({ size: "large", theme: "dark" });
    await wrong.goto("/layar?poly=999");
    await wrong.page.getByText("Poli pada alamat layar ini tidak ada").waitFor();
    await wrong.assertAccessible("no such poly");
    await wrong.close();
});

test("TheBoardHasTheServersTimeWhateverTheDeviceThinks", async () => {
    const screen = await openBoard({ clockError_ms: 3 * 3_600_000 });
    const time = new Intl.DateTimeFormat("id-ID", {
        timeZone: "Asia/Jakarta",
        hour: "2-digit",
        minute: "2-digit",
    });
    const shown = screen.page.locator("time");
    await eventually(async () =>
        assert.equal(await shown.innerText(), time.format().replace(".", ":")),
    );
    await screen.close();
});

test("NothingMovesWhereMotionIsNotWanted", async () => {
    const text = "Pasien lanjut usia dan penyandang disabilitas didahulukan. ".repeat(4);
    await api.put("/api/clinic", { running_text: text });
    const calm = await openBoard({ isCalm: true });
    const lively = await openBoard();
    const visit = await register(api, { date });
    await move(api, visit, "anamnesa");
    await shows(calm.page, "Poli Umum", visit);
    await shows(lively.page, "Poli Umum", visit);
    const animations = ({ page }: Screen) =>
        page.evaluate("document.getAnimations().map(a => a.animationName ?? '')");
    assert.deepEqual(await animations(calm), []);
    // The names end with a mark of their component.
    const names = ((await animations(lively)) as string[]).map((name) => name.split("-")[0]);
    assert.deepEqual([...new Set(names)].filter((name) => name !== "").sort(), ["flash", "run"]);
    await calm.assertAccessible("calm, with a long text");
    await calm.close();
    await lively.close();
    await api.put("/api/clinic", { running_text: clinic.running_text });
});

// What Web Audio was asked to play: [start, end] in seconds of its clock.
const listening = `
    globalThis.played = [];
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (when) {
        played.push([when, when + this.buffer.duration]);
        start.call(this, when);
    };
`;
const played = (screen: Screen) =>
    screen.page.evaluate("globalThis.played") as Promise<[number, number][]>;

test("CallsAreSpokenInOrderAndNeverOverlap", async (context) => {
    const list = await fetch(`${server.baseUrl}/voice/index.json`);
    const clips = (await list.json()) as string[];
    if (clips.length === 0 && process.env["ANTREAN_CLIPS"] !== "required")
        return context.skip("the program was built without clips");
    assert.ok(clips.length > 0, "the program was built without clips");
    const screen = await screens.device({ size: "large", theme: "dark" });
    await screen.page.addInitScript(listening);
    const requested: string[] = [];
    screen.page.on("response", (response) => {
        const clip = /\/voice\/(.+)\.mp3$/.exec(response.url())?.[1];
        if (clip !== undefined) requested.push(clip);
    });
    await screen.goto("/layar?suara=1");
    await screen.page.getByText("Ketuk layar untuk menyalakan suara").waitFor();
    await screen.assertAccessible("muted");
    await screen.picture("layar-bisu");
    await screen.page.mouse.click(400, 400);
    await screen.page.getByText("Ketuk layar").waitFor({ state: "detached" });
    await eventually(() =>
        assert.deepEqual([...new Set(requested)].sort(), [...clips].sort()),
    );

    const visits = [
        await register(api, { date }),
        await register(api, { date, poly_id: 2 }),
        await register(api, { date }),
    ];
    for (const visit of visits) {
        await move(api, visit, "anamnesa");
        await new Promise((done) => setTimeout(done, 100));
    }
    // Chime, "nomor antrean", letter, three figures, "silakan menuju", poly, "ruang", number.
    const clipsPerCall = 10;
    const sentences = visits.length + 1; // the last one is spoken twice
    await eventually(
        async () => assert.equal((await played(screen)).length, sentences * clipsPerCall),
        45_000,
    );
    const times = await played(screen);
    for (const [index, [start]] of times.entries())
        assert.ok(start >= (times[index - 1]?.[1] ?? 0), `clip ${index} begins before its turn`);
    screen.assertQuiet();
    await screen.close();
});

test("ABoardWithoutSoundNeitherAsksNorLoads", async () => {
    const screen = await screens.device({ size: "large", theme: "dark" });
    const requested: string[] = [];
    screen.page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await screen.goto("/layar?suara=0");
    await screen.page.getByText("Langsung").waitFor();
    assert.equal(await screen.page.getByText("Ketuk layar").count(), 0);
    assert.deepEqual(requested.filter((path) => path.startsWith("/voice")), []);
    await screen.close();
});

test("AfterARestartTheBoardHealsByItselfAndSaysHowOldItWas", async () => {
    const screen = await openBoard();
    await screen.page.evaluate("globalThis.isSamePage = true");
    const { port } = server;
    await server.stop();
    await screen.page.getByText("Menyambung").waitFor();
    await screen.assertAccessible("late");
    await screen.page.getByText(/Data per \d\d:\d\d/).waitFor();
    await screen.assertAccessible("old");
    await screen.picture("layar-terputus");
    await server.start(port);
    api = await signInAs(new Api(server.baseUrl), "superadmin");
    const visit = await register(api, { date });
    await move(api, visit, "anamnesa");
    await screen.page.getByText("Langsung").waitFor();
    await shows(screen.page, "Poli Umum", visit);
    // Live again, not only read again.
    await new Promise((done) => setTimeout(done, 6_000));
    const next = await register(api, { date });
    await move(api, next, "anamnesa");
    await shows(screen.page, "Poli Umum", next);
    assert.equal(await screen.page.evaluate("globalThis.isSamePage"), true);
    await screen.close();
});

test("ManyPoliesAreShownWithoutOverflow", async () => {
    const names = ["KIA", "Anak", "Penyakit Dalam", "Mata", "Kandungan", "Kulit dan Kelamin"];
    for (const [index, name] of names.entries()) {
        const answer = await api.post("/api/poly", { name: `Poli ${name}` });
        assert.equal(answer.status, 201);
        const { id } = answer.body.data;
        const room = index === 2 ? "Lantai 2, Ruang 14" : `${index + 4}`;
        await place(id, `Poli ${name}`, room, "CDEFGH"[index] ?? "");
        const visits = await registerSeveral(api, 5, { date, poly_id: id });
        await move(api, visits[0] as Visit, "anamnesa");
    }
    for (const size of ["large", "portrait", "phone"] as const) {
        const screen = await openBoard({ size });
        await screen.page.locator(".poly-card").nth(7).waitFor();
        await screen.assertAccessible(`eight polies, ${size}`);
        await screen.picture("layar-penuh");
        const wide = await screen.page.evaluate(`
            [...document.querySelectorAll(".queue-number")]
                .filter((each) => each.scrollWidth > each.parentElement.clientWidth + 1)
                .map((each) => each.innerText)
        `);
        assert.deepEqual(wide, [], size);
        screen.assertQuiet();
        await screen.close();
    }
});
