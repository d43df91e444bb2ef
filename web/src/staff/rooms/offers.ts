// What can be done with a patient of the list: the question before it, and the steps.
import { numberText } from "@/clinic/numbers";
import type { Visit } from "@/live/visits";
import { leaveSteps, type Step } from "./presses";
import { isServed, nextCall, statusOf, visitText, type Room, type Station } from "./room";

export interface Offer {
    readonly question: string;
    // None: the question is only an explanation.
    readonly steps: readonly Step[];
    // The patient becomes the one inside here; nothing changes at the server.
    readonly takes?: boolean;
}

export function offerFor(
    station: Station,
    room: Room,
    called: ReadonlySet<number>,
    visit: Visit,
): Offer {
    if (isServed(station, visit)) return offerForServed(station, room, called, visit);
    const status = statusOf(visit);
    const text = visitText(visit);
    if (station === "doctor" && (status === "WAITING" || status === "ANAMNESA"))
        return { question: `${text} belum selesai di perawat.`, steps: [] };
    // Who did not come to the doctor has passed the nurse, and waits for the doctor again.
    if (station === "nurse" && status === "NO_SHOW" && visit.queue.call_time !== null)
        return {
            question: `Kembalikan ${text} ke antrean dokter?`,
            steps: [{ kind: "return", visit }],
        };
    if (nextCall(visit) === null) return offerAnew(station, room, visit);
    return {
        question: `${leaving(station, room)}Panggil ${text}?`,
        steps: [...leaveSteps(station, room), { kind: "call", visit, station }],
    };
}

// After three calls they are counted anew: only a wait for the doctor does that.
function offerAnew(station: Station, room: Room, visit: Visit): Offer {
    const text = visitText(visit);
    if (station === "doctor")
        return {
            question:
                `${text} sudah dipanggil 3 kali. ` +
                "Minta perawat mengembalikan pasien ini ke antrean dokter.",
            steps: [],
        };
    return {
        question: `${leaving(station, room)}Panggil ${text} lagi, mulai dari panggilan 1?`,
        steps: [
            ...leaveSteps(station, room),
            { kind: "return", visit },
            { kind: "call", visit, station, from: "WAITING_DOCTOR" },
        ],
    };
}

function offerForServed(
    station: Station,
    room: Room,
    called: ReadonlySet<number>,
    visit: Visit,
): Offer {
    const text = visitText(visit);
    if (station === "doctor" || called.has(visit.id))
        return {
            question: station === "nurse" ? `Kirim ${text} ke dokter?` : `${text} selesai?`,
            steps: leaveSteps(station, { ...room, inside: visit }),
        };
    if (room.inside !== null) return { question: `${text} dilayani perawat lain.`, steps: [] };
    return {
        question: `${text} dilayani perawat lain. Ambil alih ke ruang ini?`,
        steps: [],
        takes: true,
    };
}

function leaving(station: Station, { inside }: Room): string {
    if (inside === null) return "";
    const number = numberText(inside.queue);
    return station === "nurse"
        ? `${number} ke dokter lebih dulu. `
        : `${number} selesai lebih dulu. `;
}
