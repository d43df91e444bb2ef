// What one press of a button does: one or more steps, in order, up to the first that fails.
import type { StatusName } from "@/clinic/statuses";
import type { Visit } from "@/live/visits";
import type { DoctorsDay, Moved, MoveName, Server } from "./moves";
import { statusOf, type Room, type Station } from "./room";

export type Step =
    // The nurse has finished: the patient waits for the doctor.
    | { readonly kind: "send"; readonly visit: Visit }
    | { readonly kind: "finish"; readonly visit: Visit }
    // `from`: the status that an earlier step gives the visit.
    | {
          readonly kind: "call";
          readonly visit: Visit;
          readonly station: Station;
          readonly from?: StatusName;
      }
    // The patient waits for the doctor, and the calls are counted anew.
    | { readonly kind: "return"; readonly visit: Visit }
    | { readonly kind: "absent"; readonly visit: Visit }
    // Finishes who is with the doctor and calls who waits, in one step of the server.
    | { readonly kind: "next"; readonly day: DoctorsDay; readonly inside: Visit | null };

// Who was called and who left by a step; of most steps one of them.
export interface Done {
    readonly step: Step;
    readonly called: Moved | null;
    readonly left: Moved | null;
}

export interface Run {
    readonly done: readonly Done[];
    readonly failed: { readonly step: Step; readonly failure: unknown } | null;
}

export async function run(steps: readonly Step[], server: Server): Promise<Run> {
    const done: Done[] = [];
    for (const step of steps) {
        try {
            done.push({ step, ...(await carryOut(step, server)) });
        } catch (failure) {
            return { done, failed: { step, failure } };
        }
    }
    return { done, failed: null };
}

async function carryOut(step: Step, server: Server): Promise<Omit<Done, "step">> {
    if (step.kind === "next") {
        const serving = step.inside?.queue.queue_number ?? null;
        const { current, finished } = await server.callNext(step.day, serving);
        return { called: current, left: finished };
    }
    const from = (step.kind === "call" && step.from) || statusOf(step.visit);
    const moved = await server.move(step.visit.id, targetOf(step), from);
    return step.kind === "call" ? { called: moved, left: null } : { called: null, left: moved };
}

function targetOf(step: Exclude<Step, { kind: "next" }>): MoveName {
    switch (step.kind) {
        case "send":
        case "return":
            return "waitingdoctor";
        case "finish":
            return "done";
        case "absent":
            return "noshow";
        case "call":
            return step.station === "nurse" ? "anamnesa" : "withdoctor";
    }
}

// The main button: finish who is inside, call who is next.
export function primarySteps(station: Station, room: Room, day: DoctorsDay): readonly Step[] {
    const { inside } = room;
    const next = room.waiting[0];
    const leave = leaveSteps(station, room);
    if (next === undefined) return leave;
    if (station === "nurse") return [...leave, { kind: "call", visit: next, station }];
    const isFinishedByNext =
        inside === null || day.doctor_id === null || inside.schedule_id !== null;
    return [
        ...(isFinishedByNext ? [] : leave),
        { kind: "next", day, inside: isFinishedByNext ? inside : null },
    ];
}

// Who is inside leaves, and nobody is called.
export function leaveSteps(station: Station, { inside }: Room): readonly Step[] {
    if (inside === null) return [];
    return [{ kind: station === "nurse" ? "send" : "finish", visit: inside }];
}

// The visits whose last moves this press made, the latest first. A call-next is taken back through
// any of its visits. A patient who was called after a return is in none of both places again, so
// this is not offered.
export function undoableOf({ done }: Run): readonly number[] {
    const ids = done.flatMap(({ called, left }) => (called ?? left)?.id ?? []).reverse();
    return new Set(ids).size === ids.length ? ids : [];
}
