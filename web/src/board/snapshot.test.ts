import { describe, expect, it, vi } from "vitest";
import type { Board, Call } from "./snapshot";

vi.stubGlobal("location", { origin: "http://127.0.0.1" });
const { chosenPolies, isUndone, keptCalls, recallText, roomText, whereText } =
    await import("./snapshot");

const call = (seq: number, poly_id = 1): Call => ({
    seq,
    poly_id,
    poly: "Poli Umum",
    room: null,
    letter: null,
    queue_number: seq,
    display_number: String(seq).padStart(3, "0"),
    station: "nurse",
    number_of_calls: 1,
    called_at: "2026-11-30T05:00:00.000000Z",
});
const poly = (id: number) => ({
    id,
    name: `Poli ${id}`,
    room: null,
    letter: null,
    nurse: null,
    doctor: null,
    next: [],
    waiting: 0,
    waiting_doctor: 0,
});
const board = (seq: number, calls: Call[], now = "2026-11-30T05:01:00.000000Z"): Board => ({
    clinic: {
        name: "Klinik",
        address: null,
        running_text: null,
        logo_path: null,
        timezone: "Asia/Jakarta",
        voice_style: "digits",
        is_demo: false,
    },
    now,
    date: "2026-11-30",
    seq,
    polies: [poly(1), poly(2), poly(3)],
    calls,
});
const seqs = (calls: readonly Call[]) => calls.map((each) => each.seq);

describe("the polies of a board", () => {
    it("are all, or those of the address in its order", () => {
        expect(chosenPolies(board(1, []), null).map(({ id }) => id)).toEqual([1, 2, 3]);
        expect(chosenPolies(board(1, []), [3, 9, 1]).map(({ id }) => id)).toEqual([3, 1]);
    });
});

describe("the calls of a board", () => {
    it("are those that the server names, seven at most", () => {
        const calls = [9, 8, 7, 6, 5, 4, 3, 2].map((seq) => call(seq));
        expect(seqs(keptCalls([], board(9, calls), null))).toEqual([9, 8, 7, 6, 5, 4, 3]);
    });
    it("are those of its polies, also when the server names others only", () => {
        const kept = keptCalls([], board(2, [call(2, 1), call(1, 2)]), [1]);
        expect(seqs(kept)).toEqual([2]);
        const others = [10, 9, 8, 7, 6, 5, 4, 3].map((seq) => call(seq, 2));
        expect(seqs(keptCalls(kept, board(10, others), [1]))).toEqual([2]);
    });
    it("have a number that was called again once", () => {
        const again = { ...call(5), queue_number: 3, number_of_calls: 2 };
        expect(seqs(keptCalls([], board(5, [again, call(4), call(3)]), null))).toEqual([5, 4]);
    });
    it("lose what was undone", () => {
        const kept = keptCalls([], board(3, [call(3), call(2)]), null);
        expect(seqs(keptCalls(kept, board(4, [call(2)]), null))).toEqual([2]);
    });
    it("are not those of the day before", () => {
        const kept = keptCalls([], board(3, [call(3)]), null);
        expect(keptCalls(kept, board(4, [], "2026-11-30T23:00:00.000000Z"), null)).toEqual([]);
    });
});

describe("an undone call", () => {
    it("is one that the server knew and does not name", () => {
        expect(isUndone(call(3), board(4, [call(2)]))).toBe(true);
        expect(isUndone(call(3), board(4, []))).toBe(true);
    });
    it("is none that the server names, does not know yet, or named before newer ones", () => {
        const newer = [12, 11, 10, 9, 8, 7, 6, 5].map((seq) => call(seq));
        expect(isUndone(call(3), board(4, [call(3)]))).toBe(false);
        expect(isUndone(call(5), board(4, []))).toBe(false);
        expect(isUndone(call(3), board(12, newer))).toBe(false);
    });
});

describe("a place", () => {
    it.each([
        ["2", "Ruang 2"],
        ["2A", "Ruang 2A"],
        ["B", "Ruang B"],
        ["Ruang 2", "Ruang 2"],
        ["Lantai 2", "Lantai 2"],
        [" ", null],
        [null, null],
    ])("%s is %s", (room, text) => expect(roomText(room)).toBe(text));
    it("names the station", () => {
        expect(whereText({ ...call(1), room: "4", station: "doctor" })).toBe("Ruang 4 · Dokter");
        expect(whereText(call(1))).toBe("Perawat");
    });
});

describe("a recall", () => {
    it("is the second or the last call", () => {
        expect([1, 2, 3, 4].map(recallText)).toEqual([
            null,
            "Panggilan kedua",
            "Panggilan terakhir",
            "Panggilan terakhir",
        ]);
    });
});
