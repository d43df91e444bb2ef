#include "board/RecentCalls.hpp"

#include "base/Text.hpp"
#include "ledger/Ledger.hpp"

#include <algorithm>

namespace antrean::board {

std::optional<Call> callOf(ledger::Entry const& entry) {
    for (auto const station : {clinic::Station::anamnesa, clinic::Station::with_doctor})
        if (entry.kind == clinic::rowOf(station).event_kind)
            return Call{
                entry.seq,
                entry.reservation_id,
                entry.poly_id,
                entry.queue_number,
                station,
                // Calls of an older version have no number in the ledger.
                text::toInt(entry.note.value_or("")).value_or(1),
                entry.created_at,
            };
    return std::nullopt;
}

// Undo takes back the latest step of a visit, and only once. So the call is undone if no other step
// of the visit came between.
void RecentCalls::add(ledger::Entry const& entry) {
    auto const last = std::ranges::find(calls_, entry.reservation_id, &Call::reservation_id);
    if (last != calls_.end() && !last->is_followed) {
        if (entry.kind == ledger::kUndone)
            calls_.erase(last);
        else
            last->is_followed = true;
    }
    if (auto call = callOf(entry)) {
        calls_.push_front(*std::move(call));
        if (calls_.size() > kKept)
            calls_.pop_back();
    }
}

}  // namespace antrean::board
