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

}  // namespace antrean::realtime
