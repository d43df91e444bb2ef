#pragma once

#include "validation/Spec.hpp"

namespace antrean::queue {

namespace is = validation;

inline constexpr is::Field kDay[] = {
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
};

}  // namespace antrean::queue
