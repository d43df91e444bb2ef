// How wide a number is, as a share of the size of its type, so that it can be as large as its place
// allows. Plus Jakarta Sans at weight 800 with tabular figures.
const figure = 0.585;
const dash = 0.38; // drawn narrower than the font's, see QueueNumber.vue
const widest = 0.96; // M and W
const round = 0.86; // O and Q
const letters: Readonly<Record<string, number>> = {
    I: 0.34,
    J: 0.62,
    M: widest,
    O: round,
    Q: round,
    W: widest,
};
const letter = 0.8;

export function numberWidth(text: string): number {
    return [...text].reduce((sum, each) => {
        if (/[0-9]/.test(each)) return sum + figure;
        return sum + (each === "-" ? dash : (letters[each.toUpperCase()] ?? letter));
    }, 0);
}
