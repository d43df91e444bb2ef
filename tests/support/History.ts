// A clinic's past, written directly into the database: visits with chosen days, hours, stations and
// waits, and a plain list of them. Tests compute the expected figures from that list.
import { Random } from "./Random.ts";
import { type Status, statusId, statusNames } from "./Clinic.ts";
import { type Store } from "./Engine.ts";
import { runSql } from "./Rows.ts";

export interface PastVisit {
    id: number;
    patient_name: string;
    poly_id: number;
    date: string;
    bpjs: boolean;
    status: Status;
    registered: string; // "08:15:30"
    called: string | null;
}

export const pastPolies = ["Poli Umum", "Poli Gigi"];
export const polyName = (visit: PastVisit) => pastPolies[visit.poly_id - 1] as string;

const two = (number: number) => String(number).padStart(2, "0");
const clock = (second: number) =>
    [second / 3600, (second / 60) % 60, second % 60].map((part) => two(Math.floor(part))).join(":");
const secondOf = (time: string) =>
    time.split(":").reduce((seconds, part) => 60 * seconds + Number(part), 0);

// Seconds between registration and call; null without a call, or if the call is earlier in the day.
export function waitOf(visit: PastVisit): number | null {
    if (visit.called === null || visit.called < visit.registered) return null;
    return secondOf(visit.called) - secondOf(visit.registered);
}

// Random visits of those days, the same for the same seed. About every tenth day is closed.
export function inventVisits(count: number, days: string[], seed: number): PastVisit[] {
    const random = new Random(seed);
    const open = days.filter(() => random.below(10) > 0);
    return Array.from({ length: count }, (_, index) => {
        const status = random.pick(statusNames);
        const registered = random.below(86_400);
        const isCalled = status === "DONE" || status === "WITH_DOCTOR" || random.below(10) === 0;
        const called = (registered + random.below(7_200)) % 86_400;  // also after midnight
        return {
            id: 1_000 + index,
            patient_name: `Pasien ${1_000 + index}`,
            poly_id: 1 + random.below(2),
            date: random.pick(open),
            bpjs: random.below(3) === 0,
            status,
            registered: clock(registered),
            called: isCalled ? clock(called) : null,
        };
    });
}

export function daysFrom(first: string, count: number): string[] {
    return Array.from({ length: count }, (_, index) =>
        new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
    );
}

const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);

// Adds the visits and recounts all figures from the database.
export async function writeHistory(store: Store, visits: PastVisit[]): Promise<void> {
    const insert = (table: string, rows: string[]) =>
        runSql(store, `INSERT INTO ${table} VALUES ${rows.join(",")}`);
    const all = (line: (visit: PastVisit) => string) => visits.map((visit) => `(${line(visit)})`);
    await insert(
        "patients (id, patient_name, whatsapp_number, whatsapp_key)",
        all((visit) => `${visit.id}, '${visit.patient_name}', '08${visit.id}', '628${visit.id}'`),
    );
    await insert(
        "reservations (id, patient_id, poly_id, date, bpjs, status_id)",
        all(
            ({ id, poly_id, date, bpjs, status }) =>
                `${id}, ${id}, ${poly_id}, '${date}', ${bpjs ? 1 : 0}, ${statusId(status)}`,
        ),
    );
    await insert(
        `queues (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time)`,
        all(
            ({ id, poly_id, date, registered, called }) =>
                `${id}, ${id}, ${poly_id}, ${id}, '${date}', '${registered}', ${text(called)}`,
        ),
    );
    await followIds(store);
    await recountFigures(store);
}

// PostgreSQL gives the next rows ids that are still free; SQLite does so by itself.
async function followIds(store: Store): Promise<void> {
    if (store.engine !== "postgres") return;
    for (const table of ["patients", "reservations", "queues"])
        await runSql(
            store,
            `SELECT setval(pg_get_serial_sequence('${table}', 'id'), MAX(id)) FROM ${table}`,
        );
}

// After visits were written past the program.
export async function recountFigures(store: Store): Promise<void> {
    for (const kind of ["figures", "waits"]) {
        await runSql(store, `DELETE FROM daily_${kind}`);
        await runSql(store, `INSERT INTO daily_${kind} SELECT * FROM counted_${kind}`);
    }
}

export const countOf = (visits: PastVisit[], ...statuses: Status[]) =>
    visits.filter(({ status }) => statuses.includes(status)).length;

// Rounds to two decimals, half up.
const rounded = (value: number) => Math.round(value * 100 + 1e-7) / 100;
export const percent = (part: number, whole: number) =>
    whole === 0 ? 0 : rounded((part / whole) * 100);

export const waitsOf = (visits: PastVisit[]) =>
    visits.map(waitOf).filter((wait): wait is number => wait !== null);
export const minutes = (seconds: number) => rounded(seconds / 60);
export const averageMinutes = (waits: number[]) =>
    minutes(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);

// Groups, in the order of their keys.
export function groupBy(
    visits: PastVisit[],
    key: (visit: PastVisit) => string,
): [key: string, visits: PastVisit[]][] {
    const groups = new Map<string, PastVisit[]>();
    for (const visit of visits)
        groups.set(key(visit), [...(groups.get(key(visit)) ?? []), visit]);
    return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
