// Requests with an Idempotency-Key.
import { randomUUID } from "node:crypto";
import assert from "node:assert/strict";
import { type Answer, type Api } from "./Api.ts";

export const newKey = () => randomUUID();

export function withKey(
    api: Api,
    key: string,
    method: string,
    url: string,
    data?: unknown,
): Promise<Answer> {
    return api.request({ method, url, data, headers: { "Idempotency-Key": key } });
}

export const isReplay = (answer: Answer) => answer.headers["idempotent-replayed"] === "true";

// `again` is the first answer, marked as such.
export function assertReplay(again: Answer, first: Answer): void {
    assert.deepEqual([again.status, again.body], [first.status, first.body]);
    assert.ok(isReplay(again) && !isReplay(first));
}
