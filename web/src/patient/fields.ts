// The texts of the page, by the names of its placeholders (CONTRACT.md). An empty text: there is
// none, and what shows it is hidden. The server makes the same table for the first view.
import { dayText, timeText } from "@/clinic/times";
import type { Visit } from "./visit";

export type Fields = Record<string, string>;

const liveStates = ["waiting", "called", "with_nurse", "waiting_doctor", "with_doctor"];
const states = [...liveStates, "upcoming", "done", "no_show", "cancelled", "gone", "busy"];

const yes = (isSo: boolean) => (isSo ? "ya" : "");

// "25–40", or "25" for a range that is a point.
function range(from: string, to: string): string {
    return from === to ? from : `${from}–${to}`;
}

function stateFields(state: string): Fields {
    return {
        state,
        ...Object.fromEntries(states.map((each) => [`is_${each}`, yes(each === state)])),
        is_live: yes(liveStates.includes(state)),
    };
}

function nowCalled({ state, now_serving }: Visit): string {
    if (state === "waiting") return now_serving.nurse ?? "";
    if (state === "waiting_doctor") return now_serving.doctor ?? "";
    return "";
}

export function fieldsOf(visit: Visit, code: string): Fields {
    const { clinic, state, poly, session } = visit;
    const zone = clinic.timezone;
    const isWaiting = state === "waiting" || state === "waiting_doctor";
    const ahead = isWaiting ? visit.people_ahead : null;
    const estimate = isWaiting ? visit.estimate : null;
    const confidence = estimate?.confidence;
    const isCalled = state === "called";
    return {
        code,
        ...stateFields(state),
        clinic_name: clinic.name,
        clinic_address: clinic.address ?? "",
        clinic_phone: clinic.phone ?? "",
        is_demo: yes(clinic.is_demo),
        logo_path: clinic.logo_path ?? "/favicon.svg",
        has_logo: yes(clinic.logo_path !== null),
        display_number: visit.display_number,
        poly: poly?.name ?? "",
        room: poly?.room ?? "",
        doctor_name: visit.doctor_name ?? "",
        date_text: dayText(visit.date),
        session_start: session?.start_time.slice(0, 5) ?? "",
        session_end: session?.end_time.slice(0, 5) ?? "",
        now_called: nowCalled(visit),
        people_ahead: ahead ? String(ahead) : "",
        absent_ahead: ahead && visit.absent_ahead ? String(visit.absent_ahead) : "",
        is_next: yes(ahead === 0),
        is_called_by_nurse: yes(isCalled && visit.status === "ANAMNESA"),
        is_called_by_doctor: yes(isCalled && visit.status === "WITH_DOCTOR"),
        call_number: isCalled && visit.number_of_calls > 1 ? String(visit.number_of_calls) : "",
        estimate_minutes: estimate
            ? range(String(estimate.from_minutes), String(estimate.to_minutes))
            : "",
        estimate_times: estimate
            ? range(timeText(estimate.from, zone), timeText(estimate.to, zone))
            : "",
        is_confidence_low: yes(confidence === "low"),
        is_confidence_medium: yes(confidence === "medium"),
        is_confidence_high: yes(confidence === "high"),
        checked_in_at: visit.checked_in_at ? timeText(visit.checked_in_at, zone) : "",
        can_check_in: yes(visit.can_check_in),
        can_cancel: yes(visit.can_cancel),
        updated_at: timeText(visit.now, zone),
    };
}

// The page of a link that leads nowhere (any more). The clinic's own texts stay as they are.
export function fieldsOfGone(code: string): Fields {
    return { code, ...stateFields("gone") };
}
