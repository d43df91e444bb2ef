#pragma once

#include "queue/QueueStore.hpp"
#include "validation/Spec.hpp"

namespace antrean::queue {

namespace is = validation;

// A poly's day, as `current` and `call-next` ask for it.
inline constexpr is::Field kDay[] = {
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
};

}  // namespace antrean::queue
