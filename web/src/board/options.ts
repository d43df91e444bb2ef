// What the address of the board says: /layar?poly=1,2&suara=0&tema=terang

export interface BoardOptions {
    // The polies to show, in this order; null: all of them.
    readonly polies: readonly number[] | null;
    readonly isSilent: boolean;
    readonly isLight: boolean;
}

const poliesMax = 64;

export function boardOptions(search: string): BoardOptions {
    const query = new URLSearchParams(search);
    const ids = (query.get("poly") ?? "")
        .split(",")
        .map((each) => each.trim())
        .filter((each) => /^\d{1,15}$/.test(each))
        .map(Number);
    return {
        polies: ids.length > 0 ? [...new Set(ids)].slice(0, poliesMax) : null,
        isSilent: query.get("suara") === "0",
        isLight: query.get("tema") === "terang",
    };
}
