// What the server does for a room, and what it says when an action came too late.
import { Failure } from "@/api/failure";
import type { StatusName } from "@/clinic/statuses";
import type { components } from "@generated/schema";

// What the answers to moves show of a visit.
export type Moved = Pick<components["schemas"]["MovedReservation"], "id" | "queue" | "patient">;
export type MovedNow = Moved & Pick<components["schemas"]["MovedReservation"], "status">;
export type MoveName = "anamnesa" | "waitingdoctor" | "withdoctor" | "done" | "noshow";

export interface DoctorsDay {
    readonly poly_id: number;
    readonly date: string;
    readonly doctor_id: number | null;
}

// `current` is null when no patient waited.
export interface CalledNext {
    readonly finished: Moved | null;
    readonly current: Moved | null;
}

export interface Server {
    // Refused when the visit does not have the status that the user saw.
    move(id: number, to: MoveName, expected: StatusName | null): Promise<Moved>;
    callNext(day: DoctorsDay, serving: number | null): Promise<CalledNext>;
    // Returns the ids of the visits that are as they were before.
    undo(id: number): Promise<readonly number[]>;
}

// The visit as it is, where a move came too late.
export function visitOf(failure: unknown): MovedNow | null {
    if (!(failure instanceof Failure) || !failure.isStale) return null;
    const data = failure.data as { reservation?: MovedNow } | null;
    return data?.reservation ?? null;
}

// The number with the doctor, where a call-next came too late; undefined: another failure.
export function servingOf(failure: unknown): number | null | undefined {
    if (!(failure instanceof Failure) || !failure.isStale) return undefined;
    return (failure.data as { queue_number_with_doctor?: number | null } | null)
        ?.queue_number_with_doctor;
}
