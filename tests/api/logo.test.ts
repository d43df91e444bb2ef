// The clinic's logo: a picture by its content, public, with a name that changes with the content.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { unauthenticated } from "../support/Clinic.ts";
import { startDemo } from "../support/Demo.ts";
import { engineUnderTest } from "../support/Engine.ts";
import { eventually } from "../support/Eventually.ts";
import { assertAnswer } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { form, samples } from "../support/Uploads.ts";

const { server, api } = await startDemo();
const anyone = new Api(server.baseUrl);
const path = "/api/clinic/logo";

const png = Buffer.from(
    [
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    ].join(""),
    "base64",
);
const put = (content: Buffer, name = "logo.png") => api.put(path, form({ logo: content }, name));
const download = (url: string, headers: Record<string, string> = {}) =>
    anyone.request({ method: "get", url, headers, responseType: "arraybuffer" });
const shown = async () => (await anyone.get("/api/clinic")).body.data.logo_path;

test("OnlyWhoMayChangeSettingsChangesIt", async () => {
    assertAnswer(await anyone.put(path, form({ logo: png })), 401, unauthenticated);
    const nurse = await signInAs(anyone, "nurse");
    assert.equal((await nurse.put(path, form({ logo: png }))).status, 403);
    assert.equal((await nurse.delete(path)).status, 403);
    assert.equal(await shown(), null);
});

test("WhatIsNoPictureIsRefusedWhateverItsNameSays", async () => {
    const refused: Buffer[] = [
        ...[samples.svg, samples.html, samples.gif, samples.pdf, samples.exe, samples.empty],
        Buffer.concat([png, Buffer.alloc(600 * 1024)]),
    ];
    for (const content of refused) {
        const answer = await put(content);
        assert.equal(answer.status, 422, content.subarray(0, 8).toString("hex"));
        assert.deepEqual(Object.keys(answer.body.errors), ["logo"]);
    }
    assert.equal((await api.put(path, {})).status, 422);
    assert.equal(await shown(), null);
});

test("APictureIsServedToEverybodyAndKeptByBrowsers", async () => {
    const answer = await put(png, "../../etc/passwd.exe");
    assert.equal(answer.status, 200);
    const { logo_path } = answer.body.data;
    assert.match(logo_path, /^\/storage\/logo\/[0-9a-f]{32}\.png$/);
    assert.equal(await shown(), logo_path);
    await eventually(async () => {
        const board = await anyone.get("/api/board");
        assert.equal(board.body.data.clinic.logo_path, logo_path);
    });
    const { status, headers, body } = await download(logo_path);
    assert.equal(status, 200);
    assert.equal(headers["content-type"], "image/png");
    assert.match(headers["cache-control"] ?? "", /immutable/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.ok(png.equals(body));
    const known = await download(logo_path, { "If-None-Match": headers["etag"] ?? "" });
    assert.equal(known.status, 304);
});

test("AnotherOneTakesItsPlaceAndItsName", async () => {
    const before = await shown();
    const { body } = await put(samples.jpg);
    assert.match(body.data.logo_path, /\.jpg$/);
    assert.equal((await download(before)).status, 404);
    assert.equal((await download(body.data.logo_path)).headers["content-type"], "image/jpeg");
});

test("RemovedItIsGone", async () => {
    const before = await shown();
    assertAnswer(await api.delete(path), 200, {
        status: "success",
        message: "Logo removed successfully",
    });
    assert.equal(await shown(), null);
    assert.equal((await download(before)).status, 404);
    for (const name of ["x", "..%2f..%2fantrean.db", "a".repeat(500)])
        assert.equal((await download(`/storage/logo/${name}`)).status, 404, name);
});

test("AConfigThatLeadsElsewhereDoesNot", async () => {
    await put(png);
    const { data } = (await api.get("/api/configs")).body;
    const { id, name } = data.find((row: any) => row.name === "clinic_logo");
    await api.put(`/api/configs/${id}`, { name, value: "//boese.example/x.png" });
    assert.equal(await shown(), "/storage/logo/%2F%2Fboese.example%2Fx.png");
});

test("AnotherProcessShowsItToo", { skip: engineUnderTest() === "sqlite" }, async () => {
    const other = await startServer({ store: server.store });
    try {
        const { logo_path } = (await put(png)).body.data;
        const there = new Api(other.baseUrl);
        assert.equal((await there.get(logo_path)).status, 200);
    } finally {
        await other.close();
    }
});
