// The files of FAQ entries: how they are served, and that no failure loses a file or leaves an
// unused one.
import { after, test, type TestContext } from "node:test";
import assert from "node:assert/strict";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Api } from "../support/Api.ts";
import { eventually } from "../support/Eventually.ts";
import { assertCheckIsClean, limitFileSize } from "../support/Faults.ts";
import { assertAnswer } from "../support/Json.ts";
import { RawSocket } from "../support/RawSocket.ts";
import { get } from "../support/RawRequests.ts";
import { signInAs } from "../support/Roles.ts";
import { type Server, startServer } from "../support/Server.ts";
import { download, faqFolder, form, samples, storedFiles } from "../support/Uploads.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const stranger = new Api(server.baseUrl);
const api = await signInAs(stranger, "superadmin");

async function create(by: Api, file: Buffer = samples.pdf): Promise<any> {
    const answer = await by.post("/api/faq", form({ name: "a", file }));
    assert.equal(answer.status, 201);
    return answer.body.data;
}

async function ownServer(t: TestContext): Promise<{ own: Server; root: Api }> {
    const own = await startServer({ flags: ["--demo"] });
    t.after(() => own.close());
    return { own, root: await signInAs(new Api(own.baseUrl), "superadmin") };
}

// Every entry has its file, and there are no other files.
async function assertInStep(of: Server, by: Api): Promise<void> {
    const rows = (await by.get("/api/faq")).body.data;
    assert.deepEqual(await storedFiles(of.store), rows.map((row: any) => row.file).sort());
    await assertCheckIsClean(of);
}

test("KnowsNoOtherFile", async () => {
    const secret = "antrean-secret";
    await writeFile(join(server.store.dataDir, "secret.txt"), secret);
    await create(api);
    await writeFile(join(faqFolder(server.store), ".hidden"), secret);
    await mkdir(join(faqFolder(server.store), "folder"));
    const names = ["..%2fsecret.txt", "%2e%2e%2fsecret.txt", ".hidden", "folder", "..", ".", "%00"]
        .concat("unknown.pdf", "..%5csecret.txt", "x".repeat(300), "folder%2f..%2f.hidden", "%2e");
    for (const name of names) {
        const socket = await RawSocket.open(server.port);
        socket.write(get(`/storage/faq/${name}`));
        const answer = await socket.answer();
        assert.ok([400, 404].includes(answer.status), `${name}: ${answer.status}`);
        assert.ok(!answer.body.includes(secret), name);
        socket.destroy();
    }
    assertAnswer(await stranger.get("/storage/faq/unknown.pdf"), 404, {
        status: "error",
        message: "File not found",
    });
    assert.equal((await stranger.get("/storage/faq/../secret.txt")).status, 404);
});

test("IsServedAsWhatItIs", async () => {
    const office = "application/vnd.openxmlformats-officedocument";
    const expected = {
        pdf: ["application/pdf", "inline"],
        jpg: ["image/jpeg", "inline"],
        png: ["image/png", "inline"],
        txt: ["text/plain; charset=utf-8", "inline"],
        doc: ["application/msword", "attachment"],
        xls: ["application/vnd.ms-excel", "attachment"],
        docx: [`${office}.wordprocessingml.document`, "attachment"],
        xlsx: [`${office}.spreadsheetml.sheet`, "attachment"],
        pptx: [`${office}.presentationml.presentation`, "attachment"],
    } as const;
    for (const [kind, [type, disposition]] of Object.entries(expected)) {
        const content = samples[kind as keyof typeof expected];
        const { file } = await create(api, content);
        const answer = await download(stranger, file);
        assert.equal(answer.status, 200);
        assert.deepEqual(answer.body, content);
        assert.equal(answer.headers["content-type"], type);
        assert.equal(answer.headers["content-disposition"], `${disposition}; filename=${file}`);
        assert.equal(answer.headers["x-content-type-options"], "nosniff");
        assert.equal(answer.headers["access-control-allow-origin"], undefined);
    }
    await writeFile(join(faqFolder(server.store), "old.html"), samples.html);
    const { headers } = await download(stranger, "old.html");
    assert.equal(headers["content-type"], "application/octet-stream");
    assert.equal(headers["content-disposition"], "attachment; filename=old.html");
});

test("ATextNamesItsEncodingOnlyIfItIsUtf8", async () => {
    const typeOf = async (content: Buffer) => {
        const { file } = await create(api, content);
        return (await download(stranger, file)).headers["content-type"];
    };
    const utf8 = "text/plain; charset=utf-8";
    assert.equal(await typeOf(Buffer.from("Jam buka: 08:00\u201314:00\n")), utf8);
    const windows = Buffer.from("Jam buka: 08:00\x9614:00, caf\xe9\n", "latin1");
    assert.equal(await typeOf(windows), "text/plain");
    const long = "\u2013".repeat(100_000);  // a character is cut where the look at it ends
    assert.equal(await typeOf(Buffer.from(long)), utf8);
});

test("IsServedInPartsAndOnlyWhenItChanged", async () => {
    const content = Buffer.concat([samples.pdf, Buffer.alloc(5_000_000, "0123456789")]);
    const { file } = await create(api, content);
    const whole = await download(stranger, file);
    assert.ok(content.equals(whole.body));
    assert.equal(whole.headers["cache-control"], "public, max-age=86400");
    const { etag = "", "last-modified": changed = "" } = whole.headers;
    const part = await download(stranger, file, { Range: "bytes=1000000-1000009" });
    assert.equal(part.status, 206);
    assert.equal(part.headers["content-range"], `bytes 1000000-1000009/${content.length}`);
    assert.deepEqual(part.body, content.subarray(1_000_000, 1_000_010));
    const beyond = await download(stranger, file, { Range: `bytes=${content.length}-` });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers["content-range"], `bytes */${content.length}`);
    const head = await download(stranger, file, {}, "head");
    assert.equal(head.headers["content-length"], String(content.length));
    assert.equal(head.headers["etag"], etag);
    for (const [name, value] of [["If-None-Match", etag], ["If-Modified-Since", changed]]) {
        const answer = await download(stranger, file, { [name as string]: value as string });
        assert.equal(answer.status, 304);
        assert.equal(answer.body.length, 0);
    }
    const deleted = await stranger.delete(`/storage/faq/${file}`);
    assert.equal(deleted.status, 405);
    assert.equal(deleted.headers["allow"], "GET, HEAD");
});

test("LeavesNothingOfAnUploadThatBreaksOff", async () => {
    const before = await storedFiles(server.store);
    const head = [
        "POST /api/faq HTTP/1.1",
        "Host: a",
        `Authorization: Bearer ${api.token}`,
        "Content-Type: multipart/form-data; boundary=XX",
        "Content-Length: 1000000",
    ].join("\r\n");
    const part = 'Content-Disposition: form-data; name="file"; filename="a.pdf"';
    for (const leave of ["end", "destroy", "reset"] as const) {
        const socket = await RawSocket.open(server.port);
        socket.write(`${head}\r\n\r\n--XX\r\n${part}\r\n\r\n%PDF-1.4${"x".repeat(500_000)}`);
        socket[leave]();
        await eventually(() => assert.ok(socket.closed));
    }
    assert.deepEqual(await storedFiles(server.store), before);
});

test("IsNotStoredInAFolderThatCannotBeWritten", async (t) => {
    const { own, root } = await ownServer(t);
    const unavailable = { status: "error", message: "Service Unavailable" };
    // A file in place of the folder.
    await writeFile(faqFolder(own.store), "");
    const send = () => root.post("/api/faq", form({ name: "a", file: samples.pdf }));
    const answer = await send();
    assertAnswer(answer, 503, unavailable);
    assert.match(answer.headers["retry-after"] ?? "", /^[1-9]\d*$/);
    assert.deepEqual((await root.get("/api/faq")).body.data, []);
    await rm(faqFolder(own.store));
    assert.equal((await send()).status, 201);
    await assertInStep(own, root);
});

test("LosesNothingOnADiskThatIsFull", async (t) => {
    const { own, root } = await ownServer(t);
    const kept = await create(root);
    const large = Buffer.concat([samples.pdf, Buffer.alloc(4_000_000)]);
    await limitFileSize(own.pid, 2_000_000);
    const unavailable = { status: "error", message: "Service Unavailable" };
    const fields = { name: "b", file: large };
    assertAnswer(await root.post("/api/faq", form(fields)), 503, unavailable);
    assertAnswer(await root.put(`/api/faq/${kept.id}`, form(fields)), 503, unavailable);
    await assertInStep(own, root);
    await limitFileSize(own.pid, "unlimited");
    assert.deepEqual((await download(root, kept.file)).body, samples.pdf);
    assert.equal((await root.put(`/api/faq/${kept.id}`, form(fields))).status, 200);
    await assertInStep(own, root);
});

// A file has a second name until its transaction has ended.
test("SettlesAtTheStartWhatACrashLeft", async (t) => {
    const { own, root } = await ownServer(t);
    const { file } = await create(root);
    await own.stop();
    const folder = faqFolder(own.store);
    const path = (name: string) => join(folder, name);
    const lost = "1767944579_6960b183a35f1.pdf";
    await writeFile(path(lost), "added, but no row came to name it");
    await link(path(lost), path(`.new~${lost}`));
    await writeFile(path(".new~1767944579_6960b183a35f2.pdf"), "half writ");
    await link(path(file), path(`.old~${lost}~${file}`));
    const replaced = "1767944579_6960b183a35f3.pdf";
    await writeFile(path(replaced), "no row names it any more");
    await link(path(replaced), path(`.old~${file}~${replaced}`));
    await writeFile(path("1700000000_653f2f0000000.pdf"), "copied from the original's folder");
    await own.start();
    assert.deepEqual(await storedFiles(own.store), ["1700000000_653f2f0000000.pdf", file].sort());
    await assertCheckIsClean(own);
});

test("IsInStepAfterPowerCuts", async (t) => {
    const { own, root } = await ownServer(t);
    for (let round = 0; round < 3; ++round) {
        const { id } = await create(new Api(own.baseUrl, root.token));
        const caller = new Api(own.baseUrl, root.token);
        let isUp = true;
        const upload = async (index: number) => {
            for (let count = 0; isUp; ++count) {
                const file = Buffer.from(`Berkas ${index}.${count}\n`);
                const fields = { name: `${count}`, file };
                const path = index % 2 === 0 ? "/api/faq" : `/api/faq/${id}`;
                await caller.post(path, form(fields)).catch(() => undefined);
            }
        };
        const uploads = Array.from({ length: 6 }, (_, index) => upload(index));
        const had = (await storedFiles(own.store)).length;
        await eventually(async () =>
            assert.ok((await storedFiles(own.store)).length >= had + 10),
        );
        await own.kill9();
        isUp = false;
        await Promise.all(uploads);
        await own.start();
        await assertInStep(own, new Api(own.baseUrl, root.token));
    }
});

test("CheckNamesEntriesWithoutTheirFile", async (t) => {
    const { own, root } = await ownServer(t);
    const [one, other] = [await create(root), await create(root)];
    await root.delete(`/api/faq/${other.id}`);
    for (const { file } of [one, other]) await rm(join(faqFolder(own.store), file));
    const { status, stdout } = await own.command("check");
    const line = ({ id, file }: any) => `FAQ entry ${id} without its file ${file}\n`;
    assert.equal(stdout, line(one) + line(other));
    assert.equal(status, 1);
    // The entry itself is still there, and gets another file.
    assert.equal((await download(root, one.file)).status, 404);
    const mended = await root.put(`/api/faq/${one.id}`, form({ file: samples.pdf }));
    assert.equal(mended.status, 200);
});
