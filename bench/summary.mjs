// Opens Ringkasan in Chromium and changes its filters. Prints the times in milliseconds as JSON.
//   node bench/summary.mjs BASE_URL LAST_DAY
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const tests = createRequire(fileURLToPath(new URL("../tests/package.json", import.meta.url)));
const { chromium } = tests("playwright-core");
const [base, last] = process.argv.slice(2);
const rounds = 7;
const password = process.env.ANTREAN_SUPERADMIN_PASSWORD ?? "admin123";

const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const answer = await context.request.post(`${base}/api/auth/session`, {
    data: { username: "superadmin", password },
    headers: { Origin: base },
});
if (answer.status() !== 200) throw new Error(await answer.text());
const page = await context.newPage();

// In the page: milliseconds from `act` until the first tile has another text and is painted.
const changed = (before) =>
    page.evaluate(
        (old) =>
            new Promise((done, failed) => {
                const begun = globalThis.begun;
                const look = () => {
                    if (performance.now() - begun > 30_000)
                        return failed(new Error(`no other figure: ${document.body.innerText}`));
                    const text = document.querySelector(".figure-tile .value")?.textContent;
                    if (text === undefined || text === old) return requestAnimationFrame(look);
                    requestAnimationFrame(() => done(performance.now() - begun));
                };
                look();
            }),
        before,
    );
const first = () => page.locator(".figure-tile .value").first().textContent();

const times = {};
const note = (name, time) => (times[name] ??= []).push(time);
for (let round = 0; round < rounds; ++round) {
    await page.goto("about:blank");
    await page.goto(`${base}/ringkasan?dari=${last}&sampai=${last}`, { waitUntil: "commit" });
    // performance.now() counts from the beginning of the navigation.
    await page.evaluate("globalThis.begun = 0");
    const figures = changed(null);
    note("from the address to the first paint of the figures", await figures);
    await page.locator(".as-table").first().waitFor();
    for (const [name, act] of [
        [
            "another poly",
            () => {
                const select = [...document.querySelectorAll("select")].find(
                    ({ options }) => options.length > 1,
                );
                select.value = select.value === "" ? select.options[1].value : "";
                select.dispatchEvent(new Event("change", { bubbles: true }));
            },
        ],
        [
            "another period, 365 days",
            () => {
                const [from] = document.querySelectorAll("input[type=date]");
                from.value = "2025-01-01";
                from.dispatchEvent(new Event("input", { bubbles: true }));
                from.dispatchEvent(new Event("change", { bubbles: true }));
            },
        ],
    ]) {
        const before = await first();
        // What was read before is not read from the cache of the page.
        await page.evaluate(`(${act})(globalThis.begun = performance.now())`);
        note(`a change of the filter: ${name}`, await changed(before));
    }
}
await browser.close();
console.log(JSON.stringify(times));
