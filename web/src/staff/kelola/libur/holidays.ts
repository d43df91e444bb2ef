// Holidays as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";

export type Holiday = components["schemas"]["Holiday"];
export type HolidayAndReservations = components["schemas"]["HolidayAndReservations"];
export type Affected = components["schemas"]["ReservationOnHoliday"];

export interface HolidayBody {
    readonly doctor_id: number | null;
    readonly first_date: string;
    readonly last_date: string;
    readonly reason: string;
}

export async function readHolidays(range: { date_from?: string; date_to?: string } = {}) {
    return (await read(api.GET("/api/holidays", { params: { query: range } }))).data;
}

export async function readHoliday(id: number): Promise<HolidayAndReservations> {
    return (await read(api.GET("/api/holidays/{id}", { params: { path: { id } } }))).data;
}

export async function saveHoliday(
    id: number | undefined,
    body: HolidayBody,
    attempt: Attempt,
): Promise<HolidayAndReservations> {
    if (id === undefined)
        return (await write((headers) => api.POST("/api/holidays", { body, headers }), attempt))
            .data;
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/holidays/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeHoliday({ id }: { id: number }, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.DELETE("/api/holidays/{id}", { params, headers }), attempt);
}

export const bodyOf = ({ doctor_id, first_date, last_date, reason }: Holiday): HolidayBody => ({
    doctor_id,
    first_date,
    last_date,
    reason,
});
