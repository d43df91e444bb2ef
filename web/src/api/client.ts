// The API of the server, typed by its own document: a screen that uses a field that the API does
// not have does not compile.
//
//   const rows = await read(api.GET("/api/poly", {}));
//   await write((headers) => api.POST("/api/reservation", { body, headers }));
import createClient, { type FetchResponse, type ParseAsResponse } from "openapi-fetch";
import { Attempt } from "./attempt";
import { Failure, failureOf, Unreachable } from "./failure";
import { at } from "../basePath";
import type { paths } from "@generated/schema";

export { Attempt };

export const api = createClient<paths>({
    baseUrl: location.origin + at(""),
    credentials: "same-origin",
});

const refused = new Set<() => void>();

// Calls `act` when the server refuses the user: signed out, or no longer permitted. Returns its
// end.
export function onRefusal(act: () => void): () => void {
    refused.add(act);
    return () => refused.delete(act);
}

api.use({
    onResponse: ({ response, schemaPath }) => {
        // What asks who the user is decides about its own refusal.
        if (schemaPath.startsWith("/api/auth/")) return;
        if (response.status === 401 || response.status === 403) for (const act of refused) act();
    },
});

type Method = Record<string | number, unknown>;
type Body<T extends Method, O> = ParseAsResponse<
    NonNullable<Extract<FetchResponse<T, O, "application/json">, { data: unknown }>["data"]>,
    O
>;

// The body of the answer. Throws a Failure or Unreachable.
export async function read<T extends Method, O>(
    sent: Promise<FetchResponse<T, O, "application/json">>,
): Promise<Body<T, O>> {
    let answer;
    try {
        answer = await sent;
    } catch {
        throw new Unreachable();
    }
    if (!answer.response.ok) throw failureOf(answer.response, answer.error);
    return answer.data as Body<T, O>;
}

const pauses_ms = [400, 1_200, 2_500];

// The body of the answer. Sends again while the server cannot be reached, is restarting, or has not
// finished the first try. Throws a Failure or Unreachable; with the same `attempt` the caller may
// try again without doing it twice.
export async function write<T extends Method, O>(
    send: (headers: Attempt["headers"]) => Promise<FetchResponse<T, O, "application/json">>,
    attempt = new Attempt(),
): Promise<Body<T, O>> {
    for (const pause_ms of pauses_ms) {
        try {
            return await read(send(attempt.headers));
        } catch (failure) {
            if (!isPassing(failure)) throw failure;
        }
        await new Promise((done) => setTimeout(done, pause_ms));
    }
    return read(send(attempt.headers));
}

function isPassing(failure: unknown): boolean {
    if (failure instanceof Unreachable) return true;
    return failure instanceof Failure && (failure.isUnavailable || failure.isUnanswered);
}
