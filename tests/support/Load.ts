// Many clients at once that register and move visits. Records the server's answers, so that a test
// can check after a fault that every answered write is still there.
import assert from "node:assert/strict";
import { type Answer, Api } from "./Api.ts";
import { type Random } from "./Random.ts";
import { type Move, registration, type Row } from "./Clinic.ts";
import { type Store } from "./Engine.ts";
import { runSql } from "./Rows.ts";

// Runs `work` for 0 to count - 1, all at the same time.
export function together<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

// Counts answers by status: {"201": 10, "422": 54}.
export function tally(answers: Answer[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
}

export function oneTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index + 1);
}

export const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

// All reservations of a day, over all pages.
export async function listDay(api: Api, date: string, more: Row = {}): Promise<any[]> {
    const rows: any[] = [];
    for (let page = 1; ; ++page) {
        const params = { date, per_page: 100, page, ...more };
        const answer = await api.get("/api/reservation", params);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        rows.push(...answer.body.data.data);
        if (page >= answer.body.data.last_page) return rows;
    }
}

interface VisitState {
    status_id: number;
    number_of_calls: number;
    updated_at: string; // of the reservation
}

interface KnownVisit {
    id: number;
    number: number;
    patient_name: string;
    state: VisitState;
    moves: number;  // answered with success
    lostMoves: number;  // sent, but never answered
    isUncertain: boolean;  // a write without an answer followed the last certain state
}

function stateOf(reservation: any): VisitState {
    const { status_id, updated_at, queue } = reservation;
    return { status_id, number_of_calls: queue.number_of_calls, updated_at };
}

const moves: Move[] = ["anamnesa", "waitingdoctor", "withdoctor", "done", "noshow", "cancelled"];

// Without an answer, or after a 503, a client cannot know whether its write was carried out.
const isLost = (answer: Answer | undefined) => answer === undefined || answer.status === 503;

export class Load {
    readonly date: string;
    readonly statuses: Record<string, number> = {}; // of all answers so far
    readonly refusals: Answer[] = []; // the answers with 503
    private readonly random: Random;
    private readonly known = new Map<number, KnownVisit>();
    private readonly lostNames = new Set<string>(); // of registrations without an answer
    private clients: Promise<void>[] = [];
    private isStopped = true;
    private count = 0;
    private waiting: { count: number; done: () => void }[] = [];

    constructor(date: string, random: Random) {
        this.date = date;
        this.random = random;
    }

    // A client ends when its connection breaks or stop() is called.
    start(apis: Api[], clientCount = 16): void {
        this.isStopped = false;
        this.clients = Array.from({ length: clientCount }, (_, index) => {
            const api = apis[index % apis.length] as Api;
            return this.client(api.as(api.token));
        });
    }
    // Waits for `count` more answers. Throws if all clients end before.
    async answers(count: number): Promise<void> {
        const wanted = this.count + count;
        const counted = new Promise<void>((done) => this.waiting.push({ count: wanted, done }));
        const ended = this.ended().then(() => assert.fail("the server has gone away"));
        await Promise.race([counted, ended]);
        ended.catch(() => undefined);
    }
    async ended(): Promise<void> {
        await Promise.all(this.clients);
    }
    async stop(): Promise<void> {
        this.isStopped = true;
        await this.ended();
    }

    // Every answered write is in the database exactly as answered and only once. Apart from these,
    // only writes without an answer may be there.
    async verify(api: Api): Promise<void> {
        const rows = await listDay(api, this.date);
        const numbers = ascending(rows.map((row) => row.queue.queue_number));
        assert.deepEqual(numbers, oneTo(rows.length), "numbers are 1..N");
        const byId = new Map<number, any>(rows.map((row) => [row.id, row]));
        for (const visit of this.known.values()) {
            const row = byId.get(visit.id);
            assert.ok(row, `reservation ${visit.id} was answered and is gone`);
            assert.equal(row.queue.queue_number, visit.number);
            assert.equal(row.patient.patient_name, visit.patient_name);
            if (!visit.isUncertain) assert.deepEqual(stateOf(row), visit.state);
            visit.state = stateOf(row);
            byId.delete(visit.id);
        }
        for (const row of byId.values()) {
            const name = row.patient.patient_name;
            assert.ok(this.lostNames.has(name), `reservation ${row.id} of nobody who asked`);
        }
        this.adopt([...byId.values()]);
    }

    // The ledger has a row for the registration and a row for each move.
    async verifyLedger(store: Store): Promise<void> {
        const sql =
            "SELECT CAST(reservation_id AS TEXT), CAST(COUNT(*) AS TEXT) FROM events " +
            `WHERE date = '${this.date}' GROUP BY reservation_id`;
        const rows = (await runSql(store, sql)).map(([id, count]) => [Number(id), Number(count)]);
        const counts = new Map(rows as [number, number][]);
        for (const { id, moves, lostMoves } of this.known.values()) {
            const count = counts.get(id) ?? 0;
            const isRight = count >= 1 + moves && count <= 1 + moves + lostMoves;
            assert.ok(isRight, `${count} events after ${moves} moves of ${id}`);
        }
    }

    // Takes the state that verify() found as certain.
    private adopt(rows: any[]): void {
        for (const visit of this.known.values()) visit.isUncertain = false;
        for (const row of rows) {
            this.lostNames.delete(row.patient.patient_name);
            this.know(row.id, row.queue.queue_number, row.patient.patient_name, stateOf(row));
        }
    }

    private know(id: number, number: number, patient_name: string, state: VisitState): void {
        assert.ok(!this.known.has(id), `reservation id ${id} was given twice`);
        const visit = { id, number, patient_name, state };
        this.known.set(id, { ...visit, moves: 0, lostMoves: 0, isUncertain: false });
    }

    private async client(api: Api): Promise<void> {
        const own: KnownVisit[] = [];
        while (!this.isStopped) {
            const isNew = own.length === 0 || this.random.next() < 0.4;
            const answer = isNew
                ? await this.register(api, own)
                : await this.move(api, this.random.pick(own));
            if (answer === undefined) return;
            this.note(answer);
            // Retry-After says a second. The tests wait for a shorter time, but not in a busy loop.
            if (answer.status === 503) await new Promise((done) => setTimeout(done, 20));
        }
    }

    private note(answer: Answer): void {
        ++this.count;
        this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
        if (answer.status === 503) this.refusals.push(answer);
        this.waiting = this.waiting.filter(({ count, done }) => {
            if (count <= this.count) done();
            return count > this.count;
        });
    }

    private async register(api: Api, own: KnownVisit[]): Promise<Answer | undefined> {
        const form = registration({ date: this.date });
        const answer = await send(() => api.post("/api/reservation", form));
        if (isLost(answer)) this.lostNames.add(form.patient_name);
        if (answer === undefined || answer.status === 503) return answer;
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        const { reservation, queue } = answer.body.data;
        const { id, status_id, updated_at } = reservation;
        const state = { status_id, updated_at, number_of_calls: 0 };
        this.know(id, queue.queue_number, form.patient_name, state);
        own.push(this.known.get(id) as KnownVisit);
        return answer;
    }

    private async move(api: Api, visit: KnownVisit): Promise<Answer | undefined> {
        const path = `/api/queue/${visit.id}/${this.random.pick(moves)}`;
        const answer = await send(() => api.patch(path));
        if (isLost(answer)) {
            visit.isUncertain = true;
            ++visit.lostMoves;
        }
        if (answer === undefined || answer.status === 503) return answer;
        if (answer.status === 422) {
            assert.match(answer.body.message, /^Maximum number of calls reached/);
            return answer;
        }
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        visit.state = stateOf(answer.body.data.reservation);
        visit.isUncertain = false;
        ++visit.moves;
        return answer;
    }
}

// undefined: the connection was interrupted.
async function send(request: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
        return await request();
    } catch (error) {
        const { code } = error as { code?: string };
        const broken = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ECONNABORTED", "ERR_BAD_RESPONSE"];
        if (code !== undefined && broken.includes(code)) return undefined;
        throw error;
    }
}
