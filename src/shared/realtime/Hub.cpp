#include "realtime/Hub.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

constexpr std::size_t kKeptMax = 10'000;
constexpr std::chrono::seconds kMissedFor{30};
constexpr char kWatchMark = '\1';

}  // namespace

bool isWatchChannel(std::string_view channel) {
    return channel.starts_with(kWatchMark);
}

std::string watchChannel(std::string_view user_id) {
    return kWatchMark + std::string(user_id);
}

void Hub::start(Threads threads) {
    threads_ = std::move(threads);
    for (std::size_t index = 0; index < threads_.size(); ++index)
        shards_.push_back(std::make_unique<Shard>());
}

bool Hub::connect() {
    auto const before = connections_.fetch_add(1) + connections_elsewhere_;
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
    if (member != nullptr && found != channels_.end() && found->second.presence &&
        !found->second.presence->has(member->id) &&
        found->second.presence->size() >= app_.members_max)
        return std::nullopt;
    if (found == channels_.end()) {
        found = channelNamed(name);
        report({Occurrence::Kind::channel_occupied, std::string(name)});
    }
    auto& channel = found->second;
    Joined joined;
    if (member != nullptr) {
        addMember(found, *member, who);
        joined.roster = channel.presence->roster();
    }
    ++channel.by_thread[thread];
    ++channel.subscriptions;
    noteCount(name);
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
    noteCount(name);
    if (channel.presence && !user_id.empty())
        removeMember(found, user_id);
    eraseIfEmpty(found);
}

Hub::Channels::iterator Hub::channelNamed(std::string_view name) {
    auto const found = channels_.find(name);
    if (found != channels_.end())
        return found;
    Channel channel;
    channel.by_thread.resize(threads_.size());
    return channels_.emplace(name, std::move(channel)).first;
}

void Hub::eraseIfEmpty(Channels::iterator channel) {
    if (!channel->second.isEmpty())
        return;
    report({Occurrence::Kind::channel_vacated, channel->first});
    channels_.erase(channel);
}

void Hub::addMember(Channels::iterator found, Member const& member, SocketId const& who) {
    auto& [name, channel] = *found;
    if (!channel.presence)
        channel.presence = std::make_unique<Presence>();
    if (channel.presence->add(member)) {
        post(name, memberAdded(name, member.channel_data), who);
        report({Occurrence::Kind::member_added, name, member.id});
    }
    if (++channel.members_here[member.id] == 1 && hasPeers())
        tell({{"do", "came"}, {"channel", name}, {"member", member.channel_data}});
}

void Hub::removeMember(Channels::iterator found, std::string const& user_id) {
    auto& [name, channel] = *found;
    auto const here = channel.members_here.find(user_id);
    if (--here->second == 0) {
        channel.members_here.erase(here);
        if (hasPeers())
            tell({{"do", "went"}, {"channel", name}, {"user", user_id}});
    }
    lastConnectionGone(found, user_id);
}

void Hub::lastConnectionGone(Channels::iterator found, std::string const& user_id) {
    auto& [name, channel] = *found;
    if (auto const gone = channel.presence->remove(user_id)) {
        post(name, memberRemoved(name, *gone), std::nullopt);
        report({Occurrence::Kind::member_removed, name, user_id});
    }
}

void Hub::report(Occurrence occurrence) const {
    if (reporter_ != nullptr && !isWatchChannel(occurrence.channel))
        reporter_->report(std::move(occurrence));
}

void Hub::publish(std::string_view channel, Event const& event) {
    auto const frame = published(channel, event.name, event.data);
    auto said = std::string();
    if (!event.is_lasting && hasPeers()) {
        json::object message{
            {"do", "publish"}, {"channel", channel}, {"event", event.name}, {"data", event.data}};
        if (event.except)
            message["except"] = event.except->text();
        said = letter(std::move(message));
    }
    std::scoped_lock const lock(mutex_);
    if (event.is_lasting)
        keep(channel, event, frame, Time::max());
    else if (kindOf(channel).is_cache)
        keep(channel, event, frame, std::chrono::steady_clock::now() + kCachedFor);
    post(channel, frame, event.except);
    if (!said.empty())
        peers_->tell(std::move(said));
}

void Hub::relay(std::string_view channel, ClientEvent const& event, SocketId const& from) {
    auto frame = clientEvent(channel, event.name, event.data, event.user_id);
    auto said = std::string();
    if (hasPeers())
        said = letter({
            {"do", "client"},
            {"channel", channel},
            {"event", event.name},
            {"data", event.data},
            {"user_id", event.user_id},
            {"from", from.text()},
        });
    std::scoped_lock const lock(mutex_);
    post(channel, std::move(frame), from);
    if (!said.empty())
        peers_->tell(std::move(said));
    if (reporter_ != nullptr)
        report({
            Occurrence::Kind::client_event,
            std::string(channel),
            idOf(event.user_id),
            std::string(event.name),
            event.data,
            from.text(),
        });
}

void Hub::missed(std::string_view channel) {
    std::scoped_lock const lock(mutex_);
    if (reporter_ == nullptr || !noteMiss(channel))
        return;
    if (hasPeers())
        tell({{"do", "missed"}, {"channel", channel}});
    report({Occurrence::Kind::cache_miss, std::string(channel)});
}

// Whether it is news.
bool Hub::noteMiss(std::string_view channel) {
    auto const now = std::chrono::steady_clock::now();
    if (missed_.size() >= kKeptMax)
        std::erase_if(missed_, [now](auto const& entry) { return entry.second <= now; });
    auto& until = missed_[std::string(channel)];
    return std::exchange(until, now + kMissedFor) <= now;
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

void Hub::keep(std::string_view channel, Event const& event, http::Frame const& frame, Time until) {
    auto const now = std::chrono::steady_clock::now();
    if (auto const missed = missed_.find(channel); missed != missed_.end())
        missed_.erase(missed);
    if (kept_.size() >= kKeptMax)
        std::erase_if(kept_, [now](auto const& entry) { return entry.second.until <= now; });
    if (kept_.size() < kKeptMax || kept_.contains(channel))
        kept_.insert_or_assign(
            std::string(channel),
            Kept{frame, std::string(event.name), std::string(event.data), until}
        );
}

void Hub::signIn(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto& online = online_[user_id];
    if (++online.here > 1)
        return;
    if (online.elsewhere == 0)
        tellWatchers(user_id, "online");
    if (hasPeers())
        tell({{"do", "online"}, {"user", user_id}});
}

void Hub::signOut(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto const found = online_.find(user_id);
    if (--found->second.here > 0)
        return;
    if (hasPeers())
        tell({{"do", "offline"}, {"user", user_id}});
    if (found->second.elsewhere > 0)
        return;
    online_.erase(found);
    tellWatchers(user_id, "offline");
}

void Hub::tellWatchers(std::string const& user_id, std::string_view change) {
    post(watchChannel(user_id), watched(change, {json::string(user_id)}), std::nullopt);
}

bool Hub::isOnline(std::string const& user_id) const {
    std::scoped_lock const lock(mutex_);
    return online_.contains(user_id);
}

void Hub::terminate(std::string_view user_id) {
    endConnectionsOf(user_id);
    if (hasPeers())
        tell({{"do", "terminate"}, {"user", user_id}});
}

void Hub::endConnectionsOf(std::string_view user_id) const {
    for (std::size_t thread = 0; thread < threads_.size(); ++thread)
        threads_[thread]->post([shard = shards_[thread].get(), id = std::string(user_id)] {
            shard->terminate(id);
        });
}

bool Hub::isMember(std::string_view channel, std::string const& user_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = channels_.find(channel);
    return found != channels_.end() && found->second.presence &&
           found->second.presence->has(user_id);
}

ChannelFigures Hub::figuresOf(Channel const& channel) const {
    ChannelFigures figures;
    figures.subscriptions = channel.subscriptions + channel.elsewhere;
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

std::vector<json::value> Hub::listUsers(std::string_view channel) const {
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
