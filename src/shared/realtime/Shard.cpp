#include "realtime/Shard.hpp"

namespace antrean::realtime {

void Shard::add(std::string_view name, Subscription& subscription) {
    auto found = channels_.find(name);
    if (found == channels_.end()) {
        found = channels_.emplace(name, Channel{}).first;
        found->second.name = found->first;
    }
    auto& channel = found->second;
    subscription.channel_ = &channel;
    subscription.place_ = channel.subscriptions.size();
    channel.subscriptions.push_back(&subscription);
}

void Shard::remove(Subscription& subscription) {
    auto& channel = *subscription.channel_;
    auto* const last = channel.subscriptions.back();
    channel.subscriptions[subscription.place_] = last;
    last->place_ = subscription.place_;
    channel.subscriptions.pop_back();
    if (channel.subscriptions.empty())
        channels_.erase(channels_.find(channel.name));
}

void Shard::deliver(Delivery const& delivery) const {
    auto const found = channels_.find(delivery.channel);
    if (found == channels_.end())
        return;
    for (auto const* subscription : found->second.subscriptions)
        if (subscription->since_ < delivery.sequence &&
            subscription->subscriber_.id() != delivery.except)
            subscription->subscriber_.deliver(delivery.frame);
}

void Shard::terminate(std::string_view user_id) const {
    for (auto* const subscriber : subscribers_)
        if (subscriber->isOfUser(user_id))
            subscriber->terminate();
}

}  // namespace antrean::realtime
