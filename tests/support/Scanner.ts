// A scanner that types like a keyboard: a key every 2 ms, then Enter. The events have these times
// however busy the machine is, and pages tell a scanner from fingers by them.
import { type Page } from "playwright-core";

export async function scan(page: Page, text: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    let timestamp = Date.now() / 1_000;
    const press = async (key: string, more: object) => {
        timestamp += 0.002;
        const event = { key, timestamp };
        await session.send("Input.dispatchKeyEvent", { type: "keyDown", ...event, ...more });
        await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    };
    for (const key of text) await press(key, { text: key });
    await press("Enter", { code: "Enter", windowsVirtualKeyCode: 13, text: "\r" });
    await session.detach();
}
