// What is said for a call, as the names of clips in order:
//   "Nomor antrean, A, nol, satu, dua, silakan menuju Poli Umum, ruang dua."
import { asCardinal, byDigits, byLetters, type VoiceStyle } from "./numbers";
import type { Clip } from "./words";

export interface SpokenCall {
    poly: string;
    room: string | null;
    letter: string | null;
    queue_number: number;
    station: "nurse" | "doctor";
    number_of_calls: number;
}

// `known` has the clips that the server has. Every clip of the sentence is one of them. Empty when
// the number cannot be said.
export function sentence(
    call: SpokenCall,
    style: VoiceStyle,
    known: ReadonlySet<Clip>,
): readonly Clip[] {
    const read = style === "cardinal" ? asCardinal : byDigits;
    const number = [...byLetters(call.letter ?? ""), ...read(call.queue_number)];
    // With a clip missing, another number would be said.
    if (!number.every((clip) => known.has(clip))) return [];
    const where = place(call, known);
    return [
        ...recall(call.number_of_calls),
        "nomor-antrean",
        ...number,
        ...(where.length > 0 ? ["silakan-menuju", ...where] : []),
    ].filter((clip) => known.has(clip));
}

function recall(number_of_calls: number): Clip[] {
    if (number_of_calls >= 3) return ["panggilan-terakhir"];
    return number_of_calls === 2 ? ["panggilan-kedua"] : [];
}

// The first way to say the place for which all clips are there. A poly without a clip is said by
// its room, else its letter; the last way says at least who waits there.
function place(call: SpokenCall, known: ReadonlySet<Clip>): readonly Clip[] {
    const poly = polyClips(call.poly)
        .filter((clip) => known.has(clip))
        .slice(0, 1);
    const room = roomClips(call.room ?? "", known);
    const letter = byLetters(call.letter ?? "");
    const ways: Clip[][] = [
        [...poly, ...room],
        letter.length > 0 ? ["poli", ...letter] : [],
        ["ruang", call.station === "doctor" ? "dokter" : "perawat"],
    ];
    return ways.find((way) => way.length > 0 && way.every((clip) => known.has(clip))) ?? [];
}

// The clips that may say a poly's name, the best first: "Poli Gigi" is poli-gigi, "Laboratorium" is
// laboratorium or poli-laboratorium.
export function polyClips(poly: string): Clip[] {
    const words = slug(poly);
    const own = words.replace(/^(poliklinik|poli|klinik)-/, "");
    return own === words ? [words, `poli-${own}`] : [`poli-${own}`];
}

function slug(text: string): string {
    return text
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase()
        .replace(/&/g, " dan ")
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
}

const spelledMax = 3;

// "2", "Ruang 2", "R. 2" and "Ruang 2A, Lantai 1": numbers, single letters and known words. A room
// with a word that has no clip is not said, because half a place is a wrong place.
export function roomClips(room: string, known: ReadonlySet<Clip>): Clip[] {
    const parts = slug(room)
        .replace(/(\d)(?=[a-z])|([a-z])(?=\d)/g, "$1$2-")
        .split("-");
    if (parts[0] === "r") parts[0] = "ruang";
    const clips: Clip[] = [];
    for (const part of parts.filter((each) => each !== "" && each !== "ruangan")) {
        if (/^\d{1,4}$/.test(part)) clips.push(...asCardinal(Number(part)));
        else if (known.has(part)) clips.push(part);
        else if (/^[a-z]+$/.test(part) && part.length < spelledMax) clips.push(...byLetters(part));
        else return [];
    }
    const isNamed = ["ruang", "kamar", "loket", "meja", "lantai", "gedung"].includes(
        clips[0] ?? "",
    );
    const named = clips.length === 0 || isNamed ? clips : ["ruang", ...clips];
    return named.every((clip) => known.has(clip)) ? named : [];
}
