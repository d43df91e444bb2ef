// /api/events/stream as a browser reads it (Server-Sent Events).
import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { type Server } from "./Server.ts";

export class FeedStream {
    private readonly answer: IncomingMessage;
    private text = "";
    private isOver = false;
    private wake = () => {};

    private constructor(answer: IncomingMessage) {
        this.answer = answer;
        answer.setEncoding("utf8").on("data", (part: string) => {
            this.text += part;
            this.wake();
        });
        answer.on("error", () => undefined);
        answer.on("close", () => {
            this.isOver = true;
            this.wake();
        });
    }
    static open(at: Server, token: string | undefined, lastId?: string): Promise<FeedStream> {
        return FeedStream.at(`${at.baseUrl}/api/events/stream`, {
            Authorization: `Bearer ${token}`,
            ...(lastId === undefined ? {} : { "Last-Event-ID": lastId }),
        });
    }
    static at(url: string, more: Record<string, string> = {}): Promise<FeedStream> {
        const headers = { Accept: "text/event-stream", ...more };
        return new Promise((done, failed) => {
            get(url, { headers, agent: false }, (answer) => {
                assert.equal(answer.statusCode, 200);
                assert.equal(answer.headers["content-type"], "text/event-stream");
                done(new FeedStream(answer));
            }).on("error", failed);
        });
    }
    // The next block of `kind`.
    private async block(kind: RegExp): Promise<RegExpExecArray> {
        for (;;) {
            const end = this.text.indexOf("\n\n");
            if (end >= 0) {
                const found = kind.exec(this.text.slice(0, end));
                this.text = this.text.slice(end + 2);
                if (found !== null) return found;
                continue;
            }
            if (this.isOver) throw new Error("the stream is over");
            await new Promise<void>((done) => (this.wake = done));
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
    async ended(): Promise<void> {
        while (!this.isOver) await new Promise<void>((done) => (this.wake = done));
    }
    close(): void {
        this.answer.destroy();
    }
}
