// Loket as the tests of the ring "web" use it.
import assert from "node:assert/strict";
import { type Api } from "./Api.ts";
import { registration, type Row } from "./Clinic.ts";
import { eventually } from "./Eventually.ts";
import { users } from "./Roles.ts";
import { type Device, type Screen, type Screens } from "./Screens.ts";

// Opens Loket as the receptionist. `globalThis.prints` counts what the printer got.
export async function openDesk(
    screens: Screens,
    device: Device = {},
    path = "/loket",
): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.page.addInitScript(
        "globalThis.prints = []; window.print = () => prints.push(document" +
            '.querySelector(".ticket-print").textContent)',
    );
    await screen.signIn(users.reception);
    await screen.goto(path);
    await finder(screen).waitFor();
    return screen;
}

export const finder = (screen: Screen) =>
    screen.page.getByRole("combobox", { name: "Cari pasien" });
export const results = (screen: Screen) => screen.page.getByRole("option");
export const grid = (screen: Screen) => screen.page.getByRole("grid");
export const rowOf = (screen: Screen, name: string) =>
    screen.page.getByRole("row").filter({ hasText: name });
export const prints = (screen: Screen) =>
    screen.page.evaluate("globalThis.prints") as Promise<string[]>;

export const hasFocus = (screen: Screen) =>
    eventually(async () =>
        assert.equal(await finder(screen).evaluate((box) => box.matches(":focus")), true),
    );

// A patient with a name that nobody else has; registered on an earlier day.
export async function knownPatient(api: Api, changes: Row = {}): Promise<{ id: number }> {
    const form = registration({ date: "2025-01-06", ...changes });
    const answer = await api.post("/api/reservation", form);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return { id: answer.body.data.reservation.patient_id };
}

export async function visitsOf(api: Api, patient_id: number, date: string): Promise<any[]> {
    const { body } = await api.get("/api/reservation", { date, per_page: 100 });
    return body.data.data.filter((visit: any) => visit.patient_id === patient_id);
}
