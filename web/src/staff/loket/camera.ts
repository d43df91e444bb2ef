// A camera that looks for the code of a ticket.
import { codeOf } from "./scanned";

// What the user reads when there is no picture.
export class CameraProblem extends Error {}

const pause_ms = 120;
// Enough for a code that fills a third of the picture, and quick to search.
const width_px = 640;

async function pictureOf(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
    if (navigator.mediaDevices === undefined)
        throw new CameraProblem(
            "Kamera hanya dapat dipakai lewat HTTPS. Pakai alat pemindai, atau cari namanya.",
        );
    let stream: MediaStream;
    try {
        stream = await navigator.mediaDevices.getUserMedia({
            video: { facingMode: "environment" },
        });
    } catch {
        throw new CameraProblem(
            "Kamera tidak dapat dibuka. Izinkan kamera di peramban, lalu coba lagi.",
        );
    }
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    video.srcObject = stream;
    await video.play();
}

// The first code that the camera sees. Rejects when `signal` aborts, or with a CameraProblem.
export async function readCodes(video: HTMLVideoElement, signal: AbortSignal): Promise<string> {
    const [{ default: jsQR }] = await Promise.all([import("jsqr"), pictureOf(video, signal)]);
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null)
        throw new CameraProblem("Peramban ini tidak dapat membaca gambar kamera.");
    for (;;) {
        signal.throwIfAborted();
        const scale = width_px / (video.videoWidth || width_px);
        canvas.width = width_px;
        canvas.height = Math.round(video.videoHeight * scale);
        if (canvas.height > 0) {
            context.drawImage(video, 0, 0, canvas.width, canvas.height);
            const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
            const code = codeOf(jsQR(data, width, height)?.data ?? "");
            if (code !== null) return code;
        }
        await new Promise((done) => setTimeout(done, pause_ms));
    }
}
