// The last visit of a patient, from which a registration begins.
import { useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read } from "@/api/client";
import { shortDayText } from "@/clinic/times";
import type { Visit } from "@/live/visits";
import type { Patient } from "./registration";

export interface LastVisit {
    readonly visit: Visit;
    readonly doctor_id: number | null;
}

// "Terakhir 12 Nov 2026" and "Poli Umum"; a visit to come is said to be planned.
export function lastVisitLines(last: LastVisit | null, today: string): string[] {
    if (last === null) return ["Belum pernah berkunjung"];
    const date = last.visit.date.slice(0, 10);
    const word = date > today ? "Terjadwal" : "Terakhir";
    const day = date === today ? "hari ini" : shortDayText(date);
    return [`${word} ${day}`, last.visit.poly?.name ?? ""].filter(Boolean);
}

const perPage = 100;
const identifyingDigits = 5;

// The text that finds the patient and few others.
function searchFor(patient: Patient): string {
    const digits = patient.whatsapp_number.replace(/\D/g, "");
    return digits.length >= identifyingDigits ? patient.whatsapp_number : patient.patient_name;
}

async function visitsFound(search: string, page: number, signal: AbortSignal) {
    const query = { search, per_page: perPage, page };
    return (await read(api.GET("/api/reservation", { params: { query }, signal }))).data;
}

async function readLastVisit(patient: Patient, signal: AbortSignal): Promise<LastVisit | null> {
    // The list begins with the oldest.
    let found = await visitsFound(searchFor(patient), 1, signal);
    if (found.last_page > 1) found = await visitsFound(searchFor(patient), found.last_page, signal);
    const visit = found.data
        .filter(
            (each) => each.patient_id === patient.id && each.status?.status_name !== "CANCELLED",
        )
        .sort((a, b) => a.date.localeCompare(b.date) || a.id - b.id)
        .at(-1);
    if (visit === undefined) return null;
    return { visit, doctor_id: await doctorOf(visit.schedule_id, signal) };
}

async function doctorOf(schedule_id: number | null, signal: AbortSignal): Promise<number | null> {
    if (schedule_id === null) return null;
    const params = { path: { id: schedule_id } };
    return read(api.GET("/api/schedule/{id}", { params, signal })).then(
        ({ data }) => data.doctor_id,
        () => null, // The schedule was removed since.
    );
}

// Null: none. Undefined: not known yet.
export function useLastVisit(patient: MaybeRefOrGetter<Patient | null>) {
    const query = useQuery({
        queryKey: computed(() => ["last-visit", toValue(patient)?.id ?? null] as const),
        queryFn: ({ signal }) => {
            const of = toValue(patient);
            return of === null ? null : readLastVisit(of, signal);
        },
        enabled: computed(() => toValue(patient) !== null),
        staleTime: 60_000,
        retry: 1,
    });
    return { lastVisit: query.data, isUnknown: query.isPending };
}
