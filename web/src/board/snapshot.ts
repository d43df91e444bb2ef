// What the server says about the waiting room, and what the board keeps of it.
import { api, read } from "@/api/client";

const patience_ms = 6_000;

// One reading that does not wait for ever: a half-open connection after the TV slept looks alive.
async function withPatience<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), patience_ms);
    try {
        return await send(control.signal);
    } finally {
        clearTimeout(timer);
    }
}

export const readBoard = () => withPatience((signal) => read(api.GET("/api/board", { signal })));
export const readClinic = () => withPatience((signal) => read(api.GET("/api/clinic", { signal })));

export type Board = Awaited<ReturnType<typeof readBoard>>["data"];
export type Poly = Board["polies"][number];
export type Call = Board["calls"][number];
export type Station = Call["station"];

// In the order of a visit.
export const stations: readonly Station[] = ["nurse", "doctor"];

// The one that is shown large, and six before it.
const callsKeptMax = 7;

// The polies of the board's address, in its order.
export function chosenPolies(board: Board, ids: readonly number[] | null): readonly Poly[] {
    if (ids === null) return board.polies;
    return ids
        .map((id) => board.polies.find((each) => each.id === id))
        .filter((each): each is Poly => each !== undefined);
}

// The server sends the last calls of the whole clinic. A board of some polies keeps those that
// it has seen, until newer ones of its own polies replace them. Latest first, recalls once.
export function keptCalls(
    kept: readonly Call[],
    board: Board,
    ids: readonly number[] | null,
): readonly Call[] {
    const oldest = board.calls[board.calls.length - 1]?.seq ?? Infinity;
    const isOwn = (call: Call) => ids === null || ids.includes(call.poly_id);
    const earlier = kept.filter((call) => call.seq < oldest && isOfDay(call, board));
    const all = [...board.calls, ...earlier].filter(isOwn);
    return all
        .filter((call, index) => all.findIndex((each) => isSameVisit(each, call)) === index)
        .slice(0, callsKeptMax);
}

// A recall is a call of the same visit to the same station.
export function isSameVisit(one: Call, other: Call): boolean {
    return (
        one.poly_id === other.poly_id &&
        one.station === other.station &&
        one.queue_number === other.queue_number
    );
}

// The first calls of a day replace those of the day before.
function isOfDay(call: Call, board: Board): boolean {
    return Date.parse(board.now) - Date.parse(call.called_at) < 16 * 3_600_000;
}

// True if the server, who knew of the call, does not name it any more although it names older
// ones: the call was undone.
export function isUndone(call: Call, board: Board): boolean {
    if (board.seq < call.seq || board.calls.some((each) => each.seq === call.seq)) return false;
    const oldest = board.calls[board.calls.length - 1]?.seq ?? 0;
    return board.calls.length < 8 || oldest < call.seq;
}

export const stationWord = (station: Station) => (station === "doctor" ? "Dokter" : "Perawat");

// "Ruang 2" of the rooms "2" and "Ruang 2"; a room with a name of its own stays as it is.
export function roomText(room: string | null): string | null {
    const text = room?.trim() ?? "";
    if (text === "") return null;
    return /^[0-9]+[a-z]?$|^[a-z]$|^[a-z][0-9]+$/i.test(text) ? `Ruang ${text}` : text;
}

// "Ruang 2, dokter"
export function whereText(call: Call): string {
    const room = roomText(call.room);
    return room === null ? stationWord(call.station) : `${room} · ${stationWord(call.station)}`;
}

export function recallText(number_of_calls: number): string | null {
    if (number_of_calls >= 3) return "Panggilan terakhir";
    return number_of_calls === 2 ? "Panggilan kedua" : null;
}
