// The clinic's rows as the contract writes them (4.2), so that tests can compare whole bodies.
import { type Answer, type Api } from "./Api.ts";
import { any } from "./Json.ts";

export type Row = Record<string, unknown>;

export const unauthenticated = { status: "error", message: "Unauthenticated" };
export const notFound = (what: string) => ({ status: "error", message: `${what} not found` });

// The envelopes of broken rules (contract, 1.1); `errors` in the order of the answer.
type Errors = Record<string, string[]>;
const firstOf = (errors: Errors) => Object.values(errors)[0]?.[0];
export const wrapped = (errors: Errors) => ({ status: "error", message: firstOf(errors), errors });
export const failed = (errors: Errors) => ({
    status: "error",
    message: "Validation failed",
    errors,
});
export function raw(errors: Errors) {
    const others = Object.values(errors).flat().length - 1;
    const more = others === 0 ? "" : ` (and ${others} more error${others > 1 ? "s" : ""})`;
    return { message: `${firstOf(errors)}${more}`, errors };
}

// Ids of no row, in different forms.
export const badIds = ["0", "-1", "abc", "1e3", "1.5", "999999", "99999999999999999999"];

const statusTexts = {
    WAITING: ["Menunggu", "Menunggu dipanggil anamnesa"],
    ANAMNESA: ["Anamnesa", "Sedang pemeriksaan oleh perawat"],
    WAITING_DOCTOR: ["Menunggu Dokter", "Selesai anamnesis, menunggu dokter"],
    WITH_DOCTOR: ["Dengan Dokter", "Sedang konsultasi dengan dokter"],
    DONE: ["Selesai", "Selesai, bisa ambil obat/pulang"],
    NO_SHOW: ["Tidak Hadir", "Tidak datang saat dipanggil"],
    CANCELLED: ["Dibatalkan", "Batal oleh pasien atau admin"],
} as const;
export type Status = keyof typeof statusTexts;
export const statusNames = Object.keys(statusTexts) as Status[];

export const statusId = (name: Status) => statusNames.indexOf(name) + 1;

const instants = { created_at: any.timestamp, updated_at: any.timestamp, deleted_at: null };

export function statusRow(name: Status): Row {
    const [label, information] = statusTexts[name];
    return { id: statusId(name), status_name: name, label, information, ...instants };
}

export function polyRow(id: number): Row {
    const name = id === 1 ? "Poli Umum" : "Poli Gigi";
    return { id, name, ...instants, room: null, letter: null };
}

// The body of a registration. Every call is for another patient, on a day after all planned
// schedules, so that a schedule is used only if a test asks for one.
export interface Registration extends Row {
    patient_name: string;
    no_bpjs: string | null;
    whatsapp_number: string;
    email: string | null;
    poly_id: number;
    bpjs: boolean;
    date: string;
}

let count = 0;

export function registration(changes: Row = {}): Registration {
    ++count;
    const digits = String(count).padStart(4, "0");
    return {
        patient_name: `Pasien ${digits}`,
        no_bpjs: `000900000${digits}`,
        whatsapp_number: `08170000${digits}`,
        email: `pasien${digits}@mail.com`,
        poly_id: 1,
        bpjs: true,
        date: "2029-03-01",
        ...changes,
    };
}

export function patientRow(of: Row, id: unknown = any.id): Row {
    return {
        id,
        patient_name: of.patient_name,
        no_bpjs: of.no_bpjs ?? null,
        whatsapp_number: of.whatsapp_number,
        email: of.email ?? null,
        chat_id: null,
        ...instants,
    };
}

export function createdPatientRow(of: Row): Row {
    return {
        patient_name: of.patient_name,
        whatsapp_number: of.whatsapp_number,
        no_bpjs: of.no_bpjs ?? null,
        email: of.email ?? null,
        updated_at: any.timestamp,
        created_at: any.timestamp,
        id: any.id,
    };
}

// A visit with the values that a test knows; other values may be any.
export interface Visit {
    id: number;
    patient_id: number;
    number: number;
    form: Registration;
    schedule_id: number | null;
}

export function reservationRow(visit: Visit, status: Status): Row {
    return {
        id: visit.id,
        patient_id: visit.patient_id,
        poly_id: visit.form.poly_id,
        schedule_id: visit.schedule_id,
        date: visit.form.date,
        bpjs: visit.form.bpjs,
        status_id: statusId(status),
        ...instants,
    };
}

export function queueRow(visit: Visit, changes: Row = {}): Row {
    return {
        id: visit.id,
        reservation_id: visit.id,
        poly_id: visit.form.poly_id,
        queue_number: visit.number,
        date: visit.form.date,
        re_reservation_time: any.time,
        call_time: null,
        ...instants,
        number_of_calls: 0,
        notification_status: false,
        display_number: null,
        ...changes,
    };
}

export function patientOf(visit: Visit): Row {
    return patientRow(visit.form, visit.patient_id);
}

// What lists and details show of a visit after its relations.
export const ownFacts = { checked_in_at: null, priority: null, cancel_reason: null };

// A reservation with its relations in the order of lists and details.
export function wholeRow(visit: Visit, status: Status = "WAITING", queue: Row = {}): Row {
    return {
        ...reservationRow(visit, status),
        patient: patientOf(visit),
        queue: queueRow(visit, queue),
        status: statusRow(status),
        poly: polyRow(visit.form.poly_id),
        ...ownFacts,
    };
}

function must(answer: Answer, status: number): Answer {
    if (answer.status !== status)
        throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
    return answer;
}

// Registers another patient; throws if that fails.
export async function register(api: Api, changes: Row = {}): Promise<Visit> {
    const form = registration(changes);
    const { reservation, queue } = must(await api.post("/api/reservation", form), 201).body.data;
    return {
        id: reservation.id,
        patient_id: reservation.patient_id,
        number: queue.queue_number,
        form,
        schedule_id: reservation.schedule_id,
    };
}

export async function registerSeveral(api: Api, count: number, changes: Row): Promise<Visit[]> {
    const visits: Visit[] = [];
    for (let index = 0; index < count; ++index) visits.push(await register(api, changes));
    return visits;
}

// Creates a schedule and returns its id; throws if that fails.
export async function plan(api: Api, changes: Row = {}): Promise<number> {
    const hours = { doctor_id: 7, date: "2027-03-01", start_time: "08:00", end_time: "12:00" };
    const answer = await api.post("/api/schedule", { ...hours, ...changes });
    return must(answer, 201).body.data.id;
}

export type Move = "anamnesa" | "waitingdoctor" | "withdoctor" | "done" | "noshow" | "cancelled";

// Moves a visit and returns the answer's body; throws if that fails.
export async function move(api: Api, visit: Visit, to: Move): Promise<any> {
    return must(await api.patch(`/api/queue/${visit.id}/${to}`), 200).body;
}
