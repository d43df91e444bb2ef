// Plays how a call sounds with a voice style.
import { onScopeDispose, ref } from "vue";
import { at } from "@/basePath";
import type { VoiceStyle } from "@/voice/numbers";
import { Player, type Playing } from "@/voice/player";
import { sentence } from "@/voice/sentence";
import { chime, type Clip } from "@/voice/words";

const example = {
    poly: "Poli Umum",
    room: "Ruang 2",
    letter: "A",
    queue_number: 12,
    station: "doctor" as const,
    number_of_calls: 1,
};

export function useExample() {
    const isPlaying = ref(false);
    const problem = ref("");
    let player: Player | null = null;
    let playing: Playing | null = null;

    async function play(style: VoiceStyle): Promise<void> {
        stop();
        problem.value = "";
        isPlaying.value = true;
        try {
            const answer = await fetch(at("/voice/index.json"), { cache: "no-cache" });
            const names = answer.ok ? ((await answer.json()) as Clip[]) : [];
            player ??= new Player(new AudioContext());
            await player.context.resume();
            const words = sentence(example, style, new Set(names));
            if (words.length === 0) throw new Error("no clips");
            const bell = names.includes(chime) ? [chime] : [];
            await player.load([...bell, ...words]);
            playing = player.play([...bell, ...words], bell.length > 0);
            await playing.done;
        } catch {
            problem.value = "Suara tidak dapat diputar di perangkat ini.";
        } finally {
            isPlaying.value = false;
        }
    }

    function stop(): void {
        playing?.stop();
        playing = null;
    }
    onScopeDispose(() => {
        stop();
        void player?.context.close();
    });

    return { isPlaying, problem, play, stop };
}
