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

}  // namespace antrean::delivery
