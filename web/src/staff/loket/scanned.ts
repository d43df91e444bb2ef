// What a scanner reads from a ticket: the link to the patient's page, which ends in the visit's
// code. Scanners at a desk type it like a keyboard, very fast, and press Enter.

const link = /\/a\/([\w-]{22})(?:[/?#].*)?$/;
// A code alone. Names are not taken for one: they have no digits.
const bare = /^(?=.*[\d_-])[\w-]{22}$/;

export function codeOf(text: string): string | null {
    const trimmed = text.trim();
    return link.exec(trimmed)?.[1] ?? (bare.test(trimmed) ? trimmed : null);
}

const gapMax_ms = 50;
const enterGapMax_ms = 200;
// So many keys in such a short time no hand presses.
const keysMin = 4;

// Tells a scanner from a hand, where no field has the focus and each key would mean something.
export class ScannerKeys {
    private text = "";
    private last = -Infinity;

    // "swallow": the key belongs to a scanner. A code: it is complete.
    feed(key: string, at_ms: number): "pass" | "swallow" | { code: string } {
        const gap = at_ms - this.last;
        if (key === "Enter") {
            const code = gap <= enterGapMax_ms ? codeOf(this.text) : null;
            const isScanner = gap <= enterGapMax_ms && this.text.length >= keysMin;
            this.text = "";
            if (code !== null) return { code };
            return isScanner ? "swallow" : "pass";
        }
        if (key.length !== 1) return "pass";
        this.text = gap <= gapMax_ms ? this.text + key : key;
        this.last = at_ms;
        return this.text.length >= keysMin ? "swallow" : "pass";
    }
}
