#include "realtime/Broadcaster.hpp"

#include <string>
#include <utility>

namespace antrean::realtime {

void Broadcaster::start(Threads threads) {
    threads_ = std::move(threads);
    for (std::size_t index = 0; index < threads_.size(); ++index)
        shards_.push_back(std::make_unique<Shard>());
}

void Broadcaster::broadcast(
    std::string_view name,
    Channel const* channel,
    http::Frame frame,
    std::optional<SocketId> const& except
) {
    ++sequence_;
    if (channel == nullptr)
        return;
    auto const message = std::make_shared<Broadcast const>(Broadcast{
        std::string(name), std::move(frame), sequence_, except});
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        if (channel->hasSubscriptionsOn(thread))
            threads_[thread]->post([shard = shards_[thread].get(), message] {
                shard->deliver(*message);
            });
}

void Broadcaster::terminate(std::string_view user_id) const {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([shard = shards_[thread].get(), id = std::string(user_id)] {
            shard->terminate(id);
        });
}

void Broadcaster::authorize(SocketId const& id, std::int64_t token_id) const {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([shard = shards_[thread].get(), id, token_id] {
            shard->authorize(id, token_id);
        });
}

void Broadcaster::endTokens(std::vector<std::int64_t> token_ids) const {
    auto const shared = std::make_shared<std::vector<std::int64_t> const>(std::move(token_ids));
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([shard = shards_[thread].get(), shared] {
            shard->endTokens(*shared);
        });
}

}  // namespace antrean::realtime
