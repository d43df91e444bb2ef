// The rules of a list that is read whole: search, filters, order and pages of its rows.
import { folded } from "@/clinic/folded";

export interface WholeRules<Row> {
    // What the search looks at.
    readonly text: (row: Row) => string;
    readonly filters?: Readonly<Record<string, (row: Row, value: string) => boolean>>;
    // By column. The first one is the list's own order.
    readonly sorts: Readonly<Record<string, (row: Row) => string | number>>;
}

export interface Narrowing {
    readonly search: string;
    readonly sort: string;
    readonly filters: Readonly<Record<string, string>>;
}

const inIndonesian = new Intl.Collator("id", { numeric: true, sensitivity: "base" });

// Every word of the search is somewhere in the row.
export function narrowed<Row>(
    rows: readonly Row[],
    { text, filters = {}, sorts }: WholeRules<Row>,
    by: Narrowing,
): Row[] {
    const words = folded(by.search).split(/\s+/).filter(Boolean);
    const chosen = Object.entries(by.filters).filter(([, value]) => value !== "");
    const isShown = (row: Row) => {
        const looked = words.length === 0 ? "" : folded(text(row));
        return (
            words.every((word) => looked.includes(word)) &&
            chosen.every(([name, value]) => filters[name]?.(row, value) ?? true)
        );
    };
    const column = by.sort.replace(/^-/, "");
    const key = sorts[column] ?? Object.values(sorts)[0];
    const sign = by.sort.startsWith("-") ? -1 : 1;
    const shown = rows.filter(isShown);
    if (key === undefined) return shown;
    return shown.sort((a, b) => {
        const [first, second] = [key(a), key(b)];
        return (
            sign *
            (typeof first === "number" && typeof second === "number"
                ? first - second
                : inIndonesian.compare(String(first), String(second)))
        );
    });
}
