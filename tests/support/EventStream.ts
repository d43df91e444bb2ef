// Server-Sent Events as a browser reads them: named events with JSON; comments are skipped.
import { get, type IncomingMessage } from "node:http";
import { Agent, get as getTls, globalAgent } from "node:https";

const trusting = () => ({ ca: globalAgent.options.ca });

export class EventStream {
    private readonly answer: IncomingMessage;
    private text = "";
    private isOver = false;
    private wake = () => {};
    comments = 0;

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

    // Throws unless the answer is a stream.
    static open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
        const accept = { Accept: "text/event-stream", ...headers };
        return new Promise((done, failed) => {
            const take = (answer: IncomingMessage) => {
                const type = answer.headers["content-type"];
                if (answer.statusCode === 200 && type === "text/event-stream")
                    return done(new EventStream(answer));
                answer.destroy();
                failed(new Error(`${answer.statusCode} ${type}`));
            };
            const asked = url.startsWith("https:")
                ? // The global agent ends connections that are silent for 5 s.
                  getTls(url, { headers: accept, agent: new Agent(trusting()) }, take)
                : get(url, { headers: accept, agent: false }, take);
            asked.on("error", failed);
        });
    }

    // The next block, without the empty line behind it. Throws when the stream ends.
    async block(): Promise<string> {
        for (;;) {
            const end = this.text.indexOf("\n\n");
            if (end >= 0) {
                const block = this.text.slice(0, end);
                this.text = this.text.slice(end + 2);
                return block;
            }
            if (this.isOver) throw new Error("the stream is over");
            await new Promise<void>((done) => (this.wake = done));
        }
    }

    // The data of the next event, which must have that name; a beat may come before it. Throws when
    // the stream ends.
    async next(name: string): Promise<any> {
        for (;;) {
            const block = await this.block();
            if (block.startsWith(":")) ++this.comments;
            const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
            if (data === undefined || (event === "beat" && name !== "beat")) continue;
            if (event !== name) throw new Error(`the event ${event}`);
            return JSON.parse(data);
        }
    }

    // Waits for the server to end the stream.
    async ended(): Promise<void> {
        while (!this.isOver) await new Promise<void>((done) => (this.wake = done));
    }

    close(): void {
        this.answer.destroy();
    }
}
