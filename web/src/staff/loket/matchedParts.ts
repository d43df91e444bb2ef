// A name in parts, so that the searched letters can be marked.
import { folded } from "@/clinic/folded";

export interface Part {
    readonly text: string;
    readonly isMatch: boolean;
}

export function matchedParts(name: string, searched: string): Part[] {
    const wanted = folded(searched);
    // A letter with an accent is one letter of the name and of its folded form.
    const letters = Array.from(name);
    const plain = letters.map((letter) => folded(letter) || letter);
    const at = wanted === "" ? -1 : plain.join("").indexOf(wanted);
    if (at < 0 || plain.some((letter) => letter.length !== 1))
        return [{ text: name, isMatch: false }];
    const [before, match, after] = [
        letters.slice(0, at).join(""),
        letters.slice(at, at + wanted.length).join(""),
        letters.slice(at + wanted.length).join(""),
    ];
    return [
        { text: before, isMatch: false },
        { text: match, isMatch: true },
        { text: after, isMatch: false },
    ].filter(({ text }) => text !== "");
}
