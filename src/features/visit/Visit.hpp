// A visit: a reservation with the queue row of the same id and its patient, as one row.
#pragma once

#include "patient/Patient.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::visit {

// Why a patient may be called before others: old, pregnant, disabled, or a small child. It does not
// change the order in which call-next calls.
inline constexpr std::string_view kPriorities = "lansia,ibu_hamil,disabilitas,balita";
inline constexpr std::int64_t kCancelReasonMax = 200;

// Columns of `reservations`, as answers show them (contract, 4.2 RESV).
struct ReservationRow {
    std::int64_t id;
    std::int64_t patient_id;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    std::string date;
    bool bpjs;
    std::int64_t status_id;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
};
BOOST_DESCRIBE_STRUCT(
    ReservationRow,
    (),
    (id, patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at, deleted_at
    )
)

// Columns of `queues`, as answers show them (contract, 4.2 QUEUE).
struct QueueRow {
    std::int64_t id;
    std::int64_t reservation_id;
    std::int64_t poly_id;
    std::int64_t queue_number;
    std::string date;
    std::string re_reservation_time;
    std::optional<std::string> call_time;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;
    std::int64_t number_of_calls;
    bool notification_status;
};
BOOST_DESCRIBE_STRUCT(
    QueueRow,
    (),
    (id,
     reservation_id,
     poly_id,
     queue_number,
     date,
     re_reservation_time,
     call_time,
     created_at,
     updated_at,
     deleted_at,
     number_of_calls,
     notification_status)
)

// Columns of the view `visits`.
struct Visit {
    std::int64_t id;
    std::int64_t patient_id;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;
    std::string date;  // service date, in the clinic's zone
    bool bpjs;
    std::int64_t status_id;
    std::optional<std::string> created_at;
    std::optional<std::string> updated_at;
    std::optional<std::string> deleted_at;

    std::int64_t queue_poly_id;
    std::int64_t queue_number;
    std::string queue_date;
    std::string re_reservation_time;       // wall time of the registration
    std::optional<std::string> call_time;  // wall time of the doctor's first call
    std::optional<std::string> queue_created_at;
    std::optional<std::string> queue_updated_at;
    std::optional<std::string> queue_deleted_at;
    std::int64_t number_of_calls;
    bool notification_status;

    std::string patient_name;
    std::optional<std::string> no_bpjs;
    std::string whatsapp_number;
    std::optional<std::string> email;
    std::optional<std::string> chat_id;
    std::optional<std::string> patient_created_at;
    std::optional<std::string> patient_updated_at;
    std::optional<std::string> patient_deleted_at;

    std::optional<std::string> checked_in_at;  // UTC
    std::optional<std::string> priority;       // one of kPriorities
    std::optional<std::string> cancel_reason;  // only while cancelled

    ReservationRow reservation() const {
        return {
            id,
            patient_id,
            poly_id,
            schedule_id,
            date,
            bpjs,
            status_id,
            created_at,
            updated_at,
            deleted_at,
        };
    }
    QueueRow queue() const {
        return {
            id,
            id,
            queue_poly_id,
            queue_number,
            queue_date,
            re_reservation_time,
            call_time,
            queue_created_at,
            queue_updated_at,
            queue_deleted_at,
            number_of_calls,
            notification_status,
        };
    }
    patient::Patient patient() const {
        return {
            patient_id,
            patient_name,
            no_bpjs,
            whatsapp_number,
            email,
            chat_id,
            patient_created_at,
            patient_updated_at,
            patient_deleted_at,
        };
    }
};
BOOST_DESCRIBE_STRUCT(
    Visit,
    (),
    (id,
     patient_id,
     poly_id,
     schedule_id,
     date,
     bpjs,
     status_id,
     created_at,
     updated_at,
     deleted_at,
     queue_poly_id,
     queue_number,
     queue_date,
     re_reservation_time,
     call_time,
     queue_created_at,
     queue_updated_at,
     queue_deleted_at,
     number_of_calls,
     notification_status,
     patient_name,
     no_bpjs,
     whatsapp_number,
     email,
     chat_id,
     patient_created_at,
     patient_updated_at,
     patient_deleted_at,
     checked_in_at,
     priority,
     cancel_reason)
)

}  // namespace antrean::visit
