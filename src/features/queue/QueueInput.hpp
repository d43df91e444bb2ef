#pragma once

#include "queue/QueueStore.hpp"
#include "validation/Bind.hpp"
#include "validation/Patch.hpp"
#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

namespace antrean::queue {

namespace is = validation;

// A poly's day.
inline constexpr is::Field kDay[] = {
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
};

// A call-next. `expected_serving`: the number that the client saw with the doctor; null: nobody.
struct NextInput {
    std::int64_t poly_id;
    std::string date;
    validation::Patch<std::int64_t> expected_serving;

    Day day() const { return {poly_id, date}; }
};
BOOST_DESCRIBE_STRUCT(NextInput, (), (poly_id, date, expected_serving))

inline constexpr is::Field kNext[] = {
    kDay[0],
    kDay[1],
    is::field("expected_serving", is::nullable, is::integer),
};
static_assert(is::describes<NextInput>(kNext));

}  // namespace antrean::queue
