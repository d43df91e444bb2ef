// What an import reports of the rows of tests/fixtures/laravel, in the order of its work.
import { type OriginalEngine } from "./Original.ts";

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function line(
    table: string,
    id: number,
    column: string,
    value: string,
    problem: string,
    done: string,
): string {
    return [table, id, column, quoted(value), quoted(problem), quoted(done)].join(",");
}

const left = "the row was left out";
const noValue = "has no value";
const twice = "another row has this value";
const noRow = (parent: string) => `there is no such row in ${parent}`;

// A day that PostgreSQL cannot store is NULL there.
const days = {
    postgres: line("schedules", 4, "date", "", noValue, left),
    mariadb: line("schedules", 4, "date", "0000-00-00", "not a value of this column", left),
};
const instants = {
    postgres: [],
    mariadb: [
        line(
            ...(["patients", 7, "created_at", "0000-00-00 00:00:00"] as const),
            ...(["not a value of this column", "it is empty now"] as const),
        ),
    ],
};

export const expectedProblems = (engine: OriginalEngine): string[] => [
    "table,id,column,value,problem,done",
    line("users", 7, "username", "", noValue, "it is now 'sri'"),
    line("role_user", 4, "id", "4 6", "is there twice", left),
    line(
        ...(["personal_access_tokens", 9, "tokenable_type", "App\\Models\\Device"] as const),
        ...(["not the token of a user", left] as const),
    ),
    line("statuses", 6, "status_name", "NOSHOW", "another name of a status", "it is now 'NO_SHOW'"),
    line(
        ...(["statuses", 8, "status_name", "REGISTERED"] as const),
        ...(["another name of a status", "it is now 'WAITING'"] as const),
    ),
    line("statuses", 9, "status_name", "RAWAT_INAP", "not a status of this program", left),
    days[engine],
    line("patients", 5, "patient_name", "", noValue, "it is now '(tanpa nama)'"),
    line("patients", 5, "whatsapp_number", "", noValue, "it is now ''"),
    line("patients", 7, "patient_name", "", "not in UTF-8", "the text was repaired"),
    ...instants[engine],
    line(
        ...(["reservations", 5, "date", "", "has no day"] as const),
        "it is now the day of the registration, 2026-01-06",
    ),
    line("checkup_schedules", 3, "date", "", noValue, left),
    line("polies", 3, "name", "Poli Gigi", twice, "it is now 'Poli Gigi~3'"),
    line("users", 6, "poly_id", "99", noRow("polies"), "it is empty now"),
    line("users", 5, "username", "budi", twice, "it is now 'budi~5'"),
    line("role_user", 99, "user_id", "99", noRow("users"), left),
    line("role_user", 4, "role_id", "77", noRow("roles"), left),
    line("personal_access_tokens", 8, "tokenable_id", "99", noRow("users"), left),
    line("personal_access_tokens", 11, "token", "", twice, left),
    line("personal_access_tokens", 10, "tokenable_id", "5", "the user is in the trash", left),
    line("statuses", 8, "status_name", "WAITING", twice, left),
    line("configs", 2, "name", "clinic_timezone", twice, left),
    line("reminder_configs", 2, "message_template_id", "99", noRow("message_templates"), left),
    line("whatsapp_configs", 2, "whatsapp_number", "6281200000001", twice, left),
    line("faqs", 2, "file", "1767944579_000000000000a.pdf", "the file does not exist", left),
    line("faqs", 3, "file", "../../.env", "not the name of a file", left),
    line("schedules", 3, "doctor_id", "99", noRow("users"), left),
    line("reservations", 4, "patient_id", "99", noRow("patients"), left),
    line("reservations", 5, "schedule_id", "77", noRow("schedules"), "it is empty now"),
    line("reservations", 7, "status_id", "9", noRow("statuses"), left),
    line("queues", 104, "reservation_id", "4", noRow("reservations"), left),
    line("queues", 107, "reservation_id", "7", noRow("reservations"), left),
    line("queues", 99, "reservation_id", "1", twice, left),
    line(
        ...(["queues", 110, "poly_id", "1 2026-01-08"] as const),
        ...(["poly or day differ from the reservation's", "they are equal now"] as const),
    ),
    line(
        ...(["queues", 9, "id", "2026-01-05", "the reservation has no queue row"] as const),
        "it got one, with the next number",
    ),
    ...[
        [3, "2 5"],
        [9, "0 6"],
    ].map(([id, numbers]) =>
        line(
            ...(["queues", Number(id), "queue_number", String(numbers)] as const),
            "the number is below 1, or another visit of the same poly and day has it",
            "it is now the second one",
        ),
    ),
    line("checkup_schedules", 2, "patient_id", "99", noRow("patients"), left),
    ...[
        [7, "Apoteker"],
        [8, "Magang"],
    ].map(([id, name]) =>
        line(
            ...(["roles", Number(id), "name", String(name)] as const),
            "no role that this program knows",
            "it may read only, until it gets permissions",
        ),
    ),
];
