// Patients as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import { Failure } from "@/api/failure";
import type { components } from "@generated/schema";
import { pageOfPaginator } from "../parts/pages";
import { perPage, type Ask, type Page } from "../parts/useList";

export type Patient = components["schemas"]["Patient"];
type Body = components["schemas"]["PutPatientsByIdBody"];

export async function readPatients({ search, page }: Ask): Promise<Page<Patient>> {
    const query = { per_page: perPage, page, ...(search ? { search } : {}) };
    return pageOfPaginator(await read(api.GET("/api/patients", { params: { query } })));
}

export async function readPatient(id: number): Promise<Patient | null> {
    try {
        return (await read(api.GET("/api/patients/{id}", { params: { path: { id } } }))).data;
    } catch (failure) {
        if (failure instanceof Failure && failure.status === 404) return null;
        throw failure;
    }
}

export async function savePatient(id: number, body: Body, attempt: Attempt) {
    const params = { path: { id } };
    const send = (headers: Attempt["headers"]) =>
        api.PUT("/api/patients/{id}", { params, body, headers });
    return (await write(send, attempt)).data;
}
