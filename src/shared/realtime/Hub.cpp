#include "realtime/Hub.hpp"

#include "realtime/ChannelName.hpp"
#include "realtime/ClientMessage.hpp"
#include "realtime/PeerMessages.hpp"
#include "realtime/ServerMessage.hpp"

#include <boost/json.hpp>

namespace antrean::realtime {
namespace {

namespace json = boost::json;
using Kind = WebhookEvent::Kind;

// Of the cached events that one process sends to a new one.
constexpr std::size_t kCachedBytesMax = std::size_t{4} * 1024 * 1024;

}  // namespace

void Hub::start(Broadcaster::Threads threads) {
    broadcaster_.start(std::move(threads));
    channels_.start(broadcaster_.threads());
}

bool Hub::connect() {
    auto const before = connections_.fetch_add(1) + connections_elsewhere_;
    if (!app_.connections_max || before < *app_.connections_max)
        return true;
    --connections_;
    return false;
}

// ------------------------------------------------------------------------------- subscriptions

std::optional<Hub::Joined> Hub::join(
    std::string_view name, std::size_t thread, SocketId const& id, Member const* member
) {
    std::scoped_lock const lock(mutex_);
    if (member != nullptr) {
        auto const* const found = channels_.find(name);
        auto const* const presence = found == nullptr ? nullptr : found->presence();
        if (presence != nullptr && !presence->has(member->id) &&
            presence->size() >= app_.members_max)
            return std::nullopt;
    }
    auto const [channel, is_new] = channels_.open(name);
    if (is_new)
        report({Kind::channel_occupied, std::string(name)});
    Joined joined;
    if (member != nullptr)
        joined.roster = joinMembers(name, channel.openPresence(), *member, id);
    channel.subscribe(thread);
    ++subscriptions_;
    peers_.noteCount(name);
    joined.since = broadcaster_.sequence();
    if (auto const* const last = last_events_.find(name, Clock::now()))
        joined.last_event = last->frame;
    return joined;
}

std::string Hub::joinMembers(
    std::string_view name, PresenceChannel& presence, Member const& member, SocketId const& id
) {
    auto const joined = presence.join(member);
    if (joined.is_new) {
        broadcast(name, memberAdded(name, member.channel_data), id);
        report({Kind::member_added, std::string(name), member.id});
    }
    if (joined.is_first_here && peers_.any())
        peers_.send(joinedMessage(name, member));
    return presence.roster();
}

void Hub::leave(std::string_view name, std::size_t thread, std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto& channel = *channels_.find(name);
    channel.unsubscribe(thread);
    --subscriptions_;
    peers_.noteCount(name);
    if (auto* const presence = channel.presence(); presence != nullptr && !user_id.empty()) {
        auto const left = presence->leave(user_id);
        if (left.was_last_here && peers_.any())
            peers_.send(leftMessage(name, user_id));
        broadcastLeft(name, user_id, left.removed);
    }
    removeIfVacant(name);
}

void Hub::broadcastLeft(
    std::string_view channel, std::string const& user_id, std::optional<json::value> const& removed
) {
    if (!removed)
        return;
    broadcast(channel, memberRemoved(channel, *removed));
    report({Kind::member_removed, std::string(channel), user_id});
}

void Hub::removeIfVacant(std::string_view channel) {
    if (channels_.removeIfVacant(channel))
        report({Kind::channel_vacated, std::string(channel)});
}

void Hub::report(WebhookEvent event) const {
    if (observer_ != nullptr && !isWatchlistChannel(event.channel))
        observer_->onEvent(std::move(event));
}

// ---------------------------------------------------------------------------------- publishing

void Hub::broadcast(
    std::string_view channel, http::Frame frame, std::optional<SocketId> const& except
) {
    broadcaster_.broadcast(channel, channels_.find(channel), std::move(frame), except);
}

void Hub::publish(std::string_view channel, Event const& event) {
    auto const frame = published(channel, event.name, event.data);
    auto const to_peers = !event.is_local && !event.is_lasting && peers_.any()
                              ? peers_.messageOf(eventMessage(channel, event))
                              : std::string();
    std::scoped_lock const lock(mutex_);
    publishHere(channel, event, frame);
    if (!to_peers.empty())
        peers_.send(to_peers);
}

void Hub::publishHere(std::string_view channel, Event const& event, http::Frame const& frame) {
    auto const now = Clock::now();
    if (event.is_lasting)
        last_events_.keep(channel, event, frame, LastEvents::Time::max(), now);
    else if (kindOf(channel).is_cache)
        last_events_.keep(channel, event, frame, now + kCachedFor, now);
    broadcast(channel, frame, event.except);
}

void Hub::relay(std::string_view channel, ClientEvent const& event, SocketId const& from) {
    auto frame = clientEvent(channel, event.name, event.data, event.user_id);
    auto const to_peers =
        peers_.any() ? peers_.messageOf(clientEventMessage(channel, event, from)) : std::string();
    std::scoped_lock const lock(mutex_);
    broadcast(channel, std::move(frame), from);
    if (!to_peers.empty())
        peers_.send(to_peers);
    if (observer_ != nullptr)
        report({
            Kind::client_event,
            std::string(channel),
            idOf(event.user_id),
            std::string(event.name),
            event.data,
            from.text(),
        });
}

void Hub::reportMiss(std::string_view channel) {
    std::scoped_lock const lock(mutex_);
    if (observer_ == nullptr || !last_events_.noteMiss(channel, Clock::now()))
        return;
    if (peers_.any())
        peers_.send(missMessage(channel));
    report({Kind::cache_miss, std::string(channel)});
}

// --------------------------------------------------------------------------------------- users

void Hub::signIn(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto const first = online_.signIn(user_id);
    if (first.is_of_all)
        broadcastStatus(user_id, "online");
    if (first.is_of_process && peers_.any())
        peers_.send(onlineMessage(user_id));
}

void Hub::signOut(std::string const& user_id) {
    std::scoped_lock const lock(mutex_);
    auto const last = online_.signOut(user_id);
    if (last.is_of_process && peers_.any())
        peers_.send(offlineMessage(user_id));
    if (last.is_of_all)
        broadcastStatus(user_id, "offline");
}

void Hub::broadcastStatus(std::string const& user_id, std::string_view status) {
    broadcast(watchlistChannel(user_id), watched(status, {json::string(user_id)}));
}

bool Hub::isOnline(std::string const& user_id) const {
    std::scoped_lock const lock(mutex_);
    return online_.isOnline(user_id);
}

void Hub::terminate(std::string_view user_id) {
    broadcaster_.terminate(user_id);
    if (peers_.any())
        peers_.send(terminateMessage(user_id));
}

void Hub::authorize(SocketId const& id, std::int64_t token_id) {
    broadcaster_.authorize(id, token_id);
    if (peers_.any())
        peers_.send(authorizedMessage(id, token_id));
}

void Hub::holdToken(std::int64_t token_id) {
    std::scoped_lock const lock(mutex_);
    ++held_tokens_[token_id];
}

void Hub::releaseToken(std::int64_t token_id) {
    std::scoped_lock const lock(mutex_);
    auto const found = held_tokens_.find(token_id);
    if (--found->second == 0)
        held_tokens_.erase(found);
}

std::vector<std::int64_t> Hub::heldTokens() const {
    std::scoped_lock const lock(mutex_);
    std::vector<std::int64_t> ids;
    for (auto const& [id, connections] : held_tokens_)
        ids.push_back(id);
    return ids;
}

void Hub::endTokens(std::vector<std::int64_t> token_ids) {
    broadcaster_.endTokens(std::move(token_ids));
}

// ------------------------------------------------------------------------------------- queries

bool Hub::isMember(std::string_view channel, std::string const& user_id) const {
    std::scoped_lock const lock(mutex_);
    auto const* const found = channels_.find(channel);
    return found != nullptr && found->presence() != nullptr && found->presence()->has(user_id);
}

std::optional<ChannelFigures> Hub::figures(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const* const found = channels_.find(channel);
    return found == nullptr ? std::nullopt : std::optional(found->figures());
}

std::vector<std::pair<std::string, ChannelFigures>> Hub::listChannels(std::string_view prefix
) const {
    std::scoped_lock const lock(mutex_);
    return channels_.list(prefix);
}

std::vector<json::value> Hub::listUsers(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const* const found = channels_.find(channel);
    if (found == nullptr || found->presence() == nullptr)
        return {};
    return found->presence()->userIds();
}

std::optional<Cached> Hub::cached(std::string_view channel) const {
    std::scoped_lock const lock(mutex_);
    auto const now = Clock::now();
    auto const* const last = last_events_.find(channel, now);
    if (last == nullptr)
        return std::nullopt;
    Cached event{last->data, std::nullopt};
    if (last->until != LastEvents::Time::max())
        event.ttl = std::chrono::duration_cast<std::chrono::seconds>(last->until - now);
    return event;
}

// ------------------------------------------------------------------------------ to other processes

void Hub::sendCounts() {
    std::scoped_lock const lock(mutex_);
    peers_.sendCounts(connections_, channels_);
}

void Hub::sendState() {
    std::scoped_lock const lock(mutex_);
    PeerState state;
    state.connections = connections_;
    for (auto const& [name, channel] : channels_) {
        if (channel.subscriptionsHere() > 0 && !isWatchlistChannel(name))
            state.subscriptions[name] = channel.subscriptionsHere();
        if (channel.presence() == nullptr)
            continue;
        if (auto members = channel.presence()->membersHere(); !members.empty())
            state.members[name] = std::move(members);
    }
    state.online = online_.listHere();
    state.cached = last_events_.list(kCachedBytesMax, Clock::now());
    peers_.sendState(state);
}

// ---------------------------------------------------------------------------- from other processes

void Hub::receiveAuthorized(json::object const& message) {
    auto const id = SocketId::parse(textIn(message, "socket"));
    auto const* token = message.if_contains("token");
    if (id && token != nullptr && token->is_int64())
        broadcaster_.authorize(*id, token->get_int64());
}

void Hub::receive(std::string const& peer, json::object const& message) {
    auto const kind = textIn(message, "do");
    if (kind == "publish")
        return receiveEvent(message);
    if (kind == "client")
        return receiveClientEvent(message);
    if (kind == "terminate")
        return broadcaster_.terminate(textIn(message, "user"));
    if (kind == "authorized")
        return receiveAuthorized(message);
    std::scoped_lock const lock(mutex_);
    auto const now = Clock::now();
    if (kind == "missed") {
        last_events_.noteMiss(textIn(message, "channel"), now);
    } else if (kind == "whole") {
        auto const state = readState(message);
        for (auto const& event : state.cached)
            if (last_events_.find(event.channel, now) == nullptr)
                last_events_.keep(
                    event.channel,
                    {event.name, event.data},
                    published(event.channel, event.name, event.data),
                    now + event.ttl,
                    now
                );
        replicas_.replace(peer, state);
    } else {
        replicas_.receive(peer, message);
    }
}

void Hub::receiveEvent(json::object const& message) {
    auto const channel = textIn(message, "channel");
    Event const event{
        textIn(message, "event"),
        textIn(message, "data"),
        SocketId::parse(textIn(message, "except"))};
    auto const frame = published(channel, event.name, event.data);
    std::scoped_lock const lock(mutex_);
    publishHere(channel, event, frame);
}

void Hub::receiveClientEvent(json::object const& message) {
    auto const valueIn = [&message](std::string_view name) {
        auto const* const value = message.if_contains(name);
        return value == nullptr ? json::value() : *value;
    };
    auto const channel = textIn(message, "channel");
    auto frame =
        clientEvent(channel, textIn(message, "event"), valueIn("data"), valueIn("user_id"));
    std::scoped_lock const lock(mutex_);
    broadcast(channel, std::move(frame), SocketId::parse(textIn(message, "from")));
}

void Hub::markStale(std::string const& peer) {
    std::scoped_lock const lock(mutex_);
    replicas_.markStale(peer);
}

void Hub::removePeer(std::string const& peer) {
    std::scoped_lock const lock(mutex_);
    replicas_.remove(peer);
}

void Hub::onConnections(std::size_t before, std::size_t after) {
    connections_elsewhere_ += after - before;
}

void Hub::onSubscriptions(std::string const& name, std::size_t before, std::size_t after) {
    channels_.open(name).channel.changeElsewhere(before, after);
    removeIfVacant(name);
}

void Hub::onMemberJoined(std::string const& name, Member const& member) {
    if (channels_.open(name).channel.openPresence().joinElsewhere(member))
        broadcast(name, memberAdded(name, member.channel_data));
}

void Hub::onMemberLeft(std::string const& name, std::string const& user_id) {
    broadcastLeft(name, user_id, channels_.find(name)->presence()->leaveElsewhere(user_id));
    removeIfVacant(name);
}

void Hub::onSignedIn(std::string const& user_id) {
    if (online_.signInElsewhere(user_id))
        broadcastStatus(user_id, "online");
}

void Hub::onSignedOut(std::string const& user_id) {
    if (online_.signOutElsewhere(user_id))
        broadcastStatus(user_id, "offline");
}

}  // namespace antrean::realtime
