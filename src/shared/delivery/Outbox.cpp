#include "delivery/Outbox.hpp"

#include "db/Transaction.hpp"
#include "delivery/DeliveryStore.hpp"

#include <utility>

namespace antrean::delivery {

Added Outbox::add(
    db::Transaction& transaction, Message const& message, Instant now, std::shared_ptr<Watch> watch
) const {
    auto const id = insertDelivery(transaction, message, now, settings_);
    if (!id)
        return {0, false};
    if (listener_)
        transaction.afterCommit([this, id = *id, watch = std::move(watch)] { listener_(id, watch); }
        );
    return {*id, true};
}

void Outbox::sendAgain(db::Transaction& transaction, std::int64_t id, Instant now) const {
    openDelivery(transaction, id, now, settings_);
    if (listener_)
        transaction.afterCommit([this, id] { listener_(id, nullptr); });
}

}  // namespace antrean::delivery
