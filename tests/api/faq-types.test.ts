// Which files FAQ entries accept, and what is left out of photos.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Api } from "../support/Api.ts";
import { signInAs } from "../support/Roles.ts";
import { startServer } from "../support/Server.ts";
import { download, form, zip } from "../support/Uploads.ts";

const server = await startServer({ flags: ["--demo"] });
after(() => server.close());
const api = await signInAs(new Api(server.baseUrl), "superadmin");

async function create(name: string, file: Buffer): Promise<any> {
    const answer = await api.post("/api/faq", form({ name, file }));
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.data;
}

// As pptxgenjs, html-to-docx, SharePoint and LibreOffice write them.
test("AnOfficeDocumentMayHaveItsPartsInAnyOrder", async () => {
    const orders: [kind: string, content: Buffer][] = [
        ["docx", zip("_rels/.rels", "docProps/a.xml", "word/document.xml", "[Content_Types].xml")],
        ["docx", zip("word/document2.xml", "[Content_Types].xml")],
        ["pptx", zip("_rels/", "_rels/.rels", "[Content_Types].xml", "ppt/presentation.xml")],
        ["xlsx", zip("xl/workbook.xml", "[Content_Types].xml")],
    ];
    for (const [kind, content] of orders)
        assert.equal((await create("Alur", content)).file.split(".").pop(), kind);
});

test("AnArchiveWithoutTheMainPartIsNoDocument", async () => {
    const archives = [
        zip("word/evil.exe"),
        zip("[Content_Types].xml", "word/evil.exe"),
        zip("word/document.xml"),
        zip("[Content_Types].xml", "word/document.xml.exe"),
        zip("[Content_Types].xml", "word/document.xml").subarray(0, -22),  // without its end
    ];
    for (const content of archives) {
        const answer = await api.post("/api/faq", form({ name: "Alur", file: content }, "a.docx"));
        assert.equal(answer.status, 422);
    }
});

test("AnyTextMayBePlainText", async () => {
    const hours = Buffer.from("Hari,Buka,Tutup\nSenin,08:00,14:00\nSelasa,08:00,14:00\n");
    const send = (name: string) => api.post("/api/faq", form({ name: "Jam", file: hours }, name));
    const made = await send("jam.TXT");
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.data.file.split(".").pop(), "txt");
    assert.equal((await send("jam.csv")).status, 422);
});

function segment(marker: number, data: string): Buffer {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, Buffer.from(data, "latin1")]);
}

test("APhotoLosesItsPositionWhenItIsPublished", async () => {
    const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
    const jfif = segment(0xe0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    const pixels = Buffer.concat([segment(0xda, "scan"), Buffer.from([1, 2, 0xff, 0, 3])]);
    const photo = Buffer.concat([
        ...[start, jfif, segment(0xe1, "Exif\0\0MM\0*\0\0\0\x08\0\0 GPS 6.2 S, 106.8 E")],
        ...[pixels, end, Buffer.from("GPS again")],
    ]);
    const { file } = await create("Foto", photo);
    const stored = await download(api, file);
    assert.deepEqual(stored.body, Buffer.concat([start, jfif, pixels, end]));
});
