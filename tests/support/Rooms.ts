// The rooms of nurses and doctors in a browser: polies with patients, and what the screens show.
import assert from "node:assert/strict";
import { type Api } from "./Api.ts";
import { registerSeveral, type Visit } from "./Clinic.ts";
import { today } from "./ClinicTime.ts";
import { type DemoUser } from "./Roles.ts";
import { type Device, type Screen, type Screens } from "./Screens.ts";

// A poly of its own for each test, with patients who wait.
let polies = 0;
export const lastPoly = () => `Poli Uji ${polies}`;
const letter = () => String.fromCharCode("A".charCodeAt(0) + polies);

export async function polyWith(api: Api, count: number): Promise<[poly_id: number, ...Visit[]]> {
    const poly = { name: `Poli Uji ${++polies}`, room: `Ruang ${polies}`, letter: letter() };
    const answer = await api.post("/api/poly", poly);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const poly_id: number = answer.body.data.id;
    return [poly_id, ...(await registerSeveral(api, count, { poly_id, date: today() }))];
}

export async function openRoom(
    screens: Screens,
    user: DemoUser,
    path: string,
    device: Device = {},
): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(user);
    await screen.goto(path);
    await screen.page.getByRole("heading", { level: 1 }).waitFor();
    return screen;
}

export const text = (visit: Visit | undefined) =>
    `${letter()}-${String(visit?.number).padStart(3, "0")} ${visit?.form.patient_name}`;
export const inside = (screen: Screen) =>
    screen.page.getByRole("article", { name: "Pasien di dalam" });
export const main = (screen: Screen, name: string | RegExp) =>
    screen.page.getByRole("button", { name });
export const shows = (screen: Screen, words: string) =>
    screen.page.getByText(words).and(screen.page.locator(":visible")).first().waitFor();

export async function isInside(screen: Screen, visit: Visit | undefined): Promise<void> {
    await inside(screen).getByText(visit?.form.patient_name ?? "").waitFor();
}

// The button is ready for the next press.
export async function isReady(screen: Screen, name: string | RegExp): Promise<void> {
    await main(screen, name).and(screen.page.locator(":not([aria-disabled])")).waitFor();
}

export async function statusOf(api: Api, visit: Visit | undefined): Promise<string> {
    const { body } = await api.get(`/api/reservation/${visit?.id}`);
    return body.data.reservation.status.status_name;
}

// The page does not scroll sideways.
export async function fits(screen: Screen): Promise<void> {
    const { page } = screen;
    const width = await page.evaluate("document.documentElement.clientWidth");
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
}

export async function end(screen: Screen): Promise<void> {
    screen.assertQuiet();
    await screen.close();
}
