// A column of a list.
export interface Column<Row> {
    // The name of its slot (`cell-KEY`) and of its order.
    readonly key: string;
    readonly word: string;
    // What stands in it, where the section has no slot for it.
    readonly text?: (row: Row) => string | number | null | undefined;
    // Left out on phones; the open row has it.
    readonly isMinor?: boolean;
    // How wide, as CSS; otherwise as wide as it needs.
    readonly width?: string;
}
