// What the desk does to a visit. Each function returns the visit as it is afterwards; null: it is
// gone.
import { api, type Attempt, read, write } from "@/api/client";
import { Failure } from "@/api/failure";
import type { PriorityName } from "@/clinic/priorities";
import type { Visit } from "@/live/visits";
import type { components } from "@generated/schema";

type Correction = components["schemas"]["PutReservationByIdBody"];
type PatientBody = components["schemas"]["PutPatientsByIdBody"];

export async function readVisit(id: number): Promise<Visit | null> {
    try {
        const params = { path: { id } };
        return (await read(api.GET("/api/reservation/{id}", { params }))).data.reservation;
    } catch (failure) {
        if (failure instanceof Failure && failure.status === 404) return null;
        throw failure;
    }
}

export async function checkIn(id: number, attempt: Attempt): Promise<Visit | null> {
    const params = { path: { id } };
    await write((headers) => api.POST("/api/queue/{id}/check-in", { params, headers }), attempt);
    return readVisit(id);
}

export async function cancel(
    visit: Visit,
    reason: string,
    attempt: Attempt,
): Promise<Visit | null> {
    const params = { path: { id: visit.id } };
    const body = {
        expected_status: visit.status?.status_name ?? null,
        cancel_reason: reason.trim() || null,
    };
    await write(
        (headers) => api.PATCH("/api/queue/{id}/cancelled", { params, body, headers }),
        attempt,
    );
    return readVisit(visit.id);
}

export async function undo(visit: Visit, attempt: Attempt): Promise<Visit | null> {
    const params = { path: { id: visit.id } };
    await write((headers) => api.POST("/api/queue/{id}/undo", { params, headers }), attempt);
    return readVisit(visit.id);
}

// The correction that changes nothing.
function asItIs(visit: Visit): Correction {
    return {
        patient_name: visit.patient?.patient_name ?? "",
        whatsapp_number: visit.patient?.whatsapp_number ?? "",
        poly_id: visit.poly_id,
        bpjs: visit.bpjs,
        date: visit.date.slice(0, 10),
    };
}

async function correct(visit: Visit, body: Correction, attempt: Attempt): Promise<Visit | null> {
    const params = { path: { id: visit.id } };
    await write((headers) => api.PUT("/api/reservation/{id}", { params, body, headers }), attempt);
    return readVisit(visit.id);
}

export function setPriority(visit: Visit, priority: PriorityName | null, attempt: Attempt) {
    return correct(visit, { ...asItIs(visit), priority }, attempt);
}

export interface Target {
    readonly poly_id: number;
    readonly date: string;
    // Null: the poly has no schedule on that day.
    readonly schedule_id: number | null;
}

export function moveElsewhere(visit: Visit, target: Target, attempt: Attempt) {
    return correct(visit, { ...asItIs(visit), ...target }, attempt);
}

export async function changePatient(
    visit: Visit,
    body: PatientBody,
    attempt: Attempt,
): Promise<Visit | null> {
    const params = { path: { id: visit.patient_id } };
    await write((headers) => api.PUT("/api/patients/{id}", { params, body, headers }), attempt);
    return readVisit(visit.id);
}
