// The last calls of the clinic day, folded from the entries of the ledger.
#pragma once

#include "clinic/Station.hpp"
#include "ledger/Entries.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace antrean::board {

struct Call {
    std::int64_t seq = 0;
    std::int64_t reservation_id = 0;
    std::int64_t poly_id = 0;
    std::int64_t queue_number = 0;
    clinic::Station station{};  // anamnesa or with_doctor
    std::int64_t number_of_calls = 1;
    std::string called_at;     // UTC, as stored
    bool is_followed = false;  // by a later step of the visit, so it cannot be undone any more
};

// The call that the entry is; empty if it is another step of a visit.
std::optional<Call> callOf(ledger::Entry const& entry);

// Not thread-safe.
class RecentCalls {
public:
    // Shown at a time. More are kept, because an undone call makes room for an older one.
    static constexpr std::size_t kShown = 8;
    static constexpr std::size_t kKept = 64;

    // The entries of a day in the order of the ledger.
    void add(ledger::Entry const& entry);
    void clear() { calls_.clear(); }
    // The latest first; at most kKept.
    std::deque<Call> const& list() const { return calls_; }

private:
    std::deque<Call> calls_;
};

}  // namespace antrean::board
