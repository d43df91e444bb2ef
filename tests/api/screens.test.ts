// The pages, their parts and the voice, as the program contains them. Without a web build, the
// pages say how to make one.
import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { openBrowser } from "../support/Browser.ts";
import { startDemo } from "../support/Demo.ts";
import { isScreen, readRoutes } from "../support/Permissions.ts";
import { plainGet } from "../support/PlainGet.ts";
import { runCommand } from "../support/Server.ts";

const { server } = await startDemo();
const dist = fileURLToPath(new URL("../../web/dist", import.meta.url));
const isBuilt = existsSync(join(dist, "staff.html"));
const builtOnly = { skip: isBuilt ? false : "there is no web build" };

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    plainGet(server.baseUrl, path, headers, method);
const fileOf = (name: string) => readFileSync(join(dist, name));

const staffPaths = [
    ...["/", "/masuk", "/loket", "/loket/", "/loket?a=1", "/perawat", "/dokter", "/ringkasan"],
    ...["/laporan", "/laporan/harian", "/kelola", "/kelola/users", "/kelola/users/3", "/mulai"],
];
const pages: [path: string, file: string][] = [
    ...staffPaths.map((path): [string, string] => [path, "staff.html"]),
    ["/layar", "board.html"],
    ["/layar?poly=1,2&suara=1", "board.html"],
    ["/display", "board.html"],
    ["/kios", "kiosk.html"],
    ["/docs", "docs.html"],
];

test("ScreensAreForEverybodyAndNotPartOfTheApiDocument", async () => {
    const listed = (await runCommand(["routes"])).stdout.trim().split("\n");
    const screens = listed.filter((line) => readRoutes(line).every(isScreen));
    assert.equal(screens.length, 24);
    for (const line of screens) assert.match(line, / anyone /);
    const { paths } = JSON.parse((await runCommand(["openapi"])).stdout);
    const documented = Object.keys(paths).map((path) => ({ method: "GET", path }));
    assert.deepEqual(documented.filter(isScreen), []);
});

test("APageMayUseOnlyThisServer", async () => {
    const host = server.baseUrl.slice("http://".length);
    for (const [path] of pages) {
        const { headers } = await get(path);
        assert.equal(
            headers["content-security-policy"],
            `default-src 'self'; connect-src 'self' ws://${host} wss://${host}; ` +
                "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            path,
        );
        assert.equal(headers["referrer-policy"], "no-referrer");
        assert.equal(headers["x-content-type-options"], "nosniff");
        assert.equal(headers["content-type"], "text/html; charset=utf-8");
        const camera = /^\/(layar|display|docs)/.test(path) ? "camera=()," : "camera=(self),";
        assert.ok(String(headers["permissions-policy"]).startsWith(camera), path);
    }
});

test("ThePolicyNamesTheHostThatTheClientUsed", async () => {
    const policyFor = async (host: string) =>
        String((await get("/loket", { Host: host })).headers["content-security-policy"]);
    assert.match(await policyFor("klinik.example"), / ws:\/\/klinik\.example wss:/);
    for (const host of ["a; script-src *", "a b", "'unsafe-inline'"])
        assert.ok(!(await policyFor(host)).includes(host), host);
});

test("NoOtherPathIsAPage", async () => {
    for (const path of ["/loket/1", "/kelola/a/b/c", "/laporan/a/b", "/Loket", "/staff.html"]) {
        const { status, headers } = await get(path);
        assert.equal(status, 404, path);
        assert.equal(headers["content-type"], "application/json", path);
    }
    const other = await get("/loket", {}, "POST");
    assert.equal(other.status, 405);
    assert.equal(other.headers.allow, "GET, HEAD");
});

test("NoPathLeavesTheFilesOfTheProgram", async () => {
    const names = ["", ".", "..", "x.js", "%2e%2e%2fstaff.html", "..%2Fstaff.html", "%00", "%ff"];
    for (const folder of ["assets", "voice"])
        for (const name of names) {
            const { status } = await get(`/${folder}/${name}`);
            assert.ok([400, 404].includes(status), `/${folder}/${name}: ${status}`);
        }
});

test("APageThatTheProgramDoesNotHaveSaysHowToBuildIt", async () => {
    for (const [path, file] of pages.filter(([_, file]) => !existsSync(join(dist, file)))) {
        const { status, headers, body } = await get(path);
        assert.equal(status, 503, `${path} without ${file}`);
        assert.equal(headers["cache-control"], "no-store");
        assert.match(body.toString(), /<code>\.\/dev build<\/code>/);
    }
});

test("EveryPageIsTheFileOfTheWebBuild", builtOnly, async () => {
    for (const [path, file] of pages.filter(([_, file]) => existsSync(join(dist, file)))) {
        const { status, headers, body } = await get(path);
        assert.equal(status, 200, path);
        assert.deepEqual(body, fileOf(file), "build the program after the web pages");
        assert.equal(headers["cache-control"], "no-cache");
        const etag = String(headers.etag);
        const known = await get(path, { "If-None-Match": etag });
        assert.equal(known.status, 304);
        assert.equal(known.headers.etag, etag);
        assert.equal(known.body.length, 0);
        const head = await get(path, {}, "HEAD");
        assert.equal(head.status, 200);
        assert.equal(head.headers["content-length"], String(body.length));
        assert.equal(head.body.length, 0);
    }
});

test("EveryAssetIsSentInTheFormThatTheClientAccepts", builtOnly, async () => {
    const names = readdirSync(join(dist, "assets"));
    for (const name of names.filter((one) => !/\.(br|gz)$/.test(one))) {
        const path = `/assets/${name}`;
        const content = fileOf(path);
        const plain = await get(path);
        assert.equal(plain.status, 200, path);
        assert.deepEqual(plain.body, content, path);
        assert.equal(plain.headers["cache-control"], "public, max-age=31536000, immutable");
        if (!names.includes(`${name}.br`)) continue;
        const brotli = await get(path, { "Accept-Encoding": "gzip, deflate, br" });
        assert.equal(brotli.headers["content-encoding"], "br", path);
        assert.equal(brotli.headers.vary, "Accept-Encoding", path);
        assert.deepEqual(brotliDecompressSync(brotli.body), content, path);
        const gzip = await get(path, { "Accept-Encoding": "br;q=0.1, gzip" });
        assert.equal(gzip.headers["content-encoding"], "gzip", path);
        assert.deepEqual(gunzipSync(gzip.body), content, path);
        const etags = [plain, brotli, gzip].map(({ headers }) => headers.etag);
        assert.equal(new Set(etags).size, 3, path);
    }
});

test("ThePagesKeepTheirOwnPolicy", builtOnly, async () => {
    const browser = await openBrowser();
    try {
        for (const path of ["/masuk", "/layar", "/kios"]) {
            const page = await browser.newPage();
            const complaints: string[] = [];
            page.on("pageerror", (error) => complaints.push(error.message));
            page.on("console", (line) => {
                if (/policy|violates|refused to/i.test(line.text())) complaints.push(line.text());
            });
            await page.goto(server.baseUrl + path, { waitUntil: "networkidle" });
            assert.deepEqual(complaints, [], path);
            await page.close();
        }
    } finally {
        await browser.close();
    }
});

test("AnAssetOfAnEarlierBuildIsNotKept", async () => {
    const { status, headers } = await get("/assets/staff-00000000.js");
    assert.equal(status, 404);
    assert.equal(headers["cache-control"], "no-cache, private");
});

test("ARecordingOfTheClinicIsSpokenInsteadOfTheProgramsOwn", async () => {
    const folder = join(server.store.dataDir, "voice");
    const fallback = (await get("/voice/satu.mp3")).status;
    assert.ok([200, 404].includes(fallback));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "satu.mp3"), "the voice of the clinic");
    const recorded = await get("/voice/satu.mp3");
    assert.equal(recorded.status, 200);
    assert.equal(recorded.headers["content-type"], "audio/mpeg");
    assert.equal(recorded.headers["cache-control"], "public, max-age=3600");
    assert.equal(recorded.body.toString(), "the voice of the clinic");
    const part = await get("/voice/satu.mp3", { Range: "bytes=4-8" });
    assert.equal(part.status, 206);
    assert.equal(part.body.toString(), "voice");
    const known = await get("/voice/satu.mp3", { "If-None-Match": String(recorded.headers.etag) });
    assert.equal(known.status, 304);
    await rm(join(folder, "satu.mp3"));
    assert.equal((await get("/voice/satu.mp3")).status, fallback);
});

test("TheListOfWordsHasTheRecordingsOfTheClinic", async () => {
    const words = async () => JSON.parse((await get("/voice/index.json")).body.toString());
    const own = await words();
    const folder = join(server.store.dataDir, "voice");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "poli-akupunktur.mp3"), "a poly of this clinic");
    await writeFile(join(folder, "Not-A-Word.mp3"), "not served either");
    assert.deepEqual(await words(), [...own, "poli-akupunktur"].sort());
    await rm(join(folder, "poli-akupunktur.mp3"));
    assert.deepEqual(await words(), own);
});

test("OnlyRegularFilesWithTheNameOfAWordAreRecordings", async () => {
    const folder = join(server.store.dataDir, "voice");
    await mkdir(join(folder, "folder.mp3"), { recursive: true });
    await writeFile(join(server.store.dataDir, "outside.mp3"), "a secret");
    await symlink(join(server.store.dataDir, "outside.mp3"), join(folder, "link.mp3"));
    for (const name of ["Capital.mp3", ".hidden.mp3", "under_score.mp3", "text.txt"]) {
        await writeFile(join(folder, name), "a secret");
        assert.equal((await get(`/voice/${name}`)).status, 404, name);
    }
    for (const name of ["folder.mp3", "link.mp3", "..%2Foutside.mp3"])
        assert.equal((await get(`/voice/${name}`)).status, 404, name);
});

test("AClipOfTheProgramCanBeReadInParts", builtOnly, async (context) => {
    const names = existsSync(join(dist, "voice")) ? readdirSync(join(dist, "voice")) : [];
    const [name] = names.filter((one) => one.endsWith(".mp3"));
    if (name === undefined) return context.skip("there are no clips");
    const content = fileOf(`voice/${name}`);
    const whole = await get(`/voice/${name}`);
    assert.deepEqual(whole.body, content);
    assert.equal(whole.headers["accept-ranges"], "bytes");
    assert.equal(whole.headers["cache-control"], "public, max-age=3600");
    const part = await get(`/voice/${name}`, { Range: "bytes=10-99" });
    assert.equal(part.status, 206);
    assert.deepEqual(part.body, content.subarray(10, 100));
    const outside = await get(`/voice/${name}`, { Range: `bytes=${content.length}-` });
    assert.equal(outside.status, 416);
});

test("TheLicencesOfAllModulesInThePagesAreServed", builtOnly, async () => {
    const { status, headers, body } = await get("/licences.txt");
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "text/plain; charset=utf-8");
    const thirdParty = readFileSync(
        fileURLToPath(new URL("../../docs/third-party.md", import.meta.url)),
        "utf8",
    );
    const [, table = ""] = /## In the screens\n(.*?)\n## /s.exec(thirdParty) ?? [];
    const modules = [...table.matchAll(/^\| ([^|]+) \| [^|]+ \|/gm)]
        .flatMap(([, names = ""]) => names.split(", "))
        // vue itself only passes on what @vue/... has.
        .filter((name) => !/^(module|---|vue$)/.test(name));
    assert.ok(modules.length >= 10, table);
    for (const name of modules)
        assert.match(body.toString(), new RegExp(`^${name} \\S+ \\(`, "m"), name);
});
