// The pauses of a sentence, in seconds.
const gap_s = 0.04;
const afterChime_s = 0.3;
export const afterSentence_s = 0.5;

// `hasChime`: the first clip is the chime.
export const pauseAfter_s = (index: number, hasChime: boolean) =>
    index === 0 && hasChime ? afterChime_s : gap_s;

// How long a sentence of clips of these lengths takes.
export function sentenceLength_s(lengths_s: readonly number[], hasChime: boolean): number {
    return lengths_s.reduce((sum, each, index) => {
        const isLast = index === lengths_s.length - 1;
        return sum + each + (isLast ? 0 : pauseAfter_s(index, hasChime));
    }, 0);
}
