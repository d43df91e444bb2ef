// Schedules and doctors as the API has them.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";
import { readHolidays } from "../libur/holidays";
import { listKey } from "../parts/useList";
import type { Days } from "./days";
import type { Hours, Plan, Session } from "./hours";

export type WeekPlan = components["schemas"]["WeekPlan"];
export type WeekPlanBody = components["schemas"]["PostScheduleBulkBody"];
export type Planned = components["schemas"]["PlannedSchedule"];

export interface ScheduleBody {
    readonly doctor_id: number;
    readonly date: string;
    readonly start_time: string;
    readonly end_time: string;
    readonly quota: number | null;
}

export interface Doctor {
    readonly id: number;
    readonly name: string;
    readonly poly_id: number | null;
}

// "24:00" is not a time of the API.
const endTime = (end: string) => (end === "24:00" ? "23:59" : end);

export function bodyOf(hours: Hours & { doctor_id: number }, quota: number | null): ScheduleBody {
    const { doctor_id, date, start, end } = hours;
    return { doctor_id, date, start_time: start, end_time: endTime(end), quota };
}

export async function createSchedule(body: ScheduleBody, attempt: Attempt) {
    const send = (headers: Attempt["headers"]) => api.POST("/api/schedule", { body, headers });
    return (await write(send, attempt)).data;
}

export async function changeSchedule(id: number, body: ScheduleBody, attempt: Attempt) {
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/schedule/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeSchedule(id: number, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/schedule/{id}", { params, headers }), attempt);
}

export async function planWeeks(body: WeekPlanBody, attempt: Attempt): Promise<WeekPlan> {
    const send = (headers: Attempt["headers"]) => api.POST("/api/schedule/bulk", { body, headers });
    return (await write(send, attempt)).data;
}

const again_ms = 30_000;
export const plansKey = [...listKey("schedules")] as const;

// What the calendar shows, read in one request for the schedules and one for the holidays.
export function usePlan(days: MaybeRefOrGetter<Days>, poly_id: MaybeRefOrGetter<number | null>) {
    const cache = useQueryClient();
    const query = useQuery({
        queryKey: computed(() => [...plansKey, toValue(days), toValue(poly_id)] as const),
        queryFn: async (): Promise<Plan> => {
            const { from: date_from, to: date_to } = toValue(days);
            const poly = toValue(poly_id);
            const range = { date_from, date_to };
            const [schedules, holidays] = await Promise.all([
                read(
                    api.GET("/api/schedule", {
                        params: { query: { ...range, ...(poly !== null && { poly_id: poly }) } },
                    }),
                ),
                readHolidays(range),
            ]);
            return { sessions: schedules.data, holidays };
        },
        placeholderData: keepPreviousData,
        refetchInterval: again_ms,
    });
    return {
        plan: computed<Plan>(() => query.data.value ?? { sessions: [], holidays: [] }),
        isLoading: query.isPending,
        failure: query.error,
        refresh: () => cache.invalidateQueries({ queryKey: listKey("schedules") }),
    };
}

const perPage = 100;

async function readDoctors(): Promise<Doctor[]> {
    const doctors: Doctor[] = [];
    for (let page = 1, last = 1; page <= last; ++page) {
        const query = { page, per_page: perPage };
        const { data, meta } = await read(api.GET("/api/users", { params: { query } }));
        last = meta.last_page;
        for (const { id, name, poly_id, roles } of data)
            if (roles.some((role) => role.name === "Dokter")) doctors.push({ id, name, poly_id });
    }
    return doctors;
}

// Users with the role of a doctor, and the doctors of `sessions`; by name.
export function useDoctors(sessions: MaybeRefOrGetter<readonly Session[]>) {
    const query = useQuery({
        queryKey: [...listKey("doctors")],
        queryFn: readDoctors,
        staleTime: 5 * 60_000,
    });
    return computed<Doctor[]>(() => {
        const doctors = new Map((query.data.value ?? []).map((each) => [each.id, each]));
        for (const { doctor } of toValue(sessions))
            if (doctor !== null && !doctors.has(doctor.id)) doctors.set(doctor.id, doctor);
        return [...doctors.values()].sort((a, b) => a.name.localeCompare(b.name, "id"));
    });
}
