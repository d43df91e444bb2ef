// Layar hangs on the wall for weeks: many calls, a TV that sleeps, a newer program.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { type CDPSession } from "playwright-core";
import { eventually } from "../support/Eventually.ts";
import { InventedBoard } from "../support/InventedBoard.ts";
import { pushed_ms, Screens } from "../support/Screens.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const screens = await Screens.open(server);
after(() => screens.close());

async function heap_bytes(session: CDPSession): Promise<number> {
    // Twice: the first collection frees what finalizers still hold.
    for (let round = 0; round < 2; ++round) await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
}

test("MemoryIsFlatOverTenThousandCalls", async () => {
    const board = new InventedBoard(8);
    const screen = await screens.device({ size: "large", theme: "dark" });
    await board.serve(screen.page);
    await screen.goto("/layar?suara=0");
    await screen.page.getByText("Langsung").waitFor();
    const session = await screen.context.newCDPSession(screen.page);
    const shown = screen.page.locator(".poly-card .queue-number");
    const send = async (count: number) => {
        for (let sent = 0; sent < count; sent += 100) {
            board.call(100);
            // The page has drawn this before more comes.
            await eventually(async () =>
                assert.ok((await shown.allInnerTexts()).includes(board.latest)),
            );
        }
    };
    await send(2_000);
    const before = await heap_bytes(session);
    const nodesBefore = await screen.page.evaluate("document.querySelectorAll('*').length");
    await send(8_000);
    const grown = (await heap_bytes(session)) - before;
    // Not even one kept call of about 200 bytes for each.
    assert.ok(grown < 1_000_000, `${grown} bytes more after 8,000 more calls`);
    const nodes = await screen.page.evaluate("document.querySelectorAll('*').length");
    assert.equal(nodes, nodesBefore);
    screen.assertQuiet();
    await screen.close();
});

test("AfterSleepTheBoardReadsAgainAtOnce", async () => {
    const screen = await screens.device({ size: "large", theme: "dark" });
    await screen.goto("/layar?suara=0");
    await screen.page.getByText("Langsung").waitFor();
    const read = screen.page.waitForRequest("**/api/board", { timeout: pushed_ms });
    // While a device sleeps, its wall clock goes on and its monotonic one may not.
    await screen.page.evaluate("{ const now = Date.now; Date.now = () => now() + 3_600_000; }");
    await read;
    await screen.page.getByText("Langsung").waitFor();
    screen.assertQuiet();
    await screen.close();
});

test("ANewerPageIsLoadedAfterTheServerCameBack", async () => {
    const screen = await screens.device({ size: "large", theme: "dark" });
    await screen.goto("/layar?suara=0");
    await screen.page.getByText("Langsung").waitFor();
    await screen.page.evaluate("globalThis.isSamePage = true");
    const isSamePage = () => screen.page.evaluate("globalThis.isSamePage === true");
    const { port } = server;

    const looked = screen.page.waitForRequest((request) => request.method() === "HEAD");
    await server.stop();
    await server.start(port);
    await looked;
    await new Promise((done) => setTimeout(done, 3_000));
    assert.equal(await isSamePage(), true, "the same page is not loaded again");

    await screen.page.route("**/layar*", (route) =>
        route.request().method() === "HEAD"
            ? route.fulfill({ status: 200, headers: { ETag: '"newer"' } })
            : route.fallback(),
    );
    await server.stop();
    await server.start(port);
    await eventually(async () => assert.equal(await isSamePage(), false), 20_000);
    await screen.page.getByText("Langsung").waitFor();
    await screen.close();
});
