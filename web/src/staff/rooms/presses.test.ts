import { describe, expect, it } from "vitest";
import { Failure, Unreachable } from "@/api/failure";
import { visitWith } from "./fixtures";
import type { Server } from "./moves";
import { leaveSteps, primarySteps, run, undoableOf, type Step } from "./presses";
import { roomOf, type Station } from "./room";
import { sentenceOfDone, sentenceOfFailure, undoSentence } from "./sentences";

const day = { poly_id: 1, date: "2026-11-30", doctor_id: null };
const first = visitWith(1, "ANAMNESA", { calls: 1 });
const second = visitWith(2, "WAITING");

// Writes down what it was asked, and refuses `refused` with `failure`.
function fakeServer(refused = "", failure: unknown = new Unreachable()) {
    const asked: string[] = [];
    const answer = <T>(what: string, value: T): Promise<T> => {
        asked.push(what);
        return what === refused ? Promise.reject(failure) : Promise.resolve(value);
    };
    const server: Server = {
        move: (id, to, expected) =>
            answer(`${id} ${to} from ${expected}`, visitWith(id, "ANAMNESA", { calls: 1 })),
        callNext: (_day, serving) =>
            answer(`next, serving ${serving}`, {
                finished: visitWith(4, "DONE"),
                current: visitWith(5, "WITH_DOCTOR"),
            }),
        undo: (id) => answer(`undo ${id}`, [id]),
    };
    return { server, asked };
}

const roomWith = (station: Station, ...visits: Parameters<typeof roomOf>[0][number][]) =>
    roomOf(visits, { station, called: new Set([1, 9]), schedules: null, steps: new Map() });

describe("the main button of a nurse", () => {
    it("sends who is inside to the doctor before it calls the next", async () => {
        const { server, asked } = fakeServer();
        const result = await run(
            primarySteps("nurse", roomWith("nurse", first, second), day),
            server,
        );
        expect(asked).toEqual(["1 waitingdoctor from ANAMNESA", "2 anamnesa from WAITING"]);
        expect(sentenceOfDone(result)).toBe("A-001 menunggu dokter. A-002 Pasien 2 dipanggil.");
        expect(undoableOf(result)).toEqual([2, 1]);
    });
    it("calls nobody when the first step fails", async () => {
        const { server, asked } = fakeServer("1 waitingdoctor from ANAMNESA");
        const result = await run(
            primarySteps("nurse", roomWith("nurse", first, second), day),
            server,
        );
        expect(asked).toHaveLength(1);
        expect(result.done).toEqual([]);
        expect(undoableOf(result)).toEqual([]);
    });
    it("says what happened when only the call fails", async () => {
        const { server } = fakeServer("2 anamnesa from WAITING");
        const result = await run(
            primarySteps("nurse", roomWith("nurse", first, second), day),
            server,
        );
        expect(sentenceOfDone(result)).toBe("A-001 menunggu dokter.");
        expect(result.failed?.step).toMatchObject({ kind: "call", visit: { id: 2 } });
        expect(undoableOf(result)).toEqual([1]);
    });
    it("does what is there to do", () => {
        expect(primarySteps("nurse", roomWith("nurse"), day)).toEqual([]);
        expect(primarySteps("nurse", roomWith("nurse", first), day)).toEqual([
            { kind: "send", visit: first },
        ]);
        expect(primarySteps("nurse", roomWith("nurse", second), day)).toEqual([
            { kind: "call", visit: second, station: "nurse" },
        ]);
    });
});

describe("the main button of a doctor", () => {
    const inside = visitWith(4, "WITH_DOCTOR", { schedule_id: 8 });
    const waits = visitWith(5, "WAITING_DOCTOR", { schedule_id: 8 });

    it("finishes and calls in one step, with the number that the doctor saw", async () => {
        const { server, asked } = fakeServer();
        const room = roomWith("doctor", inside, waits);
        const result = await run(primarySteps("doctor", room, day), server);
        expect(asked).toEqual(["next, serving 4"]);
        expect(sentenceOfDone(result)).toBe("A-004 selesai. A-005 Pasien 5 dipanggil.");
        expect(undoableOf(result)).toEqual([5]);
    });
    it("finishes a patient of no doctor by itself, because the call does not", () => {
        const free = visitWith(9, "WITH_DOCTOR");
        const room = roomOf([free, waits], {
            station: "doctor",
            called: new Set([9]),
            schedules: new Set([8]),
            steps: new Map(),
        });
        const own = { ...day, doctor_id: 7 };
        expect(primarySteps("doctor", room, own)).toEqual([
            { kind: "finish", visit: free },
            { kind: "next", day: own, inside: null },
        ]);
    });
    it("only finishes when nobody waits", () => {
        expect(primarySteps("doctor", roomWith("doctor", inside), day)).toEqual([
            { kind: "finish", visit: inside },
        ]);
        expect(leaveSteps("doctor", roomWith("doctor", waits))).toEqual([]);
    });
});

describe("a patient who was called three times", () => {
    it("is called anew after a return, which cannot be taken back", async () => {
        const visit = visitWith(3, "NO_SHOW", { calls: 3 });
        const steps: readonly Step[] = [
            { kind: "return", visit },
            { kind: "call", visit, station: "nurse", from: "WAITING_DOCTOR" },
        ];
        const { server, asked } = fakeServer();
        const result = await run(steps, server);
        expect(asked).toEqual(["3 waitingdoctor from NO_SHOW", "3 anamnesa from WAITING_DOCTOR"]);
        expect(undoableOf(result)).toEqual([]);
    });
});

describe("a failure", () => {
    const call: Step = { kind: "call", visit: second, station: "nurse" };
    const stale = (data: unknown) => new Failure(409, "", {}, data, 0);

    it("says who has the patient", () => {
        const failure = stale({ reservation: visitWith(2, "ANAMNESA") });
        expect(sentenceOfFailure(call, failure, "Siti Aisyah")).toBe(
            "A-002 Pasien 2 sudah dipanggil oleh Siti Aisyah.",
        );
    });
    it("says what the patient's status is now", () => {
        const failure = stale({ reservation: visitWith(2, "CANCELLED") });
        expect(sentenceOfFailure(call, failure, null)).toBe(
            "A-002 Pasien 2 sekarang berstatus Dibatalkan, diubah dari layar lain.",
        );
    });
    it("says which number is inside", () => {
        const next: Step = { kind: "next", day, inside: null };
        const failure = stale({ queue_number_anamnesa: null, queue_number_with_doctor: 7 });
        expect(sentenceOfFailure(next, failure, null)).toContain("Nomor 007 sudah dipanggil");
    });
    it("without an answer is not taken for a refusal", () => {
        expect(sentenceOfFailure(call, new Unreachable(), null)).toContain("Belum pasti");
    });
    it("of taking back says why", () => {
        const text = "The move is too old to be taken back";
        expect(undoSentence("A-002", new Failure(409, text, {}, undefined, 0))).toBe(
            "A-002 tidak dapat dikembalikan: sudah terlalu lama.",
        );
    });
});
