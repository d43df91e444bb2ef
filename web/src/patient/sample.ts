// Invented visits for tests.
import type { Visit } from "./visit";

export const waiting: Visit = {
    clinic: {
        name: "Klinik Sehat Sentosa",
        address: "Jl. Melati No. 12, Yogyakarta",
        phone: "0274 123456",
        logo_path: null,
        timezone: "Asia/Jakarta",
        is_demo: false,
    },
    now: "2026-11-30T02:12:45.000000Z",
    date: "2026-11-30",
    state: "waiting",
    queue_number: 12,
    display_number: "A-012",
    poly: { id: 1, name: "Poli Umum", room: "Ruang 2", letter: "A" },
    doctor_name: "dr. Agus Setiawan",
    session: { start_time: "08:00:00", end_time: "12:00:00" },
    status: "WAITING",
    number_of_calls: 0,
    people_ahead: 3,
    absent_ahead: 1,
    now_serving: { nurse: "A-009", doctor: "A-007" },
    estimate: {
        from_minutes: 25,
        to_minutes: 40,
        from: "2026-11-30T02:40:00.000000Z",
        to: "2026-11-30T02:55:00.000000Z",
        confidence: "medium",
    },
    checked_in_at: null,
    can_check_in: true,
    can_cancel: true,
    ends_at: "2026-11-30T17:00:00.000000Z",
};

export const called: Visit = {
    ...waiting,
    state: "called",
    status: "ANAMNESA",
    number_of_calls: 2,
    people_ahead: 0,
    absent_ahead: 0,
    now_serving: { nurse: "A-012", doctor: "A-010" },
    estimate: null,
    checked_in_at: "2026-11-30T00:52:00.000000Z",
    can_check_in: false,
    can_cancel: false,
};
