// A page in a real browser, with laravel-echo configured as the API document's WebSocket section
// says.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Api } from "../support/Api.ts";
import { freePort, openBrowser, serveScreen } from "../support/Browser.ts";
import { move, register } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const timezone = "Asia/Jakarta";
const today = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format();
const file = (name: string) => fileURLToPath(new URL(`../support/tls/${name}`, import.meta.url));

const port = await freePort();
const server = await startServer({
    flags: ["--demo", "--tls-listen", `127.0.0.1:${port}`]
        .concat("--tls-cert", file("localhost.pem"), "--tls-key", file("localhost.key.pem")),
});
after(() => server.close());
const site = await serveScreen();
after(() => site.close());
const browser = await openBrowser();
after(() => browser.close());

test("AScreenFollowsCallsSurvivesARestartAndMissesNothing", async () => {
    const nurse = await signInAs(new Api(server.baseUrl), "superadmin");
    const visits = [];
    for (let count = 0; count < 3; ++count) visits.push(await register(nurse, { date: today }));
    const [first, second, third] = visits as [any, any, any];
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await page.goto(`${site.url}?host=127.0.0.1&port=${port}&token=${nurse.token}`);
    await page.evaluate(() => void ((globalThis as any).isSamePage = true));
    const texts = (list: string) => page.locator(`#${list} li`).allTextContents();
    const shows = (now: string) =>
        eventually(async () => assert.equal(await page.locator("#now").textContent(), now));

    await shows("null / null");
    await move(nurse, first, "anamnesa");
    await shows(`${first.number} / null`);
    await move(nurse, first, "withdoctor");
    await move(nurse, second, "anamnesa");
    await shows(`${second.number} / ${first.number}`);

    await server.stop();
    await server.start();
    // The screen has not reconnected yet when the next patients are called.
    const again = new Api(server.baseUrl, nurse.token);
    await move(again, first, "done");
    await move(again, second, "withdoctor");
    await move(again, third, "anamnesa");
    await shows(`${third.number} / ${second.number}`);

    await eventually(async () =>
        assert.deepEqual(
            await texts("steps"),
            [first, second, third]
                .map(({ number }) => `${number} registered`)
                .concat(`${first.number} anamnesa`, `${first.number} with_doctor`)
                .concat(`${second.number} anamnesa`, `${first.number} done`)
                .concat(`${second.number} with_doctor`, `${third.number} anamnesa`),
        ),
    );
    const states = (await texts("screen")).filter((text) => /^[a-z]+$/.test(text));
    assert.equal(states.at(-1), "connected");
    assert.equal(states.filter((state) => state === "connected").length, 2);
    assert.equal(await page.evaluate(() => (globalThis as any).isSamePage), true);
    if (process.env.ANTREAN_SCREENSHOT !== undefined)
        await page.screenshot({ path: process.env.ANTREAN_SCREENSHOT });
});
