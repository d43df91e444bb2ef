// /api/events/stream as a browser reads it: events with the number of the ledger as their id.
import assert from "node:assert/strict";
import { EventStream } from "./EventStream.ts";
import { type Server } from "./Server.ts";

export class FeedStream {
    private readonly stream: EventStream;

    private constructor(stream: EventStream) {
        this.stream = stream;
    }
    static open(at: Server, token: string | undefined, lastId?: string): Promise<FeedStream> {
        return FeedStream.at(`${at.baseUrl}/api/events/stream`, {
            Authorization: `Bearer ${token}`,
            ...(lastId === undefined ? {} : { "Last-Event-ID": lastId }),
        });
    }
    static async at(url: string, headers: Record<string, string> = {}): Promise<FeedStream> {
        return new FeedStream(await EventStream.open(url, headers));
    }
    // The next block of `kind`; others are skipped.
    private async block(kind: RegExp): Promise<RegExpExecArray> {
        for (;;) {
            const found = kind.exec(await this.stream.block());
            if (found !== null) return found;
        }
    }
    // The number after which the stream begins.
    async begins(): Promise<string> {
        return (await this.block(/^retry: \d+\nid: (\d+)$/))[1] ?? "";
    }
    // The number after which the server says that the stream begins anew.
    async isReset(): Promise<number> {
        const [, id, seq] = await this.block(
            /^event: reset\nid: (\d+)\ndata: \{"last_seq":(\d+)\}$/,
        );
        assert.equal(id, seq);
        return Number(seq);
    }
    // The next event; comments are skipped.
    async next(): Promise<{ id: string; data: any }> {
        const [, id = "", data = ""] = await this.block(/^id: (\d+)\ndata: (.*)$/);
        return { id, data: JSON.parse(data) };
    }
    ended(): Promise<void> {
        return this.stream.ended();
    }
    close(): void {
        this.stream.close();
    }
}
