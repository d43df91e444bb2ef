#pragma once

#include "patient/PatientBook.hpp"
#include "validation/Patch.hpp"
#include "validation/Spec.hpp"
#include "visit/VisitStore.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antrean::reservation {

struct CreateReservation {
    std::string patient_name;
    std::optional<std::string> no_bpjs;
    std::string whatsapp_number;
    std::optional<std::string> email;
    std::int64_t poly_id;
    std::optional<std::int64_t> schedule_id;  // without one, the nearest with a seat left
    bool bpjs;
    std::string date;
    std::optional<std::string> priority;
};
BOOST_DESCRIBE_STRUCT(
    CreateReservation,
    (),
    (patient_name, no_bpjs, whatsapp_number, email, poly_id, schedule_id, bpjs, date, priority)
)

struct UpdateReservation {
    std::string patient_name;
    validation::Patch<std::string> no_bpjs;
    std::string whatsapp_number;
    validation::Patch<std::string> email;
    std::int64_t poly_id;
    bool bpjs;
    std::string date;
    validation::Patch<std::string> priority;
};
BOOST_DESCRIBE_STRUCT(
    UpdateReservation,
    (),
    (patient_name, no_bpjs, whatsapp_number, email, poly_id, bpjs, date, priority)
)

// What else an update of a visit that moves to another poly or day may have. An update of another
// visit ignores it (contract, RS-9).
struct ChosenSchedule {
    // Without one, or with the visit's own, the nearest with a seat left.
    std::optional<std::int64_t> schedule_id;
};
BOOST_DESCRIBE_STRUCT(ChosenSchedule, (), (schedule_id))

namespace is = validation;

inline constexpr is::Field kPolyId =
    is::field("poly_id", is::required, is::integer, is::exists("polies"));
inline constexpr std::string_view kSchedules = "schedules";
inline constexpr is::Field kScheduleId =
    is::field("schedule_id", is::nullable, is::integer, is::exists(kSchedules));
inline constexpr is::Field kBpjs = is::field("bpjs", is::required, is::boolean);
inline constexpr is::Field kDate = is::field("date", is::required, is::date);

inline constexpr is::Field kPriority =
    is::field("priority", is::nullable, is::in(visit::kPriorities));

inline constexpr is::Field kCreateReservation[] = {
    patient::kPatientName,
    patient::kNoBpjs,
    patient::kWhatsappNumber,
    patient::kEmail,
    kPolyId,
    kScheduleId,
    kBpjs,
    kDate,
    kPriority,
};

inline constexpr is::Field kUpdateReservation[] = {
    patient::kPatientName,
    patient::kNoBpjs,
    patient::kWhatsappNumber,
    patient::kEmail,
    kPolyId,
    kBpjs,
    kDate,
    kPriority,
};

inline constexpr is::Field kChosenSchedule[] = {
    is::field("schedule_id", is::nullable, is::integer),
};

}  // namespace antrean::reservation
