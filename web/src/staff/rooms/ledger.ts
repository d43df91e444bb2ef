// Reads the ledger of a poly's day, and goes on as it grows.
import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, onScopeDispose, watch, type Ref } from "vue";
import { api, read } from "@/api/client";
import { instantOf } from "@/clinic/times";
import { follow, onReconnect } from "@/live/connection";
import { stepsOf, type Entry } from "./entries";

export interface PolyDay {
    readonly poly_id: number;
    readonly date: string;
}

interface Ledger {
    // Entries up to this number have been read.
    readonly seq: number;
    readonly entries: readonly Entry[];
}

// What the API gives in one answer.
const perAnswer = 500;
// Times and averages of earlier calls are missing then; nothing else depends on them.
const answersMax = 8;

async function readAfter(after: number) {
    return read(api.GET("/api/events", { params: { query: { after, wait: 0 } } }));
}

const isOf = (day: PolyDay) => (entry: Entry) =>
    entry.poly_id === day.poly_id && entry.date.startsWith(day.date);

async function readDay(day: PolyDay, zone: string): Promise<Ledger> {
    const { last_seq } = await read(api.GET("/api/events", { params: { query: { wait: 0 } } }));
    const begin = instantOf(day.date, "00:00:00", zone);
    let entries: Entry[] = [];
    for (let answers = 1; answers <= answersMax; ++answers) {
        const from = Math.max(0, last_seq - answers * perAnswer);
        const until = last_seq - (answers - 1) * perAnswer;
        const older = (await readAfter(from)).data.filter(({ seq }) => seq <= until);
        entries = [...older.filter(isOf(day)), ...entries];
        const first = older[0];
        if (from === 0 || (first !== undefined && Date.parse(first.created_at) < begin)) break;
    }
    return { seq: last_seq, entries };
}

// Null: the ledger does not go on from there, read it anew.
async function readOn(old: Ledger, day: PolyDay): Promise<Ledger | null> {
    let { seq } = old;
    const news: Entry[] = [];
    for (let answers = 0; answers < answersMax; ++answers) {
        const answer = await readAfter(seq);
        if (answer.reset) return null;
        news.push(...answer.data.filter(isOf(day)));
        seq = answer.data.at(-1)?.seq ?? seq;
        if (answer.data.length < perAnswer)
            return { seq, entries: news.length > 0 ? [...old.entries, ...news] : old.entries };
    }
    return null;
}

export function useLedger(day: Ref<PolyDay>, zone: Ref<string>) {
    const cache = useQueryClient();
    const key = computed(() => ["ledger", { ...day.value }] as const);
    const query = useQuery({
        queryKey: key,
        queryFn: () => readDay(day.value, zone.value),
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        structuralSharing: false,
        shallow: true,
    });

    let running: Promise<void> | null = null;
    let isAskedAgain = false;
    // Resolves when everything that was committed before this call has been read.
    async function refresh(): Promise<void> {
        if (running !== null) {
            isAskedAgain = true;
            return running;
        }
        running = readNews();
        try {
            await running;
        } finally {
            running = null;
        }
    }

    async function readNews() {
        do {
            isAskedAgain = false;
            const at = key.value;
            const old = cache.getQueryData<Ledger>(at);
            if (old === undefined) return;
            try {
                const next = await readOn(old, at[1]);
                if (next === null) await cache.invalidateQueries({ queryKey: at });
                else cache.setQueryData(at, next);
            } catch {
                return; // The connection's own mark says so; the next change tries again.
            }
        } while (isAskedAgain);
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
        steps: computed(() => stepsOf(query.data.value?.entries ?? [])),
        isLoading: query.isPending,
        refresh,
    };
}
