// /docs: Swagger UI with this server's document, as the program contains it.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { type Page } from "playwright-core";
import { type Screen, Screens } from "../support/Screens.ts";
import { users } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";

const server = await startServer({ flags: ["--demo", "--base-path", "/klinik"] });
after(() => server.close());
const root = { baseUrl: `${server.baseUrl}/klinik` };
const screens = await Screens.open(root);
after(() => screens.close());

const operation = (page: Page, id: string) => page.locator(`[id$="-${id}"].opblock`);

// The page at one operation: its address names tag and operation.
async function openAt(screen: Screen, tag: string, id: string) {
    await screen.page.goto("about:blank"); // Another fragment alone loads nothing.
    await screen.goto(`/docs#/${tag}/${id}`);
    const opened = operation(screen.page, id);
    await opened.getByRole("heading", { name: "Code" }).waitFor();
    return opened;
}

async function send(opened: ReturnType<typeof operation>): Promise<any> {
    await opened.getByRole("button", { name: "Try it out" }).click();
    await opened.getByRole("button", { name: "Execute" }).click();
    const body = opened.locator(".live-responses-table .response-col_description code").first();
    return JSON.parse(await body.innerText());
}

test("LoadsNothingFromElsewhereAndIsAccessible", async () => {
    for (const device of [{}, { theme: "dark" }, { size: "phone" }] as const) {
        const screen = await screens.device(device);
        const elsewhere: string[] = [];
        screen.page.on("request", (request) => {
            if (!request.url().startsWith(root.baseUrl)) elsewhere.push(request.url());
        });
        await screen.goto("/docs");
        await screen.page.getByText("Not signed in").waitFor();
        await screen.page.locator("#operations-tag-queue").waitFor();
        await screen.assertAccessible("all groups");
        await screen.picture("docs");
        const opened = await openAt(screen, "queue", "patchQueueCallNext");
        await opened.scrollIntoViewIfNeeded();
        await screen.assertAccessible("an operation");
        await screen.picture("docs-operation");
        assert.deepEqual(elsewhere, []);
        screen.assertQuiet();
        await screen.close();
    }
});

test("ABrowserThatIsSignedInNeedsNoToken", async () => {
    const screen = await screens.device();
    await screen.signIn(users.reception);
    const opened = await openAt(screen, "poly", "postPoly");
    await screen.page.getByText(`Signed in as ${users.reception.username}`).waitFor();
    assert.deepEqual(await send(opened), {
        status: "error",
        message: "This action is unauthorized.",
    });
    await screen.assertAccessible("an answer");
    await screen.picture("docs-answer");
    await screen.close();
});

test("ATokenIsGivenOnceAndSentWithEveryRequest", async () => {
    const screen = await screens.device();
    const login = await openAt(screen, "auth", "postAuthLogin");
    const { token } = await send(login);
    await screen.page.getByRole("button", { name: "Authorize" }).first().click();
    const form = screen.page.locator(".auth-container").first();
    await form.getByRole("textbox").fill(token);
    await screen.assertAccessible("tokens");
    await form.getByRole("button", { name: "Authorize" }).click();
    await screen.page.locator(".modal-ux .close-modal").click();
    // In the same page: the token is nowhere else.
    await screen.page.locator("#operations-auth-getAuthMe button").first().click();
    const me = operation(screen.page, "getAuthMe");
    assert.equal((await send(me)).data.username, "superadmin");
    screen.assertQuiet();
    await screen.close();
});

test("TheSamplesWorkAsTheyStand", async () => {
    const screen = await screens.device();
    const login = await openAt(screen, "auth", "postAuthLogin");
    const code = login.locator(".docs-code");
    const curl = await code.innerText();
    const answer = JSON.parse(execFileSync("bash", ["-c", `${curl} --silent`]).toString());
    assert.equal(answer.status, "success");
    await login.getByRole("button", { name: "PHP" }).click();
    const php = `${(await code.innerText()).replace("<?php", "")} echo $answer["status"];`;
    assert.equal(execFileSync("php", ["-r", php]).toString(), "success");
    await login.getByRole("button", { name: "JavaScript" }).click();
    const script = `(async () => { ${await code.innerText()} return answer.status; })()`;
    assert.equal(await screen.page.evaluate(script), "success");
    await screen.close();
});
