// The screens of the staff: who has them in the menu, and where each role begins.
import {
    ChartColumn,
    ClipboardList,
    HeartPulse,
    Settings2,
    Stethoscope,
    Table2,
} from "@lucide/vue";
import type { Component } from "vue";
import { groupsFor } from "./kelola/sections";
import { isSuperadmin, mayDo, type Me } from "./session/me";

export interface Place {
    readonly path: string;
    readonly word: string;
    readonly icon: Component;
    readonly isFor: (me: Me) => boolean;
}

export const places: readonly Place[] = [
    {
        path: "/loket",
        word: "Loket",
        icon: ClipboardList,
        isFor: (me) => mayDo(me, "reservation.write"),
    },
    {
        path: "/perawat",
        word: "Perawat",
        icon: HeartPulse,
        isFor: (me) => mayDo(me, "queue.anamnesa"),
    },
    {
        path: "/dokter",
        word: "Dokter",
        icon: Stethoscope,
        isFor: (me) => mayDo(me, "queue.withdoctor"),
    },
    {
        path: "/ringkasan",
        word: "Ringkasan",
        icon: ChartColumn,
        isFor: (me) => mayDo(me, "reports.read"),
    },
    {
        path: "/laporan",
        word: "Laporan",
        icon: Table2,
        isFor: (me) => mayDo(me, "reports.read"),
    },
    {
        path: "/kelola",
        word: "Kelola",
        icon: Settings2,
        isFor: (me) => groupsFor(me).length > 0,
    },
];

const homes: Readonly<Record<string, string>> = {
    "Kepala Klinik": "/ringkasan",
    Administrasi: "/loket",
    "Perawat Anamnesa": "/perawat",
    "Perawat Asisten": "/dokter",
    Dokter: "/dokter",
};

// Where the user's work begins; null: no screen is for these roles.
export function homeOf(me: Me): string | null {
    for (const role of me.roles) {
        const home = homes[role.name];
        const place = places.find(({ path }) => path === home);
        if (place?.isFor(me)) return place.path;
    }
    return places.find(({ isFor }) => isSuperadmin(me) || isFor(me))?.path ?? null;
}
