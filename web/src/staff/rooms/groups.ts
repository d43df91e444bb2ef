// The lists of a room: who waits, who is elsewhere, who did not come.
import { folded } from "@/clinic/folded";
import type { Visit } from "@/live/visits";
import type { Room, Station } from "./room";
import { words } from "./words";

export type GroupName = "menunggu" | "tanpa-dokter" | "lain" | "belum" | "tidak-hadir";

export interface Group {
    readonly name: GroupName;
    readonly word: string;
    readonly visits: readonly Visit[];
    // What to do when it is empty.
    readonly emptyText: string;
}

export function groupsOf(station: Station, room: Room): readonly Group[] {
    const all: Group[] = [
        {
            name: "menunggu",
            word: words[station].waiting,
            visits: room.waiting,
            emptyText: "Belum ada pasien menunggu. Pasien baru muncul di sini dengan sendirinya.",
        },
        {
            name: "tanpa-dokter",
            word: "Tanpa dokter",
            visits: room.unassigned,
            emptyText: "Semua pasien sudah punya dokter.",
        },
        {
            name: "belum",
            word: "Masih di perawat",
            visits: room.toCome,
            emptyText: "Tidak ada pasien Anda di perawat.",
        },
        {
            name: "lain",
            word: words[station].elsewhere,
            visits: [...room.alsoInside, ...room.elsewhere],
            emptyText: "Tidak ada pasien di ruang lain.",
        },
        {
            name: "tidak-hadir",
            word: "Tidak hadir",
            visits: room.noShows,
            emptyText: "Tidak ada yang dicatat tidak hadir.",
        },
    ];
    const isAlways = ({ name }: Group) =>
        name === "menunggu" || name === "tidak-hadir" || (name === "belum" && station === "doctor");
    return all.filter((group) => isAlways(group) || group.visits.length > 0);
}

// Number, name, or a part of them.
export function matches(visit: Visit, search: string): boolean {
    const text = folded(search.trim());
    const number = visit.queue.display_number ?? "";
    return (
        String(visit.queue.queue_number) === text.replace(/^0+/, "") ||
        folded(number).includes(text) ||
        folded(visit.patient?.patient_name ?? "").includes(text)
    );
}
