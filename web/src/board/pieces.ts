// A text in pieces of at most `max` letters, cut between words where there are any.
export function pieces(text: string, max: number): readonly string[] {
    const result: string[] = [];
    let line = "";
    for (const word of text.split(/\s+/).filter((each) => each !== "")) {
        let rest = word;
        while (rest.length > max) {
            if (line !== "") result.push(line);
            line = "";
            result.push(rest.slice(0, max));
            rest = rest.slice(max);
        }
        if (line !== "" && line.length + 1 + rest.length > max) {
            result.push(line);
            line = rest;
        } else {
            line = line === "" ? rest : `${line} ${rest}`;
        }
    }
    if (line !== "") result.push(line);
    return result.length > 0 ? result : [""];
}
