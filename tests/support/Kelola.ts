// Kelola in a browser: its sections, lists and forms, as people name them.
import assert from "node:assert/strict";
import { type Locator } from "playwright-core";
import { type Device, type Screen, type Screens } from "./Screens.ts";
import { type DemoUser, users } from "./Roles.ts";

export async function openKelola(
    screens: Screens,
    section: string,
    { user = users.superadmin, ...device }: Device & { user?: DemoUser } = {},
): Promise<Screen> {
    const screen = await screens.device(device);
    await screen.signIn(user);
    await screen.goto(`/kelola${section && `/${section}`}`);
    // Behind an open panel, too.
    await screen.page.locator(".section h1").waitFor();
    return screen;
}

// Of the list that is shown.
export function rowNamed(screen: Screen, name: string): Locator {
    return screen.page.locator("tbody tr", { hasText: name });
}

// The panel with a row's form.
export function panel(screen: Screen): Locator {
    return screen.page.getByRole("dialog");
}

export async function type(screen: Screen, label: string, text: string): Promise<void> {
    await panel(screen).getByLabel(label, { exact: true }).fill(text);
}

export const devices: readonly Device[] = [{}, { theme: "dark" }, { size: "phone" }];

// A state of a section on each device: a picture, and nothing that somebody cannot use. `before`
// runs before the page is opened.
export async function lookAt(
    screens: Screens,
    section: string,
    name: string,
    ready: (screen: Screen) => Promise<unknown>,
    before: (screen: Screen) => Promise<unknown> = async () => undefined,
): Promise<void> {
    for (const device of devices) {
        const screen = await screens.device(device);
        await screen.signIn(users.superadmin);
        await before(screen);
        await screen.goto(`/kelola/${section}`);
        await ready(screen);
        await screen.assertAccessible(`${name} ${JSON.stringify(device)}`);
        await screen.picture(`kelola-${name}`);
        const width = "document.documentElement.scrollWidth <= innerWidth";
        assert.equal(await screen.page.evaluate(width), true, `${name} scrolls sideways`);
        screen.assertQuiet();
        await screen.close();
    }
}
