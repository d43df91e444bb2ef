#pragma once

#include "queue/QueueStore.hpp"
#include "visit/Steps.hpp"

#include <optional>

namespace antrean::queue {

struct CallNext {
    std::optional<visit::Visit> finished;  // the visit that was with the doctor last
    std::optional<visit::Visit> current;   // empty: no patient waits for the doctor
};

// Finishes the visits with the doctor on that day, then calls the waiting visit with the lowest
// number. Two of these at the same time call two different patients.
CallNext callNext(db::Transaction& transaction, Day const& day, visit::Step const& step);

}  // namespace antrean::queue
