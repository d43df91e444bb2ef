#pragma once

#include "clinic/Directory.hpp"
#include "http/Route.hpp"
#include "queue/QueueStore.hpp"
#include "validation/Spec.hpp"

namespace antrean::queue {

namespace is = validation;

inline constexpr is::Field kDay[] = {
    is::field("poly_id", is::required, is::integer, is::exists("polies")),
    is::field("date", is::required, is::date),
};

// A poly's day, as `current` and `call-next` ask for it.
Result<Day> boundDay(
    http::Request const& request, db::Transaction& transaction, clinic::Directory const& directory
);

}  // namespace antrean::queue
