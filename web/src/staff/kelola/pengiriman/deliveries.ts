// Messages to other systems, as the API has them.
import { api, read, write, type Attempt } from "@/api/client";
import type { components } from "@generated/schema";
import { pageOfPaginator } from "../parts/pages";
import { perPage, type Ask, type Page } from "../parts/useList";

export type Delivery = components["schemas"]["Delivery"];

type State = Delivery["state"];

export async function readDeliveries({ page, filters }: Ask): Promise<Page<Delivery>> {
    const state = filters["keadaan"] as State | "" | undefined;
    const kind = filters["jenis"];
    const query = {
        page,
        per_page: perPage,
        ...(state && { state }),
        ...(kind && { kind }),
    };
    return pageOfPaginator(await read(api.GET("/api/deliveries", { params: { query } })));
}

export function retryDelivery(id: number, attempt: Attempt) {
    const params = { path: { id } };
    return write((headers) => api.POST("/api/deliveries/{id}/retry", { params, headers }), attempt);
}
