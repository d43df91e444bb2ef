// The clips of the last build, measured with sox. Without a build or without sox they are not
// measured, which is said, unless ANTREAN_CLIPS=required (./dev test): then that is a failure.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { asCardinal, byDigits, type VoiceStyle } from "./numbers";
import { sentence } from "./sentence";
import { sentenceLength_s } from "./timing";
import { builtInClips, chime, type Clip } from "./words";

const folder = fileURLToPath(new URL("../../dist/voice/", import.meta.url));
const index = `${folder}index.json`;
const built = new Set(existsSync(index) ? (JSON.parse(readFileSync(index, "utf8")) as Clip[]) : []);
const hasSox = spawnSync("sox", ["--version"]).status === 0;
const isMeasured = process.env["ANTREAN_CLIPS"] === "required" || (hasSox && built.size > 0);
if (!isMeasured)
    console.warn(`The clips are NOT measured: ${hasSox ? "run npm run build" : "sox is missing"}.`);

// A listener does not notice smaller differences of loudness, and shorter silences.
const loudnessSpread_db = 2;
const silence_s = 0.15;

interface Measure {
    length_s: number;
    // Before and after the word.
    silence_s: number;
    peak_db: number;
    loudness_db: number;
}
const measures = new Map<Clip, Measure>();

function stats(clip: Clip, ...effects: string[]): (name: string) => number {
    const { stderr } = spawnSync("sox", [`${folder}${clip}.mp3`, "-n", ...effects, "stats"]);
    return (name) => Number(new RegExp(`^${name}\\s+(\\S+)`, "m").exec(stderr.toString())?.[1]);
}

function measure(clip: Clip): Measure {
    const value = stats(clip);
    const cut = ["silence", "1", "0.005", "1%", "reverse"];
    const word_s = stats(clip, ...cut, ...cut)("Length s");
    return {
        length_s: value("Length s"),
        silence_s: value("Length s") - word_s,
        peak_db: value("Pk lev dB"),
        loudness_db: value("RMS lev dB"),
    };
}

describe.runIf(isMeasured)("the clips", () => {
    beforeAll(() => {
        for (const clip of built) measures.set(clip, measure(clip));
    }, 60_000);

    it("are those of the list", () => {
        expect([...built].sort()).toEqual([...builtInClips].sort());
        const files = execFileSync("ls", [folder])
            .toString()
            .match(/[a-z0-9-]+(?=\.mp3)/g);
        expect(files?.sort()).toEqual([...built].sort());
    });
    it("are all there for 1 to 999 in both styles", () => {
        for (let number = 1; number <= 999; ++number)
            for (const clip of [...byDigits(number), ...asCardinal(number)])
                expect(measures.get(clip)?.length_s, clip).toBeGreaterThan(0.2);
    });
    it("are not silent and not clipped", () => {
        for (const [clip, { peak_db }] of measures) {
            expect(peak_db, clip).toBeLessThan(-1);
            expect(peak_db, clip).toBeGreaterThan(-12);
        }
    });
    it("are words of equal loudness, without silence around them", () => {
        const words = [...measures].filter(([clip]) => clip !== chime);
        const sorted = words.map(([, { loudness_db }]) => loudness_db).sort((a, b) => a - b);
        const median_db = sorted[Math.floor(sorted.length / 2)] ?? NaN;
        for (const [clip, word] of words) {
            expect(Math.abs(word.loudness_db - median_db), clip).toBeLessThan(loudnessSpread_db);
            expect(word.silence_s, clip).toBeLessThan(silence_s);
        }
    });
    it("say a call of three figures in nine seconds, chime included", () => {
        expect(longest_s("digits", 999)).toBeLessThan(9);
        // "sembilan ratus sembilan puluh sembilan" is long in itself.
        expect(longest_s("cardinal", 100)).toBeLessThan(9);
        expect(longest_s("cardinal", 999)).toBeLessThan(10);
    });
});

// The longest call of the numbers up to `last`.
function longest_s(style: VoiceStyle, last: number): number {
    const call = { poly: "Poli Umum", room: "2", letter: "A", station: "nurse" } as const;
    const lengthOf = (clip: Clip) => measures.get(clip)?.length_s ?? NaN;
    const lengths_s = Array.from({ length: last }, (_, index) => {
        const numbered = { ...call, queue_number: index + 1, number_of_calls: 1 };
        const clips = [chime, ...sentence(numbered, style, built)];
        return sentenceLength_s(clips.map(lengthOf), true);
    });
    return Math.max(...lengths_s);
}
