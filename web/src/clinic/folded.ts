// A text as searches compare it: without accents and capitals.
export function folded(text: string): string {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
