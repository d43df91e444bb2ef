#pragma once

#include "queue/QueueStore.hpp"
#include "validation/Patch.hpp"
#include "visit/Steps.hpp"

#include <cstdint>
#include <optional>

namespace antrean::queue {

struct CallNext {
    std::optional<visit::Visit> finished = {};  // the visit that was with the doctor last
    std::optional<visit::Visit> current = {};   // empty: no patient waits for the doctor
    // Present when the doctor has another number than expected: then nothing was changed.
    std::optional<CurrentNumbers> unexpected = {};
};

// Finishes the visits with the doctor on that day, then calls the waiting visit with the lowest
// number. Two of these at the same time call two different patients. `expected_serving`: the number
// that the client saw with the doctor; null for nobody, absent if the client expects nothing.
CallNext callNext(
    db::Transaction& transaction,
    Day const& day,
    visit::Step const& step,
    validation::Patch<std::int64_t> const& expected_serving = {}
);

}  // namespace antrean::queue
