// The lab's tokens, files and faults in plain words.
import { countText, percentText } from "@/clinic/figureText";
import type { ImportState, Token } from "./lab";

export const tokenWords: Readonly<Record<Token["status"], string>> = {
    active: "Berlaku",
    expired: "Kedaluwarsa",
    revoked: "Dicabut",
};

const mostBytes = 64 * 1024 * 1024;

// Why these files cannot be imported; "" if they may be.
export function filesProblem(files: readonly { name: string; size: number }[]): string {
    const other = files.find(({ name }) => !/\.csv$/i.test(name));
    if (other !== undefined) return `${other.name} bukan berkas CSV.`;
    if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes)
        return "Berkasnya lebih dari 64 MB. Impor sebagian dulu, atau pakai perintah di server.";
    return "";
}

export interface Progress {
    readonly text: string;
    // Null: it cannot be known.
    readonly share: number | null;
}

// How far an import is. `sent` is the share of the files that the server has; some browsers do not
// say the last of it. `state` is the server's own, which may be of an earlier import.
export function progressOf(sent: number, state: ImportState | undefined): Progress {
    if (state?.state === "running" && state.rows > 0) {
        const { rows, rows_total } = state;
        return {
            text: `Memeriksa dan menyimpan, ${countText(rows)} dari ${countText(rows_total)} baris`,
            share: Math.min(1, rows / rows_total),
        };
    }
    if (sent < 1) return { text: `Mengirim berkas, ${percentText(sent * 100)}`, share: sent };
    return { text: "Server membaca berkas", share: null };
}

const rowWords: readonly [RegExp, (...parts: string[]) => string][] = [
    [/^Row (\d+): (.*)$/, (row, what) => `Baris ${row}: ${faultText(what ?? "")}`],
    [/^.*, row (\d+): (.*)$/, (row, what) => `Baris ${row}: ${faultText(what ?? "")}`],
    [/^(.*) is not named after a table\.$/, (name) => `${name} tidak bernama seperti tabel lab.`],
    [/^(.*) occurs twice\.$/, (name) => `Tabel ${name} ada dua kali.`],
];

// A sentence of the server about a file or a row of it.
export function importFault(message: string): string {
    for (const [pattern, say] of rowWords) {
        const found = pattern.exec(message);
        if (found !== null) return say(...found.slice(1));
    }
    return message;
}

const faults: readonly [RegExp, (...parts: string[]) => string][] = [
    [
        /^has (\d+) fields, the header has (\d+)$/,
        (has, wants) => `punya ${has} kolom, judulnya ${wants}`,
    ],
    [/^unknown column (.*)$/, (name) => `kolom ${name} tidak dikenal`],
    [/^the column (.*) is missing$/, (name) => `kolom ${name} tidak ada`],
    [/^the column (.*) occurs twice$/, (name) => `kolom ${name} ada dua kali`],
    [
        /^(\S+) is (.+), which is not in (\S+)$/,
        (name, value, table) => `${name} berisi ${value}, yang tidak ada di ${table}`,
    ],
];

function faultText(what: string): string {
    for (const [pattern, say] of faults) {
        const found = pattern.exec(what);
        if (found !== null) return say(...found.slice(1));
    }
    return what;
}
