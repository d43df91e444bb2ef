// Backups in words: when, how far, and what to do about a failure.
import {
    dayAfter,
    dayOf,
    milliseconds,
    shortDayText,
    spanText,
    timeText,
    type Instant,
} from "@/clinic/times";
import type { Backup, Backups } from "./backups";

type Reason = NonNullable<Backups["last_failure"]>["reason"];
type Running = NonNullable<Backups["running"]>;

export const kindWords: Readonly<Record<Backup["kind"], string>> = {
    planned: "Terjadwal",
    manual: "Atas permintaan",
    upgrade: "Sebelum pembaruan",
};

// "hari ini, 02:00", "besok, 02:00", "12 Nov 2026, 02:00"
export function whenText(instant: Instant, zone: string, today: string): string {
    const day = dayOf(instant, zone);
    const words: Readonly<Record<string, string>> = {
        [dayAfter(today, -1)]: "kemarin",
        [today]: "hari ini",
        [dayAfter(today, 1)]: "besok",
    };
    return `${words[day] ?? shortDayText(day)}, ${timeText(instant, zone)}`;
}

// "baru saja", "4 jam lalu", "12 hari lalu"
export function ageText(instant: Instant, now: number): string {
    const span_ms = now - milliseconds(instant);
    if (span_ms < 60_000) return "baru saja";
    const hours = Math.floor(span_ms / 3_600_000);
    if (hours < 1) return `${spanText(span_ms)} lalu`;
    return hours < 48 ? `${hours} jam lalu` : `${Math.floor(hours / 24)} hari lalu`;
}

export const healthWords: Readonly<Record<Backups["health"], string>> = {
    ok: "dibuat setiap hari",
    off: "tidak dibuat otomatis",
    late: "terlambat",
    failed: "yang terakhir gagal",
};

const stepWords: Readonly<Record<Running["step"], string>> = {
    copying: "menyalin basis data",
    reading: "membaca berkas",
    writing: "menulis arsip",
    checking: "memeriksa arsip",
};
const steps = Object.keys(stepWords);

// "Langkah 3 dari 4: menulis arsip, 40%"
export function progressText({ step, percent }: Running): string {
    const share = percent === null ? "" : `, ${percent}%`;
    return `Langkah ${steps.indexOf(step) + 1} dari ${steps.length}: ${stepWords[step]}${share}`;
}

// Of all steps; null while it cannot be known.
export function shareOf({ step, percent }: Running): number | null {
    return percent === null ? null : (steps.indexOf(step) + percent / 100) / steps.length;
}

export const shortReasons: Readonly<Record<Reason, string>> = {
    "disk-full": "disk cadangan penuh",
    "database-damaged": "basis data rusak",
    "archive-damaged": "hasilnya tidak terbaca",
    other: "periksa disknya",
};

export const remedies: Readonly<Record<Reason, string>> = {
    "disk-full":
        "Disk tempat cadangan penuh. Kosongkan ruang di disk itu, lalu buat cadangan lagi.",
    "database-damaged":
        "Basis data rusak, biasanya karena disk server mulai gagal. Jangan hapus cadangan lama. " +
        "Hubungi petugas TI sekarang untuk memulihkan cadangan terbaru ke disk yang baik.",
    "archive-damaged":
        "Berkas yang baru ditulis tidak dapat dibaca kembali, jadi disk cadangan mungkin rusak. " +
        "Ganti disknya, lalu buat cadangan lagi.",
    other:
        "Pastikan disk cadangan terpasang dan foldernya dapat ditulis, lalu buat cadangan lagi. " +
        "Kalau tetap gagal, sebab lengkapnya ada di log server.",
};
