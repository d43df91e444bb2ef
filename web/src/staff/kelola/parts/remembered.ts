// What this device remembers of the lists.
const key = "antrean.kelola";

type Lists = Record<string, Record<string, string>>;

function stored(): Lists {
    try {
        const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
        return typeof value === "object" && value !== null ? (value as Lists) : {};
    } catch {
        return {};
    }
}

export function remembered(list: string, names: readonly string[]): Record<string, string> {
    const values = stored()[list] ?? {};
    return Object.fromEntries(
        names.flatMap((name) => (typeof values[name] === "string" ? [[name, values[name]]] : [])),
    );
}

export function remember(
    list: string,
    names: readonly string[],
    values: Readonly<Record<string, string>>,
): void {
    const kept = Object.fromEntries(
        names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])),
    );
    localStorage.setItem(key, JSON.stringify({ ...stored(), [list]: kept }));
}
