// What is typed of a profile, and which file may be a logo.
import type { Clinic } from "./profile";

export interface Profile {
    name: string;
    address: string;
    phone: string;
    running_text: string;
    voice_style: Clinic["voice_style"];
}

export const profileOf = (clinic: Clinic | undefined): Profile => ({
    name: clinic?.name ?? "",
    address: clinic?.address ?? "",
    phone: clinic?.phone ?? "",
    running_text: clinic?.running_text ?? "",
    voice_style: clinic?.voice_style ?? "digits",
});

export const logoBytesMax = 512 * 1024;

// Why this file cannot be the logo; "" if it may be.
export function logoProblem({ type, size }: { type: string; size: number }): string {
    if (type !== "image/png" && type !== "image/jpeg") return "Pilih berkas PNG atau JPEG.";
    return size > logoBytesMax ? "Berkasnya lebih besar dari 512 KB. Perkecil dulu." : "";
}
