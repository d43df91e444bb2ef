// The keys of the desk, as its key map shows them.
import type { KeyGroup } from "@/ui/KeyMap.vue";
import { visitKeys } from "./visitKeys";

export const deskKeyGroups: readonly KeyGroup[] = [
    {
        title: "Di mana saja",
        keys: [
            { key: "/", word: "Cari pasien" },
            { key: "n", word: "Pasien baru" },
            { key: "h", word: "Ke daftar hari ini" },
            { key: "?", word: "Tombol papan ketik" },
            { key: "Esc", word: "Kembali, tutup" },
        ],
    },
    {
        title: "Di kotak pencarian",
        keys: [
            { key: "↓ ↑", word: "Pilih pasien" },
            { key: "Enter", word: "Daftarkan pasien yang dipilih" },
            { key: "Enter", word: "Kotak kosong: cetak karcis terakhir" },
        ],
    },
    {
        title: "Di daftar hari ini",
        keys: [{ key: "↓ ↑", word: "Pilih kunjungan" }, ...visitKeys],
    },
];
