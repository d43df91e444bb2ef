#include "server/Connections.hpp"

#include "base/Log.hpp"
#include "base/OncePerMinute.hpp"

namespace antrean::server {

Connections::Slot::~Slot() {
    if (connections_ == nullptr)
        return;
    --connections_->count_;
    if (is_live_)
        --connections_->live_count_;
    if (address_)
        connections_->by_address_.giveBack(*address_, 1);
}

bool Connections::Slot::becomeLive() {
    auto const live_max = connections_->limits_.live_max();
    is_live_ = ++connections_->live_count_ <= live_max;
    if (is_live_)
        return true;
    --connections_->live_count_;
    static OncePerMinute warning;
    if (warning.isDue())
        log::warning("{} live updates are open, which is the limit: further ones wait", live_max);
    return false;
}

std::optional<Connections::Slot> Connections::take(std::string_view address) {
    auto counted = http::Address::parse(address);
    if (counted && limits_.uncounted_addresses.contains(*counted))
        counted.reset();
    if (counted && !by_address_.take(*counted, 1, limits_.connections_per_address_max)) {
        static OncePerMinute warning;
        if (warning.isDue())
            log::warning(
                "{} connections come from {}, which is the limit: further ones are refused",
                limits_.connections_per_address_max,
                address
            );
        return std::nullopt;
    }
    ++count_;
    return Slot(*this, counted);
}

}  // namespace antrean::server
