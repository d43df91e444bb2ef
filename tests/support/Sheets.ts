// Reads spreadsheets: the archive by its directory, the cells by kind and style.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { type Answer, type Api } from "./Api.ts";

export interface Sheet {
    title: string;
    rows: Cell[][]; // the heading first
    isHeadingFrozen: boolean;
    filtered: string; // "A1:I20"
    xml: string;
}

// A text, a number or a date; an empty cell is null.
export type Cell = string | number | { date: string } | null;

const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Downloads an export and asserts its status and headers.
export async function exported(api: Api, name: string, query = ""): Promise<Buffer> {
    const answer = await requestExport(api, name, query);
    assert.equal(answer.status, 200, String(answer.body));
    assert.equal(answer.headers["content-type"], contentType);
    const file = `attachment; filename=${name}.xlsx`;
    assert.equal(answer.headers["content-disposition"], file);
    assert.equal(answer.headers["content-length"], String(answer.body.length));
    return answer.body;
}

export function requestExport(api: Api, name: string, query = "", method = "get"): Promise<Answer> {
    const url = `/api/reports/${name}/export?${query}`;
    return api.request({ method, url, responseType: "arraybuffer" });
}

export function unzip(archive: Buffer): Map<string, string> {
    const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
    const parts = new Map<string, string>();
    let at = archive.readUInt32LE(end + 16);
    for (let left = archive.readUInt16LE(end + 10); left > 0; --left) {
        const nameSize = archive.readUInt16LE(at + 28);
        const name = archive.toString("utf8", at + 46, at + 46 + nameSize);
        const begin = archive.readUInt32LE(at + 42) + 30 + nameSize;
        const deflated = archive.subarray(begin, begin + archive.readUInt32LE(at + 20));
        const content = inflateRawSync(deflated);
        assert.equal(content.length, archive.readUInt32LE(at + 24));
        assert.ok(!parts.has(name), name);
        parts.set(name, content.toString("utf8"));
        at += 46 + nameSize;
    }
    assert.equal(at, end);
    return parts;
}

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

function textOf(xml: string): string {
    return xml
        .replace(/<[^>]*>/g, "")
        .replace(/&\w+;/g, (entity) => entities[entity] as string)
        .replace(/_x([0-9A-F]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

function dateOf(serial: number): string {
    return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

function cellOf(style: string | undefined, isText: boolean, xml: string): Cell {
    if (isText) return textOf(xml);
    const number = Number(textOf(xml));
    return style === "2" ? { date: dateOf(number) } : number;
}

function rowsOf(xml: string, columns: number): Cell[][] {
    const cell = /<c r="([A-Z]+)\d+"(?: s="(\d)")?( t="inlineStr")?>(.*?)<\/c>/gs;
    return [...xml.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row = ""]) => {
        const cells: Cell[] = Array(columns).fill(null);
        for (const [, name = "", style, isText, content = ""] of row.matchAll(cell))
            cells[name.charCodeAt(0) - 65] = cellOf(style, isText !== undefined, content);
        return cells;
    });
}

export function readSheets(file: Buffer): Sheet[] {
    const parts = unzip(file);
    const workbook = parts.get("xl/workbook.xml") as string;
    return [...workbook.matchAll(/<sheet name="([^"]*)"/g)].map(([, title = ""], index) => {
        const xml = parts.get(`xl/worksheets/sheet${index + 1}.xml`) as string;
        const filtered = /<autoFilter ref="([^"]*)"\/>/.exec(xml)?.[1] ?? "";
        const columns = (/:([A-Z])\d+$/.exec(filtered)?.[1]?.charCodeAt(0) ?? 64) - 64;
        const isHeadingFrozen = /<pane ySplit="1" [^>]*state="frozen"\/>/.test(xml);
        return { title, rows: rowsOf(xml, columns), isHeadingFrozen, filtered, xml };
    });
}

// The text that LibreOffice shows for each sheet, by title. Throws if it cannot open the file.
export async function openInLibreOffice(file: Buffer): Promise<Record<string, string>> {
    const dir = await mkdtemp(join(tmpdir(), "antrean-office-"));
    try {
        await writeFile(join(dir, "export.xlsx"), file);
        // Every sheet, as formatted, in UTF-8.
        const options = "44,34,76,1,,0,false,true,false,false,false,-1";
        const filter = `csv:Text - txt - csv (StarCalc):${options}`;
        const profile = `-env:UserInstallation=file://${dir}/profile`;
        const args = [profile, "--headless", "--convert-to", filter, "--outdir", dir];
        const { stdout, stderr } = await promisify(execFile)(
            "soffice",
            [...args, join(dir, "export.xlsx")],
            { timeout: 120_000, env: { ...process.env, HOME: dir } },
        );
        assert.match(stdout, /^Writing sheet Worksheet -> /m, stderr);
        // Java is not installed and not needed.
        const complaints = stderr.split("\n").filter((line) => line && !/javaldx/.test(line));
        assert.deepEqual(complaints, []);
        const shown: Record<string, string> = {};
        for (const name of await readdir(dir))
            if (name.endsWith(".csv"))
                shown[name.slice("export-".length, -".csv".length)] = await readFile(
                    join(dir, name),
                    "utf8",
                );
        return shown;
    } finally {
        await rm(dir, { recursive: true, force: true });
    }
}
