// Deliveries in plain words: what they are, and why they did not arrive.
import type { Delivery } from "./deliveries";

export const retryRefusals: Readonly<Record<string, string>> = {
    "Delivery has already been delivered": "Pesan ini sudah sampai, jadi tidak dikirim lagi.",
    "Delivery is being sent": "Pesan ini sedang dikirim. Tunggu sebentar.",
    "Delivery is not due yet": "Pesan ini belum waktunya dikirim.",
};

export const stateWords: Readonly<Record<Delivery["state"], string>> = {
    pending: "Menunggu",
    sending: "Sedang dikirim",
    delivered: "Terkirim",
    failed: "Gagal",
    cancelled: "Tidak jadi",
};

export const kindWords: Readonly<Record<string, string>> = {
    whatsapp: "WhatsApp",
    n8n: "n8n",
    realtime: "Webhook layar",
};

export const kindWord = (kind: string): string => kindWords[kind] ?? kind;

export const mayRetry = ({ state }: Delivery): boolean =>
    state === "failed" || state === "cancelled";

// WhatsApp's receipt.
export function receiptText({ ack }: Delivery): string {
    if (ack === undefined || ack < 2) return "";
    return ack === 2 ? "diterima ponsel" : "dibaca";
}

const reasons: readonly [RegExp, string][] = [
    [
        /no answer twice/i,
        "Tidak ada jawaban dua kali. Mungkin sudah sampai, jadi tidak dikirim lagi",
    ],
    [/cURL error 6\b|could not resolve/i, "Alamat servernya tidak ditemukan"],
    [/cURL error 7\b|failed to connect|refused/i, "Server tujuan tidak dapat dihubungi"],
    [/cURL error 28\b|timed out/i, "Server tujuan tidak menjawab tepat waktu"],
    [/cURL error (35|51|58|60)\b|certificate|SSL/i, "Sertifikat server tujuan ditolak"],
    [/\b404\b.*webhook|webhook.*\b404\b/i, "n8n tidak mengenal alamat ini. Aktifkan alurnya"],
    [/\b400\b/, "Server tujuan menolak isi pesannya"],
    [/\b40[13]\b/, "Server tujuan menolak kunci atau izinnya"],
    [/\b404\b/, "Server tujuan tidak mengenal alamat ini"],
    [/\b422\b|session.*(not|stop)/i, "Sesi WhatsApp tidak bekerja. Periksa di bagian WhatsApp"],
    [/\b429\b/, "Server tujuan meminta jeda"],
    [/\b5\d\d\b/, "Server tujuan bermasalah"],
    [/not configured/i, "Alamat tujuan sudah dihapus dari pengaturan"],
];

// One sentence for the desk. Reasons in Indonesian are the server's own and stay.
export function reasonText(reason: string | null): string {
    if (reason === null || reason === "") return "";
    const tooLate = /^not delivered in time/i.test(reason);
    const found = reasons.find(([pattern]) => pattern.test(reason))?.[1];
    if (tooLate)
        return found ? `Tidak terkirim tepat waktu: ${lower(found)}` : "Tidak terkirim tepat waktu";
    return found ?? reason;
}

// What a test found, in words: the network's own sentence is English and says no remedy.
export function problemText(problem: string): string {
    if (!problem.includes("cURL error")) return problem;
    return `${reasonText(problem)}. Periksa alamatnya dan pastikan servernya berjalan.`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
