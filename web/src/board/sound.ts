// The board's voice: off, waiting for a touch, or speaking.
import { shallowRef } from "vue";
import { at } from "@/basePath";
import { Player } from "@/voice/player";
import { sentence } from "@/voice/sentence";
import { chime, type Clip } from "@/voice/words";
import type { VoiceStyle } from "@/voice/numbers";
import type { Speech } from "./announcer";
import type { Call } from "./snapshot";

// `silent`: no sound is wanted, or the server has no clips.
export type SoundState = "silent" | "locked" | "on";

const retry_ms = 10_000;
// An answer that takes longer is a no.
const probe_ms = 5_000;
// How long a call without sound is shown before the next one.
const silentCall_ms = 4_000;
const gestures = ["pointerdown", "keydown"] as const;

export class Sound {
    readonly state = shallowRef<SoundState>("silent");
    style: VoiceStyle = "digits";
    private player: Player | null = null;
    private names: readonly Clip[] = [];

    constructor(isOff: boolean) {
        if (!isOff) void this.open();
    }

    say(call: Call): Speech {
        const player = this.player;
        if (player === null || player.context.state !== "running") return silence(silentCall_ms);
        const words = sentence(call, this.style, player.known);
        const bell = player.known.has(chime) ? [chime] : [];
        const clips = [...bell, ...words];
        if (clips.length === 0) return silence(silentCall_ms);
        return player.play(clips, bell.length > 0);
    }

    private async open(): Promise<void> {
        this.names = await this.listClips();
        if (this.names.length === 0) return;
        // A browser may be slow to answer, or allow later what it refuses now.
        while (!(await mayPlay())) {
            if (this.state.value === "silent") this.waitForTouch();
            await new Promise((done) => setTimeout(done, retry_ms));
            if (this.player !== null) return;
        }
        this.start();
    }

    // The server may start after the board.
    private async listClips(): Promise<readonly Clip[]> {
        for (;;) {
            try {
                const answer = await fetch(at("/voice/index.json"), { cache: "no-cache" });
                if (answer.ok) return (await answer.json()) as Clip[];
            } catch {
                // Tried again below.
            }
            await new Promise((done) => setTimeout(done, retry_ms));
        }
    }

    private waitForTouch(): void {
        this.state.value = "locked";
        const unlock = () => {
            for (const gesture of gestures) removeEventListener(gesture, unlock);
            this.start();
        };
        for (const gesture of gestures) addEventListener(gesture, unlock);
    }

    private start(): void {
        if (this.player === null) {
            this.player = new Player(new AudioContext());
            this.player.context.onstatechange = () => this.show();
            void this.loadAll(this.player);
        }
        void this.player.context.resume().catch(() => {});
        this.show();
    }

    // The system may take the sound away (a call on a tablet), and not give it back by itself.
    private show(): void {
        if (this.player?.context.state === "running") this.state.value = "on";
        else if (this.state.value === "on") this.waitForTouch();
    }

    private async loadAll(player: Player): Promise<void> {
        while (!(await player.load(this.names)))
            await new Promise((done) => setTimeout(done, retry_ms));
    }
}

function silence(duration_ms: number): Speech {
    let stop = () => {};
    const done = new Promise<void>((end) => {
        const timer = setTimeout(() => end(), duration_ms);
        stop = () => {
            clearTimeout(timer);
            end();
        };
    });
    return { done, stop: () => stop() };
}

// An AudioContext that may not play complains on the console; an element refuses quietly.
async function mayPlay(): Promise<boolean> {
    const probe = new Audio(at(`/voice/${chime}.mp3`));
    probe.volume = 0;
    const isLate = new Promise((_, refuse) => setTimeout(refuse, probe_ms));
    try {
        await Promise.race([probe.play(), isLate]);
        return true;
    } catch {
        return false;
    } finally {
        probe.pause();
    }
}
