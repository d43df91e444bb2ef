import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Feed, pauseBeforeAsking, type Answer, type Network, type StreamEvents } from "./feed";
import { called, waiting } from "./sample";

// A network that the test plays, and what the page was shown.
class Play implements Network {
    answer: Answer = { visit: waiting };
    isSeen = true;
    asked = 0;
    streams: { events: StreamEvents; isOpen: boolean }[] = [];
    shown: string[] = [];
    readonly feed = new Feed(this, {
        seen: (visit) => this.shown.push(visit.state),
        confirmed: (now) => this.shown.push(now),
        gone: () => this.shown.push("gone"),
    });

    ask() {
        this.asked += 1;
        return Promise.resolve(this.answer);
    }
    stream(events: StreamEvents) {
        const stream = { events, isOpen: true };
        this.streams.push(stream);
        return { close: () => (stream.isOpen = false) };
    }
    isVisible() {
        return this.isSeen;
    }
    get open() {
        return this.streams.filter(({ isOpen }) => isOpen);
    }
    get last() {
        return this.streams.at(-1)!.events;
    }
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

describe("the feed of a visit", () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    it("asks nothing while the stream lives", async () => {
        const play = new Play();
        play.feed.start();
        play.last.visit(waiting);
        for (let beat = 0; beat < 20; ++beat) {
            await seconds(15);
            play.last.beat("now");
        }
        play.last.visit(called);
        expect(play.asked).toBe(0);
        expect(play.shown).toEqual(["waiting", ...Array(20).fill("now"), "called"]);
    });
    it("replaces a stream that has become silent", async () => {
        const play = new Play();
        play.feed.start();
        play.last.visit(waiting);
        play.answer = { visit: called };
        await seconds(46);
        expect(play.shown).toEqual(["waiting", "called"]);
        expect(play.streams).toHaveLength(2);
        expect(play.open).toHaveLength(1);
    });
    it("asks every 15 s where streams do not come through", async () => {
        const play = new Play();
        play.feed.start();
        await seconds(61);
        expect(play.asked).toBe(4);
    });
    it("asks less often while nothing answers, and is back at once when woken", async () => {
        const play = new Play();
        play.feed.start();
        play.answer = "failed";
        await seconds(600);
        expect(play.asked).toBeLessThan(10);
        expect(pauseBeforeAsking(false, 50)).toBe(120_000);
        play.answer = { visit: called };
        play.feed.wake();
        await seconds(0);
        expect(play.shown).toEqual(["called"]);
    });
    it("is quiet while the page is not visible", async () => {
        const play = new Play();
        play.isSeen = false;
        play.feed.start();
        await seconds(600);
        expect(play.asked).toBe(0);
        play.isSeen = true;
        play.feed.wake();
        await seconds(0);
        expect(play.asked).toBe(1);
    });
    it("ends with its link", async () => {
        const play = new Play();
        play.feed.start();
        play.last.closed();
        play.answer = "gone";
        await seconds(600);
        play.feed.wake();
        await seconds(600);
        expect(play.shown).toEqual(["gone"]);
        expect(play.asked).toBe(1);
        expect(play.open).toHaveLength(0);
    });
});
