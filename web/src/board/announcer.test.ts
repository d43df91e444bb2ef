import { describe, expect, it, vi } from "vitest";
import type { Speech } from "./announcer";
import type { Call } from "./snapshot";

vi.stubGlobal("location", { origin: "http://127.0.0.1" });
const { Announcer } = await import("./announcer");

const noon = Date.parse("2026-11-30T05:00:00Z");

function call(seq: number, change: Partial<Call> = {}): Call {
    return {
        seq,
        poly_id: 1,
        poly: "Poli Umum",
        room: "2",
        letter: "A",
        queue_number: seq,
        display_number: `A-${String(seq).padStart(3, "0")}`,
        station: "nurse",
        number_of_calls: 1,
        called_at: new Date(noon).toISOString(),
        ...change,
    };
}

// A voice that speaks until the test ends the sentence.
function waitingRoom() {
    const said: number[] = [];
    let end: (() => void) | null = null;
    const say = (spoken: Call): Speech => {
        if (end !== null) said.push(-1); // two voices at the same time
        said.push(spoken.seq);
        let stop = () => {};
        const done = new Promise<void>((resolve) => {
            stop = () => {
                end = null;
                resolve();
            };
        });
        end = stop;
        return { done, stop };
    };
    const announcer = new Announcer(say, () => noon);
    // Ends the sentence that is being said, and lets the next one begin.
    const hearOut = async () => {
        end?.();
        for (let turn = 0; turn < 5; ++turn) await Promise.resolve();
    };
    const hearAll = async () => {
        for (let turn = 0; turn < 5; ++turn) await Promise.resolve();
        for (let sentence = 0; sentence < 200 && end !== null; ++sentence) await hearOut();
    };
    return { announcer, said, hearOut, hearAll };
}

describe("the announcer", () => {
    it("says a call twice, and shows it meanwhile", async () => {
        const { announcer, said, hearOut } = waitingRoom();
        announcer.offer([call(1)]);
        expect(announcer.current.value?.seq).toBe(1);
        await hearOut();
        expect(announcer.current.value?.seq).toBe(1);
        await hearOut();
        expect(announcer.current.value).toBe(null);
        expect(said).toEqual([1, 1]);
    });
    it("says calls in order, never two at once, and once when others wait", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        announcer.offer([call(3), call(1), call(2)]);
        await hearAll();
        expect(said).toEqual([1, 2, 3, 3]);
    });
    it("ignores calls that it knows", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        announcer.offer([call(2)]);
        announcer.offer([call(1), call(2)]);
        await hearAll();
        announcer.offer([call(2)]);
        expect(said).toEqual([2, 2]);
    });
    it("leaves out calls of an outage that are older than 30 s", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        const at = (age_s: number) => ({ called_at: new Date(noon - age_s * 1_000).toISOString() });
        announcer.offer([call(1, at(31)), call(2, at(29))]);
        await hearAll();
        expect(said).toEqual([2, 2]);
    });
    it("says a recall instead of the call that still waits", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        announcer.offer([call(1), call(2, { queue_number: 7 })]);
        announcer.offer([call(3, { queue_number: 7, number_of_calls: 2 })]);
        await hearAll();
        expect(said).toEqual([1, 3, 3]);
    });
    it("is silent at once about a call that was undone, and goes on with the next", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        announcer.offer([call(1), call(2), call(3)]);
        announcer.withdraw((each) => each.seq < 3);
        expect(announcer.current.value).toBe(null);
        await hearAll();
        expect(said).toEqual([1, 3, 3]);
    });
    it("keeps the latest of very many calls", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        for (let seq = 1; seq <= 500; ++seq) announcer.offer([call(seq)]);
        await hearAll();
        expect(said.length).toBeLessThan(20);
        expect(said.slice(-3)).toEqual([499, 500, 500]);
    });
    it("says calls of a ledger that began again", async () => {
        const { announcer, said, hearAll } = waitingRoom();
        announcer.offer([call(900)]);
        await hearAll();
        announcer.forget(40);
        announcer.offer([call(41)]);
        await hearAll();
        expect(said).toEqual([900, 900, 41, 41]);
    });
});
