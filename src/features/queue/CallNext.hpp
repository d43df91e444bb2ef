#pragma once

#include "base/Clock.hpp"
#include "queue/QueueStore.hpp"
#include "validation/Patch.hpp"
#include "visit/Steps.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace antrean::queue {

struct CallNext {
    std::optional<visit::Visit> finished = {};  // the visit that was with the doctor last
    std::optional<visit::Visit> current = {};   // empty: no patient waits for the doctor
    Instant called_at = {};
    // The second click of a double click: nothing was changed, and the rest is what the first one
    // did.
    bool is_repeated = false;
    // Present when the doctor has another number than expected: then nothing was changed.
    std::optional<CurrentNumbers> unexpected = {};
};

// No other call-next of the poly's day runs until this transaction ends.
void lockCallNext(db::Transaction& transaction, Day const& day);

struct CallNextConditions {
    // The number that the client saw with the doctor; null for nobody. Absent: the client expects
    // nothing, and a second click is recognized by its time.
    validation::Patch<std::int64_t> expected_serving = {};
    // How soon after a call-next another one of the same user is its second click.
    std::chrono::milliseconds double_click{0};
};

// Finishes the visits with the doctor on that day, then calls the waiting visit with the lowest
// number. Two of these at the same time call two different patients, unless they are a double
// click. With a doctor's day, only the visits of that doctor are finished and called.
CallNext callNext(
    db::Transaction& transaction,
    Day const& day,
    visit::Step const& step,
    CallNextConditions const& conditions = {}
);

}  // namespace antrean::queue
