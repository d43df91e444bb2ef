#include "delivery/Outbox.hpp"

#include "base/Random.hpp"
#include "db/Transaction.hpp"
#include "delivery/DeliveryStore.hpp"

namespace antrean::delivery {

std::string DeliverySettings::randomOwner() {
    constexpr std::size_t kLetters = 16;
    return randomLetters(kLetters);
}

Added Outbox::add(
    db::Transaction& transaction,
    Message const& message,
    Instant now,
    std::shared_ptr<Watch> const& watch
) const {
    auto const id = insertDelivery(transaction, message, now, settings_);
    if (!id)
        return {0, false};
    if (listener_)
        listener_(transaction, *id, watch);
    return {*id, true};
}

void Outbox::sendAgain(db::Transaction& transaction, std::int64_t id, Instant now) const {
    openDelivery(transaction, id, now, settings_);
    if (listener_)
        listener_(transaction, id, nullptr);
}

bool Outbox::withdraw(db::Transaction& transaction, Withdrawal const& withdrawal, Instant now)
    const {
    auto const since = storedTimestamp(withdrawal.since);
    withdrawDelivery(
        transaction,
        withdrawal.kind,
        withdrawal.reservation_id,
        since,
        withdrawal.reason,
        storedTimestamp(now)
    );
    return countSent(transaction, withdrawal.reservation_id, since) > 0;
}

}  // namespace antrean::delivery
