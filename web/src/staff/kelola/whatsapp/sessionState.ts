// What staff read about a session at WAHA.
import { problemText } from "../pengiriman/deliveryWords";
import type { Pairing } from "./whatsapp";

export type Tone = "good" | "waiting" | "bad";

// The state of a session in plain words.
export function stateOf({ state, problem }: Pairing): { tone: Tone; word: string; help: string } {
    if (state === "WORKING")
        return { tone: "good", word: "Tersambung", help: "Pesan dapat dikirim dari nomor ini." };
    if (state === "SCAN_QR_CODE")
        return {
            tone: "waiting",
            word: "Menunggu ponsel",
            help: "Hubungkan ponsel klinik dengan memindai kode di bawah.",
        };
    if (state === "STARTING")
        return { tone: "waiting", word: "Sedang dimulai", help: "Tunggu sebentar." };
    return {
        tone: "bad",
        word: state === null ? "Tidak terhubung" : "Berhenti",
        help: problemText(problem ?? "Sesi tidak bekerja. Jalankan sesinya di WAHA."),
    };
}
