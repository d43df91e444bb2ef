// Who is inside, who is next and who waits: the rules of both rooms, without a screen.
import { numberText } from "@/clinic/numbers";
import { dayOf } from "@/clinic/times";
import { asStatusName, type StatusName } from "@/clinic/statuses";
import type { Visit } from "@/live/visits";
import { lastStep, stationSince, type Steps } from "./entries";

export type Station = "nurse" | "doctor";

export const callsMax = 3;

// What tells the visits of a room from others.
export interface View {
    readonly station: Station;
    // The visits that were called from this device.
    readonly called: ReadonlySet<number>;
    // The doctor's schedules of the day; null: the room serves the whole poly.
    readonly schedules: ReadonlySet<number> | null;
    readonly steps: Steps;
}

export interface Room {
    // Who is inside; of several, the one that was called last.
    readonly inside: Visit | null;
    // Others that are recorded as inside here. The next call of a doctor finishes them too.
    readonly alsoInside: readonly Visit[];
    // In the order of calls.
    readonly waiting: readonly Visit[];
    // They wait for a doctor, but for no certain one: no doctor's button calls them.
    readonly unassigned: readonly Visit[];
    // Others of the same station have them.
    readonly elsewhere: readonly Visit[];
    readonly noShows: readonly Visit[];
    // Of a doctor's patients: who has not left the nurse yet.
    readonly toCome: readonly Visit[];
}

export function statusOf(visit: Visit): StatusName | null {
    return asStatusName(visit.status?.status_name);
}

// "A-012 Siti Rahma"
export function visitText(visit: Visit): string {
    return [numberText(visit.queue), visit.patient?.patient_name].filter(Boolean).join(" ");
}

// The patient is in a room of this station.
export function isServed(station: Station, visit: Visit): boolean {
    return statusOf(visit) === (station === "nurse" ? "ANAMNESA" : "WITH_DOCTOR");
}

export function roomOf(visits: readonly Visit[], view: View): Room {
    return view.station === "nurse" ? nurseRoom(visits, view) : doctorRoom(visits, view);
}

const at =
    (...names: readonly StatusName[]) =>
    (visit: Visit) =>
        names.some((name) => name === statusOf(visit));

// Called last first; of unknown calls the higher number, as the server has it.
function lastCalled(visits: readonly Visit[], steps: Steps): Visit[] {
    const seq = ({ id }: Visit) => lastStep(steps, id)?.seq ?? 0;
    return [...visits].sort(
        (a, b) => seq(b) - seq(a) || b.queue.queue_number - a.queue.queue_number,
    );
}

function nurseRoom(visits: readonly Visit[], view: View): Room {
    const served = visits.filter((visit) => isServed("nurse", visit));
    const [inside = null, ...alsoInside] = lastCalled(
        served.filter(({ id }) => view.called.has(id)),
        view.steps,
    );
    return {
        inside,
        alsoInside,
        waiting: visits.filter(at("WAITING")),
        unassigned: [],
        elsewhere: served.filter(({ id }) => !view.called.has(id)),
        noShows: visits.filter(at("NO_SHOW")),
        toCome: [],
    };
}

function doctorRoom(visits: readonly Visit[], view: View): Room {
    const { schedules } = view;
    const isOwn = ({ schedule_id }: Visit) =>
        schedules === null || (schedule_id !== null && schedules.has(schedule_id));
    const isFree = (visit: Visit) => !isOwn(visit) && visit.schedule_id === null;
    const served = visits.filter((visit) => isServed("doctor", visit));
    const isHere = (visit: Visit) => isOwn(visit) || (isFree(visit) && view.called.has(visit.id));
    const [inside = null, ...alsoInside] = lastCalled(served.filter(isHere), view.steps);
    const waiting = visits.filter(at("WAITING_DOCTOR"));
    return {
        inside,
        alsoInside,
        waiting: waiting.filter(isOwn),
        unassigned: waiting.filter(isFree),
        elsewhere: served.filter((visit) => isFree(visit) && !isHere(visit)),
        noShows: visits.filter(at("NO_SHOW")).filter((visit) => isOwn(visit) || isFree(visit)),
        toCome: visits.filter(at("WAITING", "ANAMNESA")).filter(isOwn),
    };
}

// When the patient came; null: reserved earlier, and nothing says that the patient is here.
export function arrivedAt(visit: Visit, zone: string): number | null {
    if (visit.checked_in_at !== null) return Date.parse(visit.checked_in_at);
    if (visit.created_at === null || dayOf(visit.created_at, zone) !== visit.date.slice(0, 10))
        return null;
    return Date.parse(visit.created_at);
}

// Since when the patient waits for this station.
export function waitingSince(visit: Visit, view: View, zone: string): number | null {
    const arrived = arrivedAt(visit, zone);
    return view.station === "nurse" ? arrived : (stationSince(view.steps, visit.id) ?? arrived);
}

// Whether the clinic writes down who is there at all.
export function usesCheckIn(visits: readonly Visit[]): boolean {
    return visits.some(({ checked_in_at }) => checked_in_at !== null);
}

export function isMissing(visit: Visit, isCheckInUsed: boolean): boolean {
    return isCheckInUsed && visit.checked_in_at === null && statusOf(visit) === "WAITING";
}

// Who waits for the nurse and came after a higher number was called, or was called before.
export function lateIds(visits: readonly Visit[], steps: Steps): ReadonlySet<number> {
    const late = new Set<number>();
    // The first call of the numbers above.
    let called = Infinity;
    for (const visit of [...visits].sort((a, b) => b.queue.queue_number - a.queue.queue_number)) {
        const arrived = visit.checked_in_at === null ? null : Date.parse(visit.checked_in_at);
        const isPassed = arrived !== null && arrived > called;
        if (at("WAITING")(visit) && (isPassed || visit.queue.number_of_calls > 0))
            late.add(visit.id);
        const first = steps.get(visit.id)?.find(({ kind }) => kind === "anamnesa")?.at;
        called = Math.min(called, first ?? Infinity);
    }
    return late;
}

// What the next call of this patient is: 1, 2, 3; null after the last.
export function nextCall(visit: Visit): number | null {
    const calls = visit.queue.number_of_calls;
    return calls < callsMax ? calls + 1 : null;
}
