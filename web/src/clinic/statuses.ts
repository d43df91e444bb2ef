// The stations of a visit as people see them: always word, colour and shape together. Every screen
// and every chart uses this table. Colours are tokens of theme.css.

export type StatusName =
    "WAITING" | "ANAMNESA" | "WAITING_DOCTOR" | "WITH_DOCTOR" | "DONE" | "NO_SHOW" | "CANCELLED";

// Drawn by ui/StatusMark.vue.
export type StatusShape = "ring" | "half" | "dot-ring" | "disc" | "check" | "dash" | "struck";

export interface StatusRow {
    readonly name: StatusName;
    readonly word: string;
    readonly shape: StatusShape;
    // `--TOKEN` is the colour, `--TOKEN-soft` its ground.
    readonly token: string;
    // The visit is not over: the patient waits, or is being served.
    readonly isOpen: boolean;
}

export const statuses: readonly StatusRow[] = [
    { name: "WAITING", word: "Menunggu", shape: "ring", token: "waiting", isOpen: true },
    { name: "ANAMNESA", word: "Anamnesa", shape: "half", token: "anamnesa", isOpen: true },
    {
        name: "WAITING_DOCTOR",
        word: "Menunggu dokter",
        shape: "dot-ring",
        token: "waiting-doctor",
        isOpen: true,
    },
    {
        name: "WITH_DOCTOR",
        word: "Dengan dokter",
        shape: "disc",
        token: "with-doctor",
        isOpen: true,
    },
    { name: "DONE", word: "Selesai", shape: "check", token: "done", isOpen: false },
    { name: "NO_SHOW", word: "Tidak hadir", shape: "dash", token: "no-show", isOpen: false },
    { name: "CANCELLED", word: "Dibatalkan", shape: "struck", token: "cancelled", isOpen: false },
];

export function statusRow(name: StatusName): StatusRow {
    const row = statuses.find((each) => each.name === name);
    if (row === undefined) throw new Error(`unknown status ${name}`);
    return row;
}

// Null for a status that the clinic added itself.
export function asStatusName(text: string | null | undefined): StatusName | null {
    return statuses.find((each) => each.name === text)?.name ?? null;
}
