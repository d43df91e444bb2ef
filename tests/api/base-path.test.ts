// The program below a path of a host, behind a proxy that passes paths unchanged (--base-path).
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { openBrowser } from "../support/Browser.ts";
import { app, hmac, withSecret } from "../support/Realtime.ts";
import { startServer, superadminPassword } from "../support/Server.ts";

const base = "/klinik/antrean";
const server = await startServer({ flags: ["--demo", "--base-path", `${base}/`, ...withSecret] });
after(() => server.close());
const root = server.baseUrl + base;
const isBuilt = existsSync(fileURLToPath(new URL("../../web/dist/staff.html", import.meta.url)));

const json = async (answer: Promise<Response>) => JSON.parse(await (await answer).text());
const keys = { username: "superadmin", password: superadminPassword };
const post = (path: string, body: unknown, headers = {}) =>
    fetch(root + path, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(body),
    });
const { token } = await json(post("/api/auth/login", keys));
const authorized = { headers: { Authorization: `Bearer ${token}` } };

test("RoutesAreBelowThePathAndNowhereElse", async () => {
    const statuses: [path: string, status: number][] = [
        [`${base}/up`, 200],
        [`${base}//api/openapi.json`, 200],
        [`/klinik%2Fantrean/up`, 200],
        ["/up", 200], // for health checks that do not pass the proxy
        [`${base}x/up`, 404],
        [`/klinik/up`, 404],
        [`${base}${base}/up`, 404],
        [`/KLINIK/antrean/up`, 404],
    ];
    for (const [path, status] of statuses)
        assert.equal((await fetch(server.baseUrl + path)).status, status, path);
});

test("LinksInAnswersHaveThePath", async () => {
    const { data } = await json(fetch(`${root}/api/patients`, authorized));
    assert.equal(data.path, `${root}/api/patients`);
    assert.equal(data.first_page_url, `${root}/api/patients?page=1`);
    const document = await json(fetch(`${root}/api/openapi.json`));
    assert.deepEqual(document.servers, [{ url: root }]);
});

test("APublicUrlGetsThePathOnce", async () => {
    for (const url of ["https://klinik.example", `https://klinik.example${base}`]) {
        const flags = ["--base-path", base, "--public-url", url];
        const other = await startServer({ flags });
        try {
            const document = await json(fetch(`${other.baseUrl}${base}/api/openapi.json`));
            assert.deepEqual(document.servers, [{ url: `https://klinik.example${base}` }]);
        } finally {
            await other.close();
        }
    }
});

test("TheCookieOfASessionIsForThePath", async () => {
    const answer = await post("/api/auth/session", keys);
    const cookie = answer.headers.get("set-cookie") ?? "";
    assert.match(cookie, /; Path=\/klinik\/antrean\/; /);
    const Cookie = cookie.split(";")[0] as string;
    assert.equal((await fetch(`${root}/api/auth/me`, { headers: { Cookie } })).status, 200);
    const ended = await fetch(`${root}/api/auth/session`, {
        method: "DELETE",
        headers: { Cookie, Origin: server.baseUrl },
    });
    assert.match(ended.headers.get("set-cookie") ?? "", /; Path=\/klinik\/antrean\/; Max-Age=0/);
});

async function connect(path: string): Promise<string> {
    const socket = new WebSocket(`${server.baseUrl.replace("http", "ws")}${path}?protocol=7`);
    try {
        return await new Promise((done) => {
            socket.once("message", (text) => done(JSON.parse(String(text)).event));
            socket.once("error", (error) => done(error.message));
        });
    } finally {
        socket.terminate();
    }
}

test("WebSocketsAreBelowThePath", async () => {
    const connected = "pusher:connection_established";
    assert.equal(await connect(`${base}/app/${app.key}`), connected);
    assert.equal(await connect(`/app/${app.key}`), connected);
    assert.match(await connect(`/klinik/app/${app.key}`), /404/);
});

// Libraries differ in which path they sign.
test("APublisherMaySignThePathWithOrWithoutThePrefix", async () => {
    const path = `/apps/${app.id}/channels`;
    const statusOf = async (signed: string) => {
        const at = Math.floor(Date.now() / 1000);
        const query = `auth_key=${app.key}&auth_timestamp=${at}&auth_version=1.0`;
        const signature = hmac(["GET", signed, query].join("\n"));
        return (await fetch(`${root}${path}?${query}&auth_signature=${signature}`)).status;
    };
    assert.equal(await statusOf(path), 200);
    assert.equal(await statusOf(base + path), 200);
    assert.equal(await statusOf(`/klinik${path}`), 401);
});

test("ABrowserWorksBelowThePath", { skip: !isBuilt && "there is no web build" }, async () => {
    const browser = await openBrowser();
    try {
        const page = await browser.newPage();
        const elsewhere: string[] = [];
        const failed: string[] = [];
        const look = (url: string) => {
            if (!new URL(url).pathname.startsWith(`${base}/`)) elsewhere.push(url);
        };
        page.on("request", (request) => look(request.url()));
        page.on("websocket", (socket) => look(socket.url()));
        page.on("response", (answer) => {
            if (answer.status() >= 500 || answer.status() === 404) failed.push(answer.url());
        });
        await page.goto(`${root}/`);
        await page.waitForURL(`${root}/masuk`);
        await page.getByLabel("Nama pengguna").waitFor();
        const { ok } = await page.evaluate(
            async ([url, body]) => {
                const headers = { "Content-Type": "application/json" };
                return { ok: (await fetch(url, { method: "POST", headers, body })).ok };
            },
            [`${root}/api/auth/session`, JSON.stringify(keys)] as const,
        );
        assert.ok(ok);
        const opened = page.waitForEvent("websocket");
        await page.goto(`${root}/`);
        await opened;
        assert.deepEqual({ elsewhere, failed }, { elsewhere: [], failed: [] });
        assert.ok(!page.url().endsWith("/masuk"), "the cookie is sent");
    } finally {
        await browser.close();
    }
});
