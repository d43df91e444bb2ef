// A list whose rows keep their place while somebody points at it.

// `shown`: the ids that are on the screen, in order. Those that are gone stay until the list is
// free again, and new ones come last.
export function steadyOrder(
    shown: readonly number[],
    wanted: readonly number[],
    isHeld: boolean,
): readonly number[] {
    if (!isHeld) return wanted;
    const known = new Set(shown);
    const news = wanted.filter((id) => !known.has(id));
    return news.length === 0 ? shown : [...shown, ...news];
}
