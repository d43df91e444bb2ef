// FAQ entries: contract 8.1, rows 78 to 82.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Answer, Api } from "../support/Api.ts";
import { unauthenticated } from "../support/Clinic.ts";
import { eventually } from "../support/Eventually.ts";
import { any, assertAnswer, assertJson } from "../support/Json.ts";
import { signInAs } from "../support/Roles.ts";
import { runSql } from "../support/Rows.ts";
import { startServer } from "../support/Server.ts";
import { download, faqFolder, form, samples, storedFiles } from "../support/Uploads.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const stranger = new Api(server.baseUrl);
const api = await signInAs(stranger, "superadmin");

const types = "pdf, doc, docx, xls, xlsx, ppt, pptx, jpg, jpeg, png, txt";
const nameRequired = "The name field is required.";
const fileRequired = "The file field is required.";
const noFile = "The file field must be a file.";
const wrongType = `The file field must be a file of type: ${types}.`;
const notFound = { status: "error", message: "Faq not found" };

function invalid(errors: Record<string, string[]>): object {
    return { status: "error", message: Object.values(errors)[0]?.[0], errors };
}

async function create(name: string, file: Buffer = samples.pdf): Promise<any> {
    const answer = await api.post("/api/faq", form({ name, file }));
    assert.equal(answer.status, 201);
    return answer.body.data;
}

const show = async (id: number) => (await api.get(`/api/faq/${id}`)).body.data;

async function assertRefused(send: () => Promise<Answer>, status: number, body: object) {
    const before = await storedFiles(server.store);
    assertAnswer(await send(), status, body);
    assert.deepEqual(await storedFiles(server.store), before);
}

test("RefusesAnEntryWithoutNameOrFile", async () => {
    const post = (body: unknown) => api.post("/api/faq", body);
    const both = invalid({ name: [nameRequired], file: [fileRequired] });
    await assertRefused(() => post({}), 422, both);
    await assertRefused(() => post(form({ name: " " })), 422, both);
    await assertRefused(() => post(form({ name: "a" })), 422, invalid({ file: [fileRequired] }));
    await assertRefused(() => post({ name: "a" }), 422, invalid({ file: [fileRequired] }));
    const file = samples.pdf;
    await assertRefused(() => post(form({ file })), 422, invalid({ name: [nameRequired] }));
    const long = invalid({ name: ["The name field must not be greater than 255 characters."] });
    await assertRefused(() => post(form({ name: "x".repeat(256), file })), 422, long);
});

test("RefusesATextInPlaceOfAFile", async () => {
    const broken = invalid({ file: [noFile, wrongType] });
    await assertRefused(() => api.post("/api/faq", form({ name: "a", file: "x" })), 422, broken);
    const text = { name: "a", file: "brosur.pdf" };
    await assertRefused(() => api.post("/api/faq", text), 422, broken);
    await assertRefused(() => api.post("/api/faq/1", text), 422, broken);
});

test("JudgesAFileByItsContentAlone", async () => {
    const refusal = invalid({ file: [wrongType] });
    for (const kind of ["zip", "exe", "gif", "html", "php", "svg", "empty"] as const)
        await assertRefused(
            () => api.post("/api/faq", form({ name: kind, file: samples[kind] })),
            422,
            refusal,
        );
});

test("RefusesExtensionsThatAWebServerMightRun", async () => {
    for (const name of ["a.php", "a.PHP", "a.php3", "a.php8", "a.phtml", "a.phar", "b.pdf.php"])
        await assertRefused(
            () => api.post("/api/faq", form({ name: "a", file: samples.pdf }, name)),
            422,
            invalid({ file: [wrongType] }),
        );
});

test("RefusesAFileThatIsTooLarge", async () => {
    const file = Buffer.concat([samples.pdf], 10_240 * 1024 + 1);
    const tooLarge = ["The file field must not be greater than 10240 kilobytes."];
    const body = invalid({ file: tooLarge });
    await assertRefused(() => api.post("/api/faq", form({ name: "a", file })), 422, body);
    const largest = await create("largest", file.subarray(0, -1));
    assert.equal((await download(stranger, largest.file)).body.length, 10_240 * 1024);
    const huge = form({ name: "a", file: Buffer.alloc(17 * 1024 * 1024) });
    await assertRefused(() => api.post("/api/faq", huge), 413, {
        status: "error",
        message: "The POST data is too large.",
    });
});

test("RefusesAFileThatTheBodyCutsOff", async () => {
    const head = 'Content-Disposition: form-data; name="file"; filename="a.pdf"';
    const name = 'Content-Disposition: form-data; name="name"\r\n\r\na';
    const send = () =>
        api.request({
            method: "post",
            url: "/api/faq",
            headers: { "Content-Type": "multipart/form-data; boundary=XX" },
            data: `--XX\r\n${name}\r\n--XX\r\n${head}\r\n\r\n%PDF-1.4 half a file`,
        });
    await assertRefused(send, 422, invalid({ file: ["The file failed to upload."] }));
});

// Like malformed JSON, such a body counts as an empty one.
const unreadable = [
    ["multipart/form-data", "--XX\r\n\r\n1\r\n--XX--"],
    ["multipart/form-data; boundary=YY", "--XX\r\n\r\n1\r\n--XX--"],
    ["multipart/form-data; boundary=XX", "nonsense"],
];

test("TakesAFormWithoutItsBoundaryForAnEmptyOne", async () => {
    const both = invalid({ name: [nameRequired], file: [fileRequired] });
    for (const [type, data] of unreadable) {
        const asked = { method: "post", url: "/api/faq", headers: { "Content-Type": type }, data };
        assertAnswer(await new Api(server.baseUrl).request(asked), 401, unauthenticated);
        await assertRefused(() => api.request(asked), 422, both);
    }
});

test("ReportsAMalformedFormOnlyToPermittedUsers", async () => {
    const asked = {
        method: "post",
        url: "/api/faq",
        headers: { "Content-Type": "multipart/form-data; boundary=XX" },
        data: '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf',
    };
    const forbidden = { status: "error", message: "This action is unauthorized." };
    const reception = await signInAs(stranger, "reception");
    assertAnswer(await new Api(server.baseUrl).request(asked), 401, unauthenticated);
    assertAnswer(await reception.request(asked), 403, forbidden);
    await assertRefused(() => api.request(asked), 400, {
        status: "error",
        message: "Malformed multipart body: a part is incomplete.",
    });
});

test("ReadsAFormWhoseLinesEndWithLineFeedsAlone", async () => {
    const asked = {
        method: "post",
        url: "/api/faq",
        headers: { "Content-Type": "multipart/form-data; boundary=XX" },
        data: '--XX\nContent-Disposition: form-data; name="name"\n\na\n--XX--\n',
    };
    await assertRefused(() => api.request(asked), 422, invalid({ file: [fileRequired] }));
});

test("RefusesAFileInAFieldThatTakesNone", async () => {
    const body = (field: string) => {
        const sent = new FormData();
        sent.append(field, new Blob([samples.pdf]), "a.pdf");
        sent.append("message", "b");
        sent.append("name", "b");
        return sent;
    };
    assertAnswer(
        await api.post("/api/message-templates", body("template_name")),
        422,
        invalid({ template_name: ["The template name field must be a string."] }),
    );
    const several = invalid({ file: [noFile, wrongType] });
    await assertRefused(() => api.post("/api/faq", body("file[]")), 422, several);
});

test("LooksForTheEntryAfterTheRules", async () => {
    const file = samples.pdf;
    for (const id of ["999999", "0", "-1", "abc", "99999999999999999999"]) {
        const path = `/api/faq/${id}`;
        await assertRefused(() => api.put(path, {}), 422, invalid({ file: [fileRequired] }));
        await assertRefused(() => api.post(path, {}), 422, invalid({ file: [fileRequired] }));
        await assertRefused(() => api.put(path, { name: "a" }), 404, notFound);
        await assertRefused(() => api.put(path, form({ name: "a", file })), 404, notFound);
        await assertRefused(() => api.get(path), 404, notFound);
        await assertRefused(() => api.delete(path), 404, notFound);
    }
});

test("IsChangedBySettingsWritersOnly", async () => {
    const { id } = await create("Jam buka");
    const forbidden = { status: "error", message: "This action is unauthorized." };
    const reception = await signInAs(stranger, "reception");
    assertAnswer(await reception.put(`/api/faq/${id}`, { name: "a" }), 403, forbidden);
    assertAnswer(await reception.post(`/api/faq/${id}`, { name: "a" }), 403, forbidden);
    assertAnswer(await reception.delete(`/api/faq/${id}`), 403, forbidden);
    assert.equal((await reception.get(`/api/faq/${id}`)).status, 200);
});

test("IsCreatedWithItsFile", async () => {
    const fields = { name: "  Cara mendaftar ", file: samples.pdf };
    const answer = await api.post("/api/faq", form(fields, "../../evil.exe"));
    const name = /^\d{10}_[0-9a-f]{13}\.pdf$/.exec(answer.body.data.file)?.[0] ?? "";
    assertAnswer(answer, 201, {
        status: "success",
        message: "FAQ created successfully",
        data: {
            name: "Cara mendaftar",
            file: name,
            updated_at: any.timestamp,
            created_at: any.timestamp,
            id: any.id,
        },
    });
    const [seconds, unique = ""] = name.split("_");
    assert.equal(parseInt(unique.slice(0, 8), 16), Number(seconds));
    const path = join(faqFolder(server.store), name);
    assert.deepEqual(await readFile(path), samples.pdf);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.equal((await stat(faqFolder(server.store))).mode & 0o777, 0o700);
    assert.ok(!(await storedFiles(server.store)).includes(`.${name}`));
});

test("GetsTheExtensionOfItsContent", async () => {
    const kinds = ["pdf", "jpg", "png", "txt", "doc", "xls", "docx", "xlsx", "pptx"] as const;
    for (const kind of kinds) {
        const made = await create(kind, samples[kind]);
        assert.equal(made.file.split(".").pop(), kind);
    }
});

test("IsShownWithTheAddressOfItsFile", async () => {
    const made = await create("Alur");
    const data = {
        id: made.id,
        name: "Alur",
        file: made.file,
        created_at: any.timestamp,
        updated_at: any.timestamp,
        deleted_at: null,
        directory: `${server.baseUrl}/storage/faq/${made.file}`,
    };
    assertAnswer(await api.get(`/api/faq/${made.id}`), 200, {
        status: "success",
        message: "FAQ detail retrieved successfully",
        data,
    });
    const list = await api.get("/api/faq", { search: "", page: 2 });
    assertAnswer(list, 200, {
        status: "success",
        message: "FAQ list retrieved successfully",
        data: any.list,
    });
    const ids = list.body.data.map((row: any) => row.id);
    assert.deepEqual(ids, [...ids].sort((one, other) => one - other));
    assertJson(list.body.data.find((row: any) => row.id === made.id), data);
    const headers = { Host: "klinik.example" };
    const other = await api.request({ method: "get", url: `/api/faq/${made.id}`, headers });
    const directory = `http://klinik.example/storage/faq/${made.file}`;
    assert.equal(other.body.data.directory, directory);
});

// PHP before 8.4 reads no files of a PUT, so clients have three ways (contract, FQ-1).
type Send = (id: number, fields: Record<string, string | Buffer>) => Promise<Answer>;
const ways: Record<string, Send> = {
    PUT: (id, fields) => api.put(`/api/faq/${id}`, form(fields)),
    PostWithMethod: (id, fields) => api.post(`/api/faq/${id}`, form({ ...fields, _method: "PUT" })),
    Post: (id, fields) => api.post(`/api/faq/${id}`, form(fields)),
};
for (const [way, send] of Object.entries(ways))
    test(`IsReplacedBy${way}`, async () => {
        const before = await create("Sebelum");
        const answer = await send(before.id, { name: "Sesudah", file: samples.png });
        assertAnswer(answer, 200, {
            status: "success",
            message: "FAQ updated successfully",
            data: {
                id: before.id,
                name: "Sesudah",
                file: any.text,
                created_at: before.created_at,
                updated_at: any.timestamp,
                deleted_at: null,
            },
        });
        const { file } = answer.body.data;
        assert.match(file, /^\d{10}_[0-9a-f]{13}\.png$/);
        const stored = await storedFiles(server.store);
        assert.ok(stored.includes(file) && !stored.includes(before.file));
        assert.ok(stored.every((name) => !name.startsWith(".")));
        assert.equal((await show(before.id)).file, file);
    });

test("KeepsItsFileWhenOnlyTheNameComes", async () => {
    const { id, file } = await create("Lama");
    const forms = [form({ name: "Lebih baru" }), form({ name: "x", file: "" })];
    for (const body of [{ name: "Baru" }, ...forms]) {
        const answer = await api.put(`/api/faq/${id}`, body);
        assert.equal(answer.status, 200);
        assert.equal(answer.body.data.file, file);
    }
    assert.equal((await show(id)).name, "x");
    assert.deepEqual((await download(stranger, file)).body, samples.pdf);
});

test("KeepsItsNameWhenOnlyTheFileComes", async () => {
    const { id, file } = await create("Tetap");
    const answer = await api.put(`/api/faq/${id}`, form({ file: samples.txt }));
    assert.equal(answer.body.data.name, "Tetap");
    assert.notEqual(answer.body.data.file, file);
    const refusal = await api.put(`/api/faq/${id}`, { name: null });
    assertAnswer(
        refusal,
        422,
        invalid({ name: ["The name field must be a string."], file: [fileRequired] }),
    );
});

test("IsNotTouchedByAnUpdateThatChangesNothing", async () => {
    const { id } = await create("Sama");
    const before = await show(id);
    await eventually(() => assert.ok(Date.now() > Date.parse(before.updated_at) + 1000));
    assert.equal((await api.put(`/api/faq/${id}`, { name: "Sama" })).status, 200);
    assert.deepEqual(await show(id), before);
    const changed = await api.put(`/api/faq/${id}`, { name: "Lain" });
    assert.ok(changed.body.data.updated_at > before.updated_at);
});

test("KeepsItsFileInTheTrash", async () => {
    const { id, file } = await create("Dihapus");
    assertAnswer(await api.delete(`/api/faq/${id}`), 200, {
        status: "success",
        message: "Faq deleted successfully",
    });
    assertAnswer(await api.delete(`/api/faq/${id}`), 404, notFound);
    assertAnswer(await api.get(`/api/faq/${id}`), 404, notFound);
    assertAnswer(await api.put(`/api/faq/${id}`, { name: "a" }), 404, notFound);
    const rows = (await api.get("/api/faq")).body.data;
    assert.ok(rows.every((row: any) => row.id !== id));
    assert.ok((await storedFiles(server.store)).includes(file));
    assert.equal((await download(stranger, file)).status, 404);
    await runSql(server.store, `UPDATE faqs SET deleted_at = NULL WHERE id = ${id}`);
    assert.equal((await download(stranger, file)).status, 200);
});

test("LosesItsFileForGoodWhenAsked", async () => {
    const success = { status: "success", message: "Faq deleted successfully" };
    const now = await create("Sekarang");
    assertAnswer(await api.delete(`/api/faq/${now.id}?file=1`), 200, success);
    const later = await create("Nanti");
    assertAnswer(await api.delete(`/api/faq/${later.id}`), 200, success);
    assertAnswer(await api.delete(`/api/faq/${later.id}?file=1`), 200, success);
    const stored = await storedFiles(server.store);
    for (const { id, file } of [now, later]) {
        assert.equal((await download(stranger, file)).status, 404);
        assert.ok(!stored.some((name) => name.includes(file)), stored.join());
        assertAnswer(await api.delete(`/api/faq/${id}?file=1`), 404, notFound);
        assertAnswer(await api.get(`/api/faq/${id}`), 404, notFound);
    }
    const invalid = await api.delete(`/api/faq/${now.id}?file=x`);
    assert.equal(invalid.status, 422);
    const check = await server.command("check");
    assert.equal(check.stdout, "The database is in order.\n");
});

test("ManyAtOnceGetFilesOfTheirOwn", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `serentak ${index}`);
    const made = await Promise.all(
        names.map((name) => create(name, Buffer.from(`Berkas ${name}\n`))),
    );
    assert.equal(new Set(made.map(({ file }) => file)).size, names.length);
    for (const { name, file } of made)
        assert.equal(String((await download(stranger, file)).body), `Berkas ${name}\n`);
});
