// Invented visits for the tests of the rules.
import type { StatusName } from "@/clinic/statuses";
import type { Visit } from "@/live/visits";

type Changes = Partial<Omit<Visit, "status" | "queue">> & { calls?: number };

export function visitWith(number: number, status: StatusName, changes: Changes = {}): Visit {
    const { calls = 0, ...others } = changes;
    const instants = {
        created_at: "2026-11-30T00:10:00.000000Z",
        updated_at: null,
        deleted_at: null,
    };
    return {
        id: number,
        patient_id: number,
        poly_id: 1,
        schedule_id: null,
        date: "2026-11-30",
        bpjs: true,
        status_id: 1,
        ...instants,
        patient: {
            id: number,
            patient_name: `Pasien ${number}`,
            no_bpjs: null,
            whatsapp_number: "081200000000",
            email: null,
            chat_id: null,
            ...instants,
        },
        queue: {
            id: number,
            reservation_id: number,
            poly_id: 1,
            queue_number: number,
            date: "2026-11-30",
            re_reservation_time: "07:10:00",
            call_time: null,
            ...instants,
            number_of_calls: calls,
            notification_status: false,
            display_number: `A-${String(number).padStart(3, "0")}`,
        },
        status: { id: 1, status_name: status, label: status, information: null, ...instants },
        poly: null,
        checked_in_at: null,
        priority: null,
        cancel_reason: null,
        ...others,
    };
}
