// A text in pieces of at most `max` letters: whole sentences where they fit, else whole words.
export function pieces(text: string, max: number): readonly string[] {
    const result: string[] = [];
    let line = "";
    const add = (part: string) => {
        if (line !== "" && line.length + 1 + part.length > max) {
            result.push(line);
            line = "";
        }
        line = line === "" ? part : `${line} ${part}`;
    };
    const plain = text.trim().replace(/\s+/g, " ");
    for (const sentence of plain.match(/\S.*?(?:[.!?](?= |$)|$)/g) ?? []) {
        if (sentence.length <= max) add(sentence);
        else for (const word of sentence.split(" ")) cut(word, max).forEach(add);
    }
    return [...result, line];
}

// A word that is longer than a piece.
function cut(word: string, max: number): string[] {
    const parts = Math.ceil(word.length / max);
    return Array.from({ length: parts }, (_, part) => word.slice(part * max, (part + 1) * max));
}
