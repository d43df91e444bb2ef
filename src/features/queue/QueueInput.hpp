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

// A poly's day, or a doctor's.
inline constexpr is::Field kDay[] = {
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
    // The visits of one doctor's schedules alone.
    is::field("doctor_id", is::nullable, is::integer, is::exists("users")),
};

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
    kDay[0],
    kDay[1],
    kDay[2],
    is::field("expected_serving", is::nullable, is::integer),
};
static_assert(is::describes<NextInput>(kNext));

}  // namespace antrean::queue
