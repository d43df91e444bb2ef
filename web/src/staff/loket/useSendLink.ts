// Sends the link of a visit to its patient by WhatsApp. The server sends it once, however often it
// is asked to.
import { ref, watch, type Ref } from "vue";
import { api, write } from "@/api/client";
import { sentenceFor } from "@/api/failure";

export interface LinkResult {
    readonly kind: "success" | "warning";
    readonly sentence: string;
}

const refusals: Readonly<Record<string, string>> = {
    "There is no WhatsApp config yet":
        "Klinik belum punya nomor WhatsApp. Superadmin menambahkannya di Kelola, WhatsApp.",
    "The patient's number is no mobile number":
        "Nomor pasien ini bukan nomor ponsel. Perbaiki nomornya, atau cetak karcis.",
    "The visit is over": "Kunjungan ini sudah selesai, jadi tautannya tidak dikirim.",
};

export function useSendLink(id: Ref<number>) {
    const isBusy = ref(false);
    const result = ref<LinkResult | null>(null);
    watch(id, () => (result.value = null));

    async function send(): Promise<void> {
        isBusy.value = true;
        result.value = null;
        const asked = id.value;
        const params = { path: { id: asked } };
        try {
            const { data } = await write((headers) =>
                api.POST("/api/reservation/{id}/send-link", { params, headers }),
            );
            if (asked !== id.value) return;
            result.value = {
                kind: "success",
                sentence: data.is_new
                    ? "Tautan antrean sedang dikirim ke WhatsApp pasien."
                    : "Tautan ini sudah diminta sebelumnya. Lihat Pengiriman di Kelola.",
            };
        } catch (failure) {
            if (asked === id.value)
                result.value = { kind: "warning", sentence: sentenceFor(failure, refusals) };
        } finally {
            isBusy.value = false;
        }
    }

    return { isBusy, result, send };
}
