// What the user reads after a press: what was done, and why a step failed.
import { Failure, sentenceFor, Unreachable } from "@/api/failure";
import { numberText } from "@/clinic/numbers";
import { asStatusName, statusRow } from "@/clinic/statuses";
import { servingOf, visitOf, type Moved } from "./moves";
import type { Done, Run, Step } from "./presses";
import { callsMax, visitText } from "./room";

// "A-012 menunggu dokter. A-013 Siti Rahma dipanggil."
export function sentenceOfDone({ done }: Run): string {
    return done.map(sentenceOf).join(" ");
}

// "A-013 dipanggil"
export function briefOf({ done }: Run): string {
    const last = done.at(-1);
    if (last?.called) return `${numberText(last.called.queue)} dipanggil`;
    return last?.left ? `${numberText(last.left.queue)} disimpan` : "Tersimpan";
}

function sentenceOf({ step, called, left }: Done): string {
    if (step.kind === "next")
        return [
            left === null ? "" : `${numberText(left.queue)} selesai.`,
            called === null
                ? "Tidak ada pasien lain yang menunggu."
                : `${movedText(called)} dipanggil.`,
        ]
            .join(" ")
            .trim();
    const number = numberText(step.visit.queue);
    switch (step.kind) {
        case "send":
            return `${number} menunggu dokter.`;
        case "finish":
            return `${number} selesai.`;
        case "return":
            return `${number} kembali ke antrean dokter.`;
        case "absent":
            return `${visitText(step.visit)} dicatat tidak hadir.`;
        case "call": {
            const calls = called?.queue.number_of_calls ?? 1;
            return calls > 1
                ? `${visitText(step.visit)} dipanggil ulang (${calls}/${callsMax}).`
                : `${visitText(step.visit)} dipanggil.`;
        }
    }
}

function movedText(moved: Moved): string {
    return [numberText(moved.queue), moved.patient?.patient_name].filter(Boolean).join(" ");
}

// Why a step failed, and how things are now. `who` has the name of the user of the last move.
export function sentenceOfFailure(step: Step, failure: unknown, who: string | null): string {
    const by = who === null ? "" : ` oleh ${who}`;
    if (step.kind === "next") {
        const serving = servingOf(failure);
        if (serving === undefined) return plainSentence(step, failure);
        if (serving === null)
            return (
                `Pasien di dalam sudah dipindahkan${by}. ` +
                "Tidak ada yang berubah; tekan lagi untuk memanggil."
            );
        const number = String(serving).padStart(3, "0");
        return (
            `Nomor ${number} sudah dipanggil dari layar lain${by}. ` +
            "Tidak ada yang berubah; periksa siapa yang di dalam."
        );
    }
    const now = visitOf(failure);
    if (now === null) return plainSentence(step, failure);
    const status = asStatusName(now.status?.status_name);
    if (status === "ANAMNESA" || status === "WITH_DOCTOR")
        return `${visitText(step.visit)} sudah dipanggil${by}.`;
    const word = status === null ? (now.status?.label ?? "lain") : statusRow(status).word;
    const source = by || " dari layar lain";
    return `${visitText(step.visit)} sekarang berstatus ${word}, diubah${source}.`;
}

function plainSentence(step: Step, failure: unknown): string {
    const text = step.kind === "next" ? "Pasien berikutnya" : visitText(step.visit);
    if (failure instanceof Unreachable)
        return (
            `Belum pasti apakah ${text} sudah diproses: server tidak menjawab. ` +
            "Tunggu sampai tersambung, lihat siapa yang di dalam, lalu tekan lagi."
        );
    if (failure instanceof Failure && failure.status === 404)
        return `${text} sudah dihapus dari antrean.`;
    return sentenceFor(failure, {
        "Maximum number of calls reached (3 times)": `${text} sudah dipanggil ${callsMax} kali.`,
    });
}

const undoRefusals: Readonly<Record<string, string>> = {
    "The reservation has no move that could be taken back": "tidak ada lagi yang bisa dikembalikan",
    "The move is too old to be taken back": "sudah terlalu lama",
    "The move cannot be taken back, because another change followed it":
        "sudah diubah lagi setelah itu",
};

// Why a move could not be taken back.
export function undoSentence(text: string, failure: unknown): string {
    const known = failure instanceof Failure ? undoRefusals[failure.message] : undefined;
    if (known !== undefined) return `${text} tidak dapat dikembalikan: ${known}.`;
    return `${text} belum dikembalikan. ${sentenceFor(failure)}`;
}
