// What both rooms call the same things.
import type { Station } from "./room";

export const finishAndCall = "Selesai dan panggil berikutnya";

export const words: Readonly<
    Record<
        Station,
        {
            readonly title: string;
            readonly finish: string;
            readonly waiting: string;
            readonly elsewhere: string;
            readonly nobodyInside: string;
        }
    >
> = {
    nurse: {
        title: "Perawat",
        finish: "Selesai, kirim ke dokter",
        waiting: "Menunggu",
        elsewhere: "Perawat lain",
        nobodyInside: "Belum ada pasien di dalam",
    },
    doctor: {
        title: "Dokter",
        finish: "Selesai",
        waiting: "Menunggu dokter",
        elsewhere: "Dokter lain",
        nobodyInside: "Belum ada pasien di dalam",
    },
};
