#pragma once

#include "queue/QueueStore.hpp"
#include "validation/Bind.hpp"
#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::queue {

namespace is = validation;

inline constexpr is::Field kPolyId =
    is::field("poly_id", is::required, is::integer, is::exists("polies"));
inline constexpr is::Field kDate = is::field("date", is::required, is::date);
// Only the visits of this doctor's schedules.
inline constexpr is::Field kDoctorId =
    is::field("doctor_id", is::nullable, is::integer, is::exists("users"));

// A poly's day, or a doctor's.
inline constexpr is::Field kDay[] = {kPolyId, kDate, kDoctorId};

// A call-next. `expected_serving`: the number that the client saw with the doctor; null: nobody.
struct NextInput {
    std::int64_t poly_id;
    std::string date;
    std::optional<std::int64_t> doctor_id;
    validation::Patch<std::int64_t> expected_serving;

    Day day() const { return {poly_id, date, doctor_id}; }
};
BOOST_DESCRIBE_STRUCT(NextInput, (), (poly_id, date, doctor_id, expected_serving))

inline constexpr is::Field kNext[] = {
    kPolyId,
    kDate,
    kDoctorId,
    is::field("expected_serving", is::nullable, is::integer),
};
static_assert(is::describes<NextInput>(kNext));

}  // namespace antrean::queue
