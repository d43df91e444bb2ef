#include "realtime/Hub.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace antrean::realtime {
namespace {

constexpr std::chrono::minutes kCachedFor{30};
constexpr std::size_t kKeptMax = 10'000;
constexpr char kWatchMark = '\1';

bool isWatchChannel(std::string_view channel) {
    return channel.starts_with(kWatchMark);
}

}  // namespace

std::string watchChannel(std::string_view user_id) {
    return kWatchMark + std::string(user_id);
}

void Hub::start(Threads threads) {
    threads_ = std::move(threads);
    for (std::size_t index = 0; index < threads_.size(); ++index)
        shards_.push_back(std::make_unique<Shard>());
}

bool Hub::connect() {
    auto const before = connections_.fetch_add(1);
    if (!app_.connections_max || before < *app_.connections_max)
        return true;
    --connections_;
    return false;
}

std::optional<Hub::Joined> Hub::join(
    std::string_view name, std::size_t thread, SocketId const& who, Member const* member
) {
    std::scoped_lock const lock(mutex_);
    auto found = channels_.find(name);
    if (member != nullptr && found != channels_.end() && !found->second.presence->has(member->id) &&
        found->second.presence->size() >= app_.members_max)
        return std::nullopt;
    if (found == channels_.end())
        found = channels_.emplace(name, Channel{}).first;
    auto& channel = found->second;
    channel.by_thread.resize(threads_.size());
    Joined joined;
    if (member != nullptr) {
        if (!channel.presence)
            channel.presence = std::make_unique<Presence>();
        if (channel.presence->add(*member))
            post(name, memberAdded(name, member->channel_data), who);
        joined.roster = channel.presence->roster();
    }
    ++channel.by_thread[thread];
    ++channel.subscriptions;
    joined.since = sequence_;
    auto const kept = kept_.find(name);
    if (kept != kept_.end() && kept->second.until > std::chrono::steady_clock::now())
        joined.last_event = kept->second.frame;
    return joined;
}

void Hub::leave(std::string_view name, std::size_t thread, std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto const found = channels_.find(name);
    auto& channel = found->second;
    --channel.by_thread[thread];
    --channel.subscriptions;
    if (channel.presence)
        if (auto const gone = channel.presence->remove(user_id))
            post(name, memberRemoved(name, *gone), std::nullopt);
    if (channel.subscriptions == 0)
        channels_.erase(found);
}

void Hub::publish(std::string_view channel, Event const& event) {
    auto const frame = published(channel, event.name, event.data);
    std::scoped_lock const lock(mutex_);
    if (event.is_lasting || kindOf(channel).is_cache)
        keep(channel, event, frame);
    post(channel, frame, event.except);
}

void Hub::relay(std::string_view channel, http::Frame frame, SocketId const& from) {
    std::scoped_lock const lock(mutex_);
    post(channel, std::move(frame), from);
}

// Under the mutex, so that every thread gets what is told in one order.
void Hub::post(std::string_view name, http::Frame frame, std::optional<SocketId> const& except) {
    ++sequence_;
    auto const found = channels_.find(name);
    if (found == channels_.end())
        return;
    auto const delivery = std::make_shared<Delivery const>(Delivery{
        std::string(name), std::move(frame), sequence_, except});
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        if (found->second.by_thread[thread] > 0)
            threads_[thread]->post([shard = shards_[thread].get(), delivery] {
                shard->deliver(*delivery);
            });
}

void Hub::keep(std::string_view channel, Event const& event, http::Frame const& frame) {
    auto const now = std::chrono::steady_clock::now();
    if (kept_.size() >= kKeptMax)
        std::erase_if(kept_, [now](auto const& entry) { return entry.second.until <= now; });
    auto const until = event.is_lasting ? Time::max() : now + kCachedFor;
    if (kept_.size() < kKeptMax || kept_.contains(channel))
        kept_.insert_or_assign(std::string(channel), Kept{frame, std::string(event.data), until});
}

void Hub::signIn(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    if (++online_[user_id] == 1)
        post(
            watchChannel(user_id), watched("online", {boost::json::string(user_id)}), std::nullopt
        );
}

void Hub::signOut(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto const found = online_.find(user_id);
    if (--found->second > 0)
        return;
    online_.erase(found);
    post(watchChannel(user_id), watched("offline", {boost::json::string(user_id)}), std::nullopt);
}

bool Hub::isOnline(std::string const& user_id) const {
    std::scoped_lock const lock(mutex_);
    return online_.contains(user_id);
}

void Hub::terminate(std::string_view user_id) const {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([shard = shards_[thread].get(), id = std::string(user_id)] {
            shard->terminate(id);
        });
}

ChannelFigures Hub::figuresOf(Channel const& channel) const {
    ChannelFigures figures;
    figures.subscriptions = channel.subscriptions;
    if (channel.presence)
        figures.users = channel.presence->size();
    return figures;
}

std::optional<ChannelFigures> Hub::figures(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const found = channels_.find(channel);
    if (found == channels_.end())
        return std::nullopt;
    return figuresOf(found->second);
}

std::vector<std::pair<std::string, ChannelFigures>> Hub::listChannels(std::string_view prefix
) const {
    std::vector<std::pair<std::string, ChannelFigures>> list;
    {
        std::scoped_lock const lock(mutex_);
        for (auto const& [name, channel] : channels_)
            if (name.starts_with(prefix) && !isWatchChannel(name))
                list.emplace_back(name, figuresOf(channel));
    }
    std::ranges::sort(
        list, {}, [](auto const& entry) -> auto const& { return entry.first; }
    );
    return list;
}

std::vector<boost::json::value> Hub::listUsers(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const found = channels_.find(channel);
    if (found == channels_.end() || !found->second.presence)
        return {};
    return found->second.presence->userIds();
}

std::optional<CachedEvent> Hub::cached(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const found = kept_.find(channel);
    auto const now = std::chrono::steady_clock::now();
    if (found == kept_.end() || found->second.until <= now)
        return std::nullopt;
    CachedEvent event{found->second.data, std::nullopt};
    if (found->second.until != Time::max())
        event.ttl = std::chrono::duration_cast<std::chrono::seconds>(found->second.until - now);
    return event;
}

}  // namespace antrean::realtime
