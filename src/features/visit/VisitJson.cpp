#include "visit/VisitJson.hpp"

#include "http/Answer.hpp"

namespace antrean::visit {

boost::json::object reservationObject(Visit const& visit) {
    return {
        {"id", visit.id},
        {"patient_id", visit.patient_id},
        {"poly_id", visit.poly_id},
        {"schedule_id", http::orNull(visit.schedule_id)},
        {"date", visit.date},
        {"bpjs", visit.bpjs},
        {"status_id", visit.status_id},
        {"created_at", http::timestamp(visit.created_at)},
        {"updated_at", http::timestamp(visit.updated_at)},
        {"deleted_at", http::timestamp(visit.deleted_at)},
    };
}

boost::json::object queueObject(Visit const& visit) {
    return {
        {"id", visit.id},
        {"reservation_id", visit.id},
        {"poly_id", visit.queue_poly_id},
        {"queue_number", visit.queue_number},
        {"date", visit.queue_date},
        {"re_reservation_time", visit.re_reservation_time},
        {"call_time", http::orNull(visit.call_time)},
        {"created_at", http::timestamp(visit.queue_created_at)},
        {"updated_at", http::timestamp(visit.queue_updated_at)},
        {"deleted_at", http::timestamp(visit.queue_deleted_at)},
        {"number_of_calls", visit.number_of_calls},
        {"notification_status", visit.notification_status},
    };
}

boost::json::value patientValue(Visit const& visit) {
    if (visit.patient_deleted_at)
        return nullptr;
    return patient::patientObject(visit.patient());
}

}  // namespace antrean::visit
