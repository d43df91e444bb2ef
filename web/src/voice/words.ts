// The names of the clips that the program brings (words.json; the chime is made, not spoken).
import words from "./words.json";

export type Clip = string;

export const chime: Clip = "ting-tung";

export const builtInClips: ReadonlySet<Clip> = new Set([chime, ...Object.keys(words)]);
