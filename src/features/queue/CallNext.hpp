#pragma once

#include "queue/QueueStore.hpp"
#include "visit/Steps.hpp"

#include <optional>

namespace antrean::queue {

struct CallNext {
    std::optional<visit::Visit> finished;  // the one that was with the doctor last
    std::optional<visit::Visit> current;   // empty: nobody waits for the doctor
};

// Finishes whoever is with the doctor of that day, then calls the lowest number that waits for
// him. Two of these at the same time call two patients.
CallNext callNext(db::Transaction& transaction, Day const& day, visit::Step const& step);

}  // namespace antrean::queue
