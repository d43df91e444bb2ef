// The calls of a poly on the clinic day, and the intervals between them that say how fast it is.
#pragma once

#include "base/Clock.hpp"
#include "estimate/Pace.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace antrean::estimate {

// A longer interval is a break and says nothing about the pace.
inline constexpr std::chrono::minutes kIntervalMax{45};
// Of one poly and day; more are not counted.
inline constexpr std::size_t kCallsMax = 1'000;

// Not thread-safe.
class PolyDay {
public:
    // The visit left the waiting room. `ready_at`: since when its patient waited. In the order of
    // the ledger.
    void addCall(std::int64_t visit_id, Instant called_at, Instant ready_at);
    // The call was taken back.
    void removeCall(std::int64_t visit_id);

    std::optional<Instant> lastCall() const;
    // Of the last kIntervalsUsed intervals.
    std::optional<Pace> pace() const;
    // Of all of them.
    std::optional<Pace> paceOfDay() const;

private:
    struct Call {
        std::int64_t visit_id;
        Instant called_at;
        Instant ready_at;
    };

    // In seconds. An interval counts if the patient who was called at its end waited from its
    // beginning on. Otherwise the nurse may have had nobody to call.
    std::vector<std::int64_t> intervals() const;

    std::vector<Call> calls_;
};

}  // namespace antrean::estimate
