// A scanner that types like a keyboard: the text, then Enter. It types faster than fingers.

const gapMax_ms = 60;

export class Scanner {
    private text = "";
    private last_ms = -Infinity;

    // The text that was scanned, when `key` ends one; else null.
    take(key: string, at_ms: number): string | null {
        if (at_ms - this.last_ms > gapMax_ms) this.text = "";
        this.last_ms = at_ms;
        if (key === "Enter") {
            const text = this.text;
            this.text = "";
            return text.length >= 6 ? text : null;
        }
        if (key.length === 1) this.text += key;
        return null;
    }
}

export type Scanned =
    | { kind: "visit"; code: string }
    | { kind: "setup"; code: string }
    | { kind: "digits"; digits: string };

// The link of a visit, a kiosk's setup link, or a number from a card. Null: something else.
export function meaningOf(text: string): Scanned | null {
    const visit = /(?:^|\/a\/)([A-Za-z0-9_-]{22})$/.exec(text)?.[1];
    if (visit !== undefined) return { kind: "visit", code: visit };
    const setup = /\/kios#([\w-]{4,100})$/.exec(text)?.[1];
    if (setup !== undefined) return { kind: "setup", code: setup };
    const digits = text.replace(/[\s-]/g, "");
    return /^\d{10,15}$/.test(digits) ? { kind: "digits", digits } : null;
}
