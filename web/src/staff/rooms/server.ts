// The moves of a visit by the API.
import { api, write } from "@/api/client";
import type { StatusName } from "@/clinic/statuses";
import type { Moved, MoveName, Server } from "./moves";

const patches = {
    anamnesa: (id: number, expected_status: string | null, headers: Headers) =>
        api.PATCH("/api/queue/{id}/anamnesa", request(id, expected_status, headers)),
    waitingdoctor: (id: number, expected_status: string | null, headers: Headers) =>
        api.PATCH("/api/queue/{id}/waitingdoctor", request(id, expected_status, headers)),
    withdoctor: (id: number, expected_status: string | null, headers: Headers) =>
        api.PATCH("/api/queue/{id}/withdoctor", request(id, expected_status, headers)),
    done: (id: number, expected_status: string | null, headers: Headers) =>
        api.PATCH("/api/queue/{id}/done", request(id, expected_status, headers)),
    noshow: (id: number, expected_status: string | null, headers: Headers) =>
        api.PATCH("/api/queue/{id}/noshow", request(id, expected_status, headers)),
};

type Headers = Record<string, string>;

function request(id: number, expected_status: string | null, headers: Headers) {
    return { params: { path: { id } }, body: { expected_status }, headers };
}

async function moveTo(id: number, to: MoveName, expected: StatusName | null): Promise<Moved> {
    const send = patches[to] as (typeof patches)["anamnesa"];
    return (await write((headers) => send(id, expected, headers))).data.reservation;
}

export const server: Server = {
    move: moveTo,
    async callNext(day, serving) {
        const body = { ...day, expected_serving: serving };
        const answer = await write((headers) =>
            api.PATCH("/api/queue/call-next", { body, headers }),
        );
        return answer.data ?? { finished: null, current: null };
    },
    async undo(id) {
        const params = { path: { id } };
        const { data } = await write((headers) =>
            api.POST("/api/queue/{id}/undo", { params, headers }),
        );
        return [data.reservation, ...data.others].map((each) => each.id);
    },
};
