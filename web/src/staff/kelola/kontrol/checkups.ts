// Check-ups as the API has them: the return visits that a doctor orders.
import { api, read, write, type Attempt } from "@/api/client";
import { Failure } from "@/api/failure";
import type { components } from "@generated/schema";
import { pageOfMeta } from "../parts/pages";
import { perPage, type Ask, type Page } from "../parts/useList";

export type Checkup = components["schemas"]["CheckUpSchedule"];
type Body = components["schemas"]["PostCheckupScheduleBody"];

export async function readCheckups({ search, page, filters }: Ask): Promise<Page<Checkup>> {
    const query = {
        per_page: perPage,
        page,
        ...(search ? { search } : {}),
        ...(filters["poli"] ? { poly_id: Number(filters["poli"]) } : {}),
        ...(filters["tanggal"] ? { date: filters["tanggal"] } : {}),
    };
    return pageOfMeta(await read(api.GET("/api/checkup-schedule", { params: { query } })));
}

export async function readCheckup(id: number): Promise<Checkup | null> {
    try {
        const params = { path: { id } };
        return (await read(api.GET("/api/checkup-schedule/{id}", { params }))).data;
    } catch (failure) {
        if (failure instanceof Failure && failure.status === 404) return null;
        throw failure;
    }
}

export async function saveCheckup(id: number | undefined, body: Body, attempt: Attempt) {
    if (id === undefined) {
        const send = (headers: Attempt["headers"]) =>
            api.POST("/api/checkup-schedule", { body, headers });
        return (await write(send, attempt)).data;
    }
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/checkup-schedule/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}

export function removeCheckup({ id }: Checkup, attempt: Attempt) {
    const params = { path: { id } };
    return write(
        (headers) => api.DELETE("/api/checkup-schedule/{id}", { params, headers }),
        attempt,
    );
}
