// The part of a hub that talks with the hubs of other processes.
#include "realtime/ClientMessage.hpp"
#include "realtime/Hub.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

// Of the last events that one process tells another at once.
constexpr std::size_t kKeptBytesMax = std::size_t{4} * 1024 * 1024;

// Empty when it is missing.
json::value valueIn(json::object const& message, std::string_view name) {
    auto const* value = message.if_contains(name);
    return value == nullptr ? json::value() : *value;
}

}  // namespace

std::string Hub::letter(json::object message) const {
    message["app"] = app_.id;
    return json::serialize(message);
}

void Hub::tell(json::object message) const {
    peers_->tell(letter(std::move(message)));
}

void Hub::noteCount(std::string_view channel) {
    if (!hasPeers() || isWatchChannel(channel))
        return;
    changed_.emplace(channel);
    if (changed_.size() == 1)
        peers_->remind();
}

void Hub::tellCounts() {
    std::scoped_lock const lock(mutex_);
    std::size_t const connections = connections_;
    if (changed_.empty() && connections == connections_told_)
        return;
    Subscriptions subscriptions;
    for (auto const& name : changed_) {
        auto const found = channels_.find(name);
        subscriptions[name] = found == channels_.end() ? 0 : found->second.subscriptions;
    }
    changed_.clear();
    connections_told_ = connections;
    tell(countsMessage(connections, subscriptions));
}

void Hub::tellWhole() {
    std::scoped_lock const lock(mutex_);
    Whole whole;
    whole.connections = connections_told_ = connections_;
    for (auto const& [name, channel] : channels_) {
        if (channel.subscriptions > 0 && !isWatchChannel(name))
            whole.subscriptions[name] = channel.subscriptions;
        for (auto const& [user_id, count] : channel.members_here)
            whole.members[name].push_back(channel.presence->get(user_id));
    }
    for (auto const& [user_id, online] : online_)
        if (online.here > 0)
            whole.online.insert(user_id);
    auto const now = std::chrono::steady_clock::now();
    std::size_t bytes = 0;
    for (auto const& [name, kept] : kept_) {
        if (kept.until == Time::max() || kept.until <= now ||
            bytes + kept.data.size() > kKeptBytesMax)
            continue;
        bytes += kept.data.size();
        auto const ttl = std::chrono::duration_cast<std::chrono::seconds>(kept.until - now);
        whole.kept.push_back({name, kept.name, kept.data, ttl});
    }
    changed_.clear();
    tell(wholeMessage(whole));
}

void Hub::hear(std::string const& peer, json::object const& message) {
    auto const what = textIn(message, "do");
    if (what == "publish")
        return hearPublished(message);
    if (what == "client")
        return hearClientEvent(message);
    if (what == "terminate")
        return endConnectionsOf(textIn(message, "user"));
    std::scoped_lock const lock(mutex_);
    if (what == "missed") {
        noteMiss(textIn(message, "channel"));
        return;
    }
    if (what == "whole") {
        auto& replica = replicas_[peer];
        replace(replica, readWhole(message));
        replica.is_current = true;
        return;
    }
    auto const found = replicas_.find(peer);
    if (found != replicas_.end() && found->second.is_current)
        hearChange(found->second, what, message);
}

void Hub::hearChange(Replica& replica, std::string_view what, json::object const& message) {
    auto const channel = textIn(message, "channel");
    auto const user_id = std::string(textIn(message, "user"));
    if (what == "counts") {
        setCounts(replica, readConnections(message), readSubscriptions(message));
    } else if (what == "came") {
        if (auto const member = readMember(textIn(message, "member")))
            came(replica, channel, *member);
    } else if (what == "went") {
        went(replica, channel, user_id);
    } else if (what == "online" || what == "offline") {
        setOnline(replica, user_id, what == "online");
    }
}

void Hub::distrust(std::string const& peer) {
    std::scoped_lock const lock(mutex_);
    if (auto const found = replicas_.find(peer); found != replicas_.end())
        found->second.is_current = false;
}

void Hub::forget(std::string const& peer) {
    std::scoped_lock const lock(mutex_);
    auto const found = replicas_.find(peer);
    if (found == replicas_.end())
        return;
    replace(found->second, {});
    replicas_.erase(found);
}

void Hub::setCounts(Replica& replica, std::size_t connections, Subscriptions const& subscriptions) {
    connections_elsewhere_ += connections - replica.connections;
    replica.connections = connections;
    for (auto const& [name, count] : subscriptions) {
        auto const known = replica.subscriptions.find(name);
        auto const before = known == replica.subscriptions.end() ? 0 : known->second;
        if (count == before)
            continue;
        auto const channel = channelNamed(name);
        channel->second.elsewhere += count - before;
        if (count == 0)
            replica.subscriptions.erase(known);
        else
            replica.subscriptions[name] = count;
        eraseIfEmpty(channel);
    }
}

void Hub::came(Replica& replica, std::string_view name, Member const& member) {
    if (!replica.members[std::string(name)].insert(member.id).second)
        return;
    auto const found = channelNamed(name);
    auto& presence = found->second.presence;
    if (!presence)
        presence = std::make_unique<Presence>();
    if (presence->add(member))
        post(name, memberAdded(name, member.channel_data), std::nullopt);
}

void Hub::went(Replica& replica, std::string_view name, std::string const& user_id) {
    auto const members = replica.members.find(name);
    if (members == replica.members.end() || members->second.erase(user_id) == 0)
        return;
    if (members->second.empty())
        replica.members.erase(members);
    auto const found = channels_.find(name);
    lastConnectionGone(found, user_id);
    eraseIfEmpty(found);
}

void Hub::setOnline(Replica& replica, std::string const& user_id, bool is_online) {
    bool const is_new =
        is_online ? replica.online.insert(user_id).second : replica.online.erase(user_id) > 0;
    if (!is_new)
        return;
    auto& online = online_[user_id];
    if (is_online) {
        if (++online.elsewhere == 1 && online.here == 0)
            tellWatchers(user_id, "online");
        return;
    }
    if (--online.elsewhere > 0 || online.here > 0)
        return;
    online_.erase(user_id);
    tellWatchers(user_id, "offline");
}

// What is new first, so that nobody goes who only seems to.
void Hub::replace(Replica& replica, Whole const& whole) {
    for (auto const& event : whole.kept) {
        if (kept_.contains(event.channel))
            continue;
        keep(
            event.channel,
            {event.name, event.data},
            published(event.channel, event.name, event.data),
            std::chrono::steady_clock::now() + event.ttl
        );
    }
    auto const gone = replica;
    std::map<std::string, std::set<std::string>, std::less<>> staying;
    for (auto const& [channel, members] : whole.members)
        for (auto const& member : members) {
            came(replica, channel, member);
            staying[channel].insert(member.id);
        }
    for (auto const& user_id : whole.online)
        setOnline(replica, user_id, true);
    auto subscriptions = whole.subscriptions;
    for (auto const& [channel, count] : gone.subscriptions)
        subscriptions.try_emplace(channel, 0);
    setCounts(replica, whole.connections, subscriptions);
    for (auto const& [channel, members] : gone.members)
        for (auto const& user_id : members)
            if (auto const stays = staying.find(channel);
                stays == staying.end() || !stays->second.contains(user_id))
                went(replica, channel, user_id);
    for (auto const& user_id : gone.online)
        if (!whole.online.contains(user_id))
            setOnline(replica, user_id, false);
}

void Hub::hearPublished(json::object const& message) {
    auto const channel = textIn(message, "channel");
    Event const event{
        textIn(message, "event"),
        textIn(message, "data"),
        SocketId::parse(textIn(message, "except"))};
    auto const frame = published(channel, event.name, event.data);
    std::scoped_lock const lock(mutex_);
    if (kindOf(channel).is_cache)
        keep(channel, event, frame, std::chrono::steady_clock::now() + kCachedFor);
    post(channel, frame, event.except);
}

void Hub::hearClientEvent(json::object const& message) {
    auto const channel = textIn(message, "channel");
    auto frame = clientEvent(
        channel, textIn(message, "event"), valueIn(message, "data"), valueIn(message, "user_id")
    );
    auto const from = SocketId::parse(textIn(message, "from"));
    std::scoped_lock const lock(mutex_);
    post(channel, std::move(frame), from);
}

}  // namespace antrean::realtime
