// What can be done with a patient of the list, and the question before it is done.
import { numberText } from "@/clinic/numbers";
import type { Visit } from "@/live/visits";
import { leaveSteps, type Step } from "./presses";
import { nextCall, statusOf, visitText } from "./room";
import type { RoomState } from "./useRoom";

export interface Offer {
    readonly question: string;
    readonly steps: readonly Step[];
}

// Null: the row has nothing to press.
export function outOfTurn(state: RoomState, visit: Visit): Offer | null {
    const status = statusOf(visit);
    const isNurse = state.station === "nurse";
    if (status === (isNurse ? "ANAMNESA" : "WITH_DOCTOR")) return null;
    if (status === "ANAMNESA" || (status === "WAITING" && !isNurse)) return null;
    // Who did not come to the doctor has passed the nurse, and waits for the doctor again.
    if (isNurse && status === "NO_SHOW" && visit.queue.call_time !== null)
        return {
            question: `Kembalikan ${visitText(visit)} ke antrean dokter?`,
            steps: [{ kind: "return", visit }],
        };
    if (nextCall(visit) === null) return isNurse ? anew(state, visit) : null;
    return {
        question: `${leaving(state)}Panggil ${visitText(visit)}?`,
        steps: [
            ...leaveSteps(state.station, state.room.value),
            { kind: "call", visit, station: state.station },
        ],
    };
}

// After three calls they are counted anew: only a wait for the doctor does that.
function anew(state: RoomState, visit: Visit): Offer {
    return {
        question: `${leaving(state)}Panggil ${visitText(visit)} lagi, mulai dari panggilan 1?`,
        steps: [
            ...leaveSteps("nurse", state.room.value),
            { kind: "return", visit },
            { kind: "call", visit, station: "nurse", from: "WAITING_DOCTOR" },
        ],
    };
}

function leaving(state: RoomState): string {
    const { inside } = state.room.value;
    if (inside === null) return "";
    const number = numberText(inside.queue);
    return state.station === "nurse"
        ? `${number} ke dokter lebih dulu. `
        : `${number} selesai lebih dulu. `;
}
