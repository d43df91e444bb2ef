// What can be done to a visit, and by which key where its row is chosen.
export type VisitAction = "open" | "checkIn" | "print" | "priority" | "move" | "patient" | "cancel";

export const visitKeys: readonly { action: VisitAction; key: string; word: string }[] = [
    { action: "open", key: "Enter", word: "Buka" },
    { action: "checkIn", key: "d", word: "Sudah datang" },
    { action: "print", key: "c", word: "Cetak karcis" },
    { action: "priority", key: "p", word: "Prioritas" },
    { action: "move", key: "m", word: "Pindah poli atau hari" },
    { action: "patient", key: "u", word: "Ubah data pasien" },
    { action: "cancel", key: "b", word: "Batalkan" },
];

export function actionOfKey(key: string): VisitAction | null {
    return visitKeys.find((each) => each.key === key)?.action ?? null;
}
