#include "realtime/Shard.hpp"

namespace antrean::realtime {

void Shard::add(std::string_view channel, Subscription& subscription) {
    auto found = channels_.find(channel);
    if (found == channels_.end())
        found = channels_.emplace(channel, std::vector<Subscription*>()).first;
    subscription.channel_ = found->first;
    subscription.position_ = found->second.size();
    found->second.push_back(&subscription);
}

void Shard::remove(Subscription& subscription) {
    auto const found = channels_.find(subscription.channel_);
    auto& subscriptions = found->second;
    auto* const last = subscriptions.back();
    subscriptions[subscription.position_] = last;
    last->position_ = subscription.position_;
    subscriptions.pop_back();
    if (subscriptions.empty())
        channels_.erase(found);
}

void Shard::deliver(Broadcast const& broadcast) const {
    auto const found = channels_.find(broadcast.channel);
    if (found == channels_.end())
        return;
    for (auto const* subscription : found->second)
        if (subscription->since_ < broadcast.sequence &&
            subscription->subscriber_.id() != broadcast.except)
            subscription->subscriber_.deliver(broadcast.frame);
}

void Shard::terminate(std::string_view user_id) const {
    for (auto* const subscriber : subscribers_)
        if (subscriber->isOfUser(user_id))
            subscriber->terminate();
}

void Shard::authorize(SocketId const& id, std::int64_t token_id) const {
    for (auto* const subscriber : subscribers_)
        if (subscriber->id() == id)
            subscriber->onAuthorized(token_id);
}

void Shard::endTokens(std::span<std::int64_t const> token_ids) const {
    for (auto* const subscriber : subscribers_)
        subscriber->onTokensEnded(token_ids);
}

}  // namespace antrean::realtime
