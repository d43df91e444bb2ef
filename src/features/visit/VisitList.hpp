// The filters of the lists of reservations and of queue rows.
#pragma once

#include "validation/Spec.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::visit {

struct ListInput {
    std::optional<std::int64_t> poly_id;
    std::optional<std::int64_t> status_id;
    std::optional<std::string> date;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (poly_id, status_id, date))

namespace is = validation;

inline constexpr is::Field kVisitList[] = {
    is::field("poly_id", is::nullable, is::integer),
    is::field("status_id", is::nullable, is::integer),
    is::field("date", is::nullable, is::date),
};

}  // namespace antrean::visit
