// Plays sentences of clips on the clock of Web Audio. A sentence begins after the one before it has
// ended.
import { at } from "@/basePath";
import { afterSentence_s, pauseAfter_s } from "./timing";
import type { Clip } from "./words";

export interface Playing {
    // Fulfilled at the end of the sound, or when it was stopped.
    readonly done: Promise<void>;
    stop(): void;
}

// The first word is planned so far ahead, in seconds.
const lead_s = 0.05;
// How much later than planned a sentence may end: the device's clock and that of Web Audio differ.
const patience_ms = 1_500;
const parallelMax = 4;

export class Player {
    private readonly clips = new Map<Clip, AudioBuffer>();
    private names: ReadonlySet<Clip> = new Set();
    private freeAt_s = 0;

    constructor(readonly context: AudioContext) {}

    // The clips that can be played.
    get known(): ReadonlySet<Clip> {
        return this.names;
    }

    // Fetches and decodes the clips that are not there yet. Clips that fail are tried at the next
    // call. True if all are there.
    async load(names: readonly Clip[]): Promise<boolean> {
        const missing = names.filter((name) => !this.clips.has(name));
        const one = async () => {
            for (let name = missing.shift(); name !== undefined; name = missing.shift())
                await this.fetchClip(name);
        };
        await Promise.all(Array.from({ length: parallelMax }, one));
        this.names = new Set(this.clips.keys());
        return names.every((name) => this.clips.has(name));
    }

    // `hasChime`: the first clip is the chime.
    play(sentence: readonly Clip[], hasChime: boolean): Playing {
        const buffers = sentence
            .map((name) => this.clips.get(name))
            .filter((each): each is AudioBuffer => each !== undefined);
        let at_s = Math.max(this.context.currentTime + lead_s, this.freeAt_s);
        const sources = buffers.map((buffer, index) => {
            const source = new AudioBufferSourceNode(this.context, { buffer });
            source.connect(this.context.destination);
            source.start(at_s);
            at_s += buffer.duration + pauseAfter_s(index, hasChime);
            return source;
        });
        this.freeAt_s = at_s + afterSentence_s;
        let stop = () => {};
        const done = new Promise<void>((end) => {
            const last = sources[sources.length - 1];
            const left_ms = (at_s - this.context.currentTime) * 1_000;
            const timer = setTimeout(() => end(), left_ms + patience_ms);
            const finish = () => {
                clearTimeout(timer);
                end();
            };
            if (last === undefined) finish();
            else last.onended = finish;
            stop = () => {
                for (const source of sources) {
                    source.stop();
                    source.disconnect();
                }
                this.freeAt_s = this.context.currentTime;
                finish();
            };
        });
        return { done, stop };
    }

    private async fetchClip(name: Clip): Promise<void> {
        try {
            const answer = await fetch(at(`/voice/${name}.mp3`));
            if (!answer.ok) return;
            this.clips.set(name, await this.context.decodeAudioData(await answer.arrayBuffer()));
        } catch {
            // Not reachable, or no sound: this word stays silent until the next try.
        }
    }
}
