// The visits of a day, always as they are now: read once, then every change of the ledger is read
// as it happens, row by row. The rows are in the query cache and nowhere else.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import {
    computed,
    onScopeDispose,
    shallowRef,
    toValue,
    watch,
    watchEffect,
    type MaybeRefOrGetter,
} from "vue";
import { api, read } from "@/api/client";
import { Failure } from "@/api/failure";
import type { components } from "@generated/schema";
import { follow, onReconnect } from "./connection";

export type Visit = components["schemas"]["Visit"];

export interface VisitFilter {
    date: string;
    poly_id?: number | undefined;
    doctor_id?: number | undefined;
}

interface Read {
    // Changes up to this number of the ledger are in the rows.
    seq: number;
    visits: readonly Visit[];
}

const perPage = 100;
// Beyond this many changed rows, reading all of them again is cheaper.
const changedRowsMax = 25;

async function lastNumber(): Promise<number> {
    return (await read(api.GET("/api/events", { params: { query: { wait: 0 } } }))).last_seq;
}

async function readPage(filter: VisitFilter, page: number) {
    const query = { ...filter, per_page: perPage, page };
    return (await read(api.GET("/api/reservation", { params: { query } }))).data;
}

async function readAll(filter: VisitFilter): Promise<Read> {
    // The number first: a change between both readings is then read twice, and not missed.
    const seq = await lastNumber();
    const first = await readPage(filter, 1);
    const others = Array.from({ length: first.last_page - 1 }, (_, index) => index + 2);
    const pages = [first];
    for (let at = 0; at < others.length; at += 6)
        pages.push(
            ...(await Promise.all(others.slice(at, at + 6).map((page) => readPage(filter, page)))),
        );
    return { seq, visits: inOrder(new Map(pages.flatMap(({ data }) => data).map(byId))) };
}

const byId = (visit: Visit): [number, Visit] => [visit.id, visit];

function inOrder(visits: ReadonlyMap<number, Visit>): Visit[] {
    const number = (visit: Visit) => visit.queue?.queue_number ?? 0;
    return [...visits.values()].sort(
        (a, b) => a.poly_id - b.poly_id || number(a) - number(b) || a.id - b.id,
    );
}

// Null when the visit was removed.
export async function readVisit(id: number): Promise<Visit | null> {
    try {
        const params = { path: { id } };
        return (await read(api.GET("/api/reservation/{id}", { params }))).data.reservation;
    } catch (failure) {
        if (failure instanceof Failure && failure.status === 404) return null;
        throw failure;
    }
}

function matches(visit: Visit, filter: VisitFilter): boolean {
    return (
        visit.date.startsWith(filter.date) &&
        (filter.poly_id === undefined || visit.poly_id === filter.poly_id)
    );
}

// The rows with what has changed since; null: read everything again.
async function readOn(old: Read, filter: VisitFilter): Promise<Read | null> {
    const query = { after: old.seq, wait: 0 };
    const changes = await read(api.GET("/api/events", { params: { query } }));
    // Which schedules are whose is known to the server only.
    if (changes.reset || filter.doctor_id !== undefined)
        return changes.data.length === 0 && !changes.reset
            ? { ...old, seq: changes.last_seq }
            : null;
    const known = new Map(old.visits.map(byId));
    const concerned = changes.data.filter(
        (each) =>
            known.has(each.reservation_id) ||
            (each.date.startsWith(filter.date) &&
                (filter.poly_id === undefined || each.poly_id === filter.poly_id)),
    );
    const ids = [...new Set(concerned.map((each) => each.reservation_id))];
    if (ids.length > changedRowsMax) return null;
    for (const [index, visit] of (await Promise.all(ids.map(readVisit))).entries()) {
        if (visit !== null && matches(visit, filter)) known.set(visit.id, visit);
        else known.delete(ids[index] ?? 0);
    }
    const seq = changes.data.reduce((last, each) => Math.max(last, each.seq), old.seq);
    const visits = ids.length === 0 ? old.visits : inOrder(known);
    return { seq, visits };
}

// The first tries that fail are not said: the server may be restarting.
const silentTries = 2;

// Reactive rows of the filter. `failure` is set while they cannot be read; old rows stay. They are
// asked for again by themselves.
export function useVisits(filter: MaybeRefOrGetter<VisitFilter>) {
    const cache = useQueryClient();
    const key = computed(() => ["visits", { ...toValue(filter) }] as const);
    const query = useQuery({
        queryKey: key,
        queryFn: () => readAll(toValue(filter)),
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        // Thousands of rows: unchanged ones stay the same objects by themselves.
        structuralSharing: false,
        shallow: true,
    });

    // It stays while the rows are asked for again, so that nothing flickers.
    const failure = shallowRef<Error | null>(null);
    watchEffect(() => {
        const reason = query.failureCount.value >= silentTries ? query.failureReason.value : null;
        failure.value = query.error.value ?? reason ?? failure.value;
        if (query.isSuccess.value && reason === null) failure.value = null;
    });

    let isReading = false;
    let isAskedAgain = false;
    // One reading at a time; what happens meanwhile is read by the next one.
    async function refresh(): Promise<void> {
        if (isReading) {
            isAskedAgain = true;
            return;
        }
        isReading = true;
        try {
            do {
                isAskedAgain = false;
                const at = key.value;
                const old = cache.getQueryData<Read>(at);
                if (old === undefined) {
                    if (cache.getQueryState(at)?.status === "error")
                        await cache.refetchQueries({ queryKey: at, exact: true });
                    continue;
                }
                const next = await readOn(old, at[1]);
                if (next === null) await cache.invalidateQueries({ queryKey: at });
                else if (cache.getQueryData<Read>(at) === old) cache.setQueryData(at, next);
                else isAskedAgain = true;
            } while (isAskedAgain);
        } catch {
            // The connection's own mark says so; the next change or the timer tries again.
        } finally {
            isReading = false;
        }
    }

    // A row as an answer of the API showed it, at once.
    function put(visit: Visit): void {
        cache.setQueryData<Read>(key.value, (old) => {
            if (old === undefined) return old;
            const visits = new Map(old.visits.map(byId));
            if (matches(visit, key.value[1])) visits.set(visit.id, visit);
            else visits.delete(visit.id);
            return { ...old, visits: inOrder(visits) };
        });
    }

    const ends = [
        follow("queue-channel", "queue.updated", () => void refresh()),
        onReconnect(() => void refresh()),
    ];
    const timer = setInterval(() => void refresh(), 30_000);
    watch(key, () => void refresh());
    onScopeDispose(() => {
        ends.forEach((end) => end());
        clearInterval(timer);
    });
    return {
        visits: computed(() => query.data.value?.visits ?? []),
        isLoading: computed(() => query.data.value === undefined),
        failure,
        refresh,
        put,
    };
}
