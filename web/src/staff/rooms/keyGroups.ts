// The keys of a room, as its key map shows them.
import type { KeyGroup } from "@/ui/KeyMap.vue";
import type { Station } from "./room";
import { finishAndCall } from "./words";

export function keyGroupsOf(station: Station): readonly KeyGroup[] {
    const checkup = { key: "k", word: "Kontrol lagi" };
    return [
        {
            title: "Di mana saja",
            keys: [
                { key: "Enter, Spasi", word: finishAndCall },
                { key: "u", word: "Panggil ulang" },
                { key: "z", word: "Kembalikan yang baru saja dilakukan" },
                ...(station === "doctor" ? [checkup] : []),
                { key: "/", word: "Cari di antrean" },
                { key: "?", word: "Tombol papan ketik" },
            ],
        },
        {
            title: "Di antrean",
            keys: [
                { key: "↓ ↑", word: "Pilih pasien" },
                { key: "Enter, Enter", word: "Panggil di luar urutan" },
                { key: "Esc", word: "Batal" },
            ],
        },
    ];
}
