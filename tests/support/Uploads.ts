// Files as clients upload them: the first bytes of each type.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Answer, type Api } from "./Api.ts";
import { type Store } from "./Engine.ts";

const bytes = (text: string, size = 64) => Buffer.concat([Buffer.from(text, "latin1")], size);

// A ZIP file with empty entries: office documents are recognized by its directory.
export function zip(...names: string[]): Buffer {
    const part = (size: number, signature: string, name: string, at: number) => {
        const head = Buffer.alloc(size);
        head.write(signature, "latin1");
        head.writeUInt16LE(20, 4);
        head.writeUInt16LE(name.length, at);
        return Buffer.concat([head, Buffer.from(name)]);
    };
    const entries = Buffer.concat(names.map((name) => part(30, "PK\x03\x04", name, 26)));
    const directory = Buffer.concat(names.map((name) => part(46, "PK\x01\x02", name, 28)));
    const end = Buffer.alloc(22);
    end.write("PK\x05\x06", "latin1");
    end.writeUInt16LE(names.length, 8);
    end.writeUInt16LE(names.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(entries.length, 16);
    return Buffer.concat([entries, directory, end]);
}
const office = (main: string) => zip("[Content_Types].xml", "_rels/.rels", main);

export const samples = {
    pdf: bytes("%PDF-1.4\n"),
    jpg: bytes("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"),
    png: bytes("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    txt: Buffer.from("Jadwal praktik dokter hari Senin\n"),
    doc: bytes("\xdb\xa5-\x00\x00\x00"),
    xls: bytes("\x09\x04\x06\x00\x00\x00\x10\x00", 600),
    docx: office("word/document.xml"),
    xlsx: office("xl/workbook.xml"),
    pptx: office("ppt/presentation.xml"),
    zip: zip("a.txt"),
    exe: bytes("MZ"),
    gif: bytes("GIF89a\x01\x00\x01\x00"),
    html: Buffer.from("<html><body><script>alert(1)</script></body></html>"),
    php: Buffer.from("<?php echo 1;"),
    svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    empty: Buffer.alloc(0),
};

// A multipart body; texts are fields, buffers are files.
export function form(fields: Record<string, string | Buffer>, fileName = "brosur.pdf"): FormData {
    const made = new FormData();
    for (const [name, value] of Object.entries(fields))
        if (typeof value === "string") made.append(name, value);
        else made.append(name, new Blob([new Uint8Array(value)]), fileName);
    return made;
}

// Downloads /storage/faq/{file}.
export function download(
    api: Api,
    file: string,
    headers: Record<string, string> = {},
    method = "get",
): Promise<Answer> {
    return api.request({
        method,
        url: `/storage/faq/${file}`,
        headers,
        responseType: "arraybuffer",
    });
}

export const faqFolder = (store: Store) => join(store.dataDir, "faq");

// The files in the folder, including hidden ones.
export async function storedFiles(store: Store): Promise<string[]> {
    try {
        return (await readdir(faqFolder(store))).sort();
    } catch (error) {
        if ((error as { code?: string }).code === "ENOENT") return [];
        throw error;
    }
}
