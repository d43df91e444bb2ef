#include "queue/ServedNumbers.hpp"

#include "db/Transaction.hpp"

namespace antrean::queue {

void ServedNumbers::onEvent(ledger::Event const& event) {
    // Neither changes who is being served.
    if (event.kind == ledger::kRegistered || event.kind == ledger::kCheckedIn)
        return;
    std::scoped_lock const lock(mutex_);
    ++events_heard_;
    // An edited visit may have left a poly or day that the event does not name.
    if (event.kind == ledger::kEdited) {
        kept_.clear();
    } else if (auto const found = kept_.find(KeyView(event.poly_id, event.date));
               found != kept_.end()) {
        kept_.erase(found);
    }
}

CurrentNumbers ServedNumbers::get(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory, Instant now
) {
    if (transaction.engine() != db::Engine::sqlite || day.doctor_id)
        return findCurrentNumbers(transaction, day, directory);
    std::uint64_t heard_before = 0;
    {
        std::scoped_lock const lock(mutex_);
        auto const found = kept_.find(KeyView(day.poly_id, day.date));
        // If the clock was set back, all entries count as old.
        if (found != kept_.end() && now >= found->second.since &&
            now - found->second.since < kKeptFor)
            return found->second.numbers;
        heard_before = events_heard_;
    }
    auto const numbers = findCurrentNumbers(transaction, day, directory);
    std::scoped_lock const lock(mutex_);
    // If an event arrived while the numbers were read, they may be older than the event.
    if (events_heard_ == heard_before) {
        if (kept_.size() >= kDaysMax)
            kept_.clear();
        kept_.insert_or_assign(Key(day.poly_id, day.date), Kept{numbers, now});
    }
    return numbers;
}

}  // namespace antrean::queue
