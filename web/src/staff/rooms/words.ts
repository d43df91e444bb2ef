// What both rooms call the same things.
import type { Station } from "./room";

export const words: Readonly<
    Record<
        Station,
        {
            readonly title: string;
            readonly finishAndCall: string;
            readonly finish: string;
            readonly waiting: string;
            readonly elsewhere: string;
            readonly nobodyInside: string;
        }
    >
> = {
    nurse: {
        title: "Perawat",
        finishAndCall: "Selesai, panggil berikutnya",
        finish: "Selesai, kirim ke dokter",
        waiting: "Menunggu",
        elsewhere: "Perawat lain",
        nobodyInside: "Belum ada pasien di dalam",
    },
    doctor: {
        title: "Dokter",
        finishAndCall: "Selesai dan panggil berikutnya",
        finish: "Selesai",
        waiting: "Menunggu dokter",
        elsewhere: "Dokter lain",
        nobodyInside: "Belum ada pasien di dalam",
    },
};
