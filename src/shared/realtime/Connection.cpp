#include "realtime/Connection.hpp"

#include "realtime/ChannelName.hpp"
#include "realtime/Signature.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace antrean::realtime {
namespace {

namespace json = boost::json;

constexpr std::string_view kUnauthorizedText = "Connection is unauthorized";

bool isClientEvent(std::string_view event) {
    return event.starts_with("client-");
}

}  // namespace

Connection::Connection(Hub& hub, std::size_t thread, http::LiveSocket& socket)
    : hub_(hub), thread_(thread), socket_(socket), id_(SocketId::random()) {}

void Connection::onOpen() {
    hub_.shard(thread_).connect(*this);
    socket_.send(connectionEstablished(id_, hub_.app().activity_timeout));
    without_channel_since_ = socket_.now();
    socket_.callAt(socket_.now() + std::min(hub_.app().ping_interval, hub_.app().idle_timeout));
}

void Connection::onClosed() {
    signOut();
    for (auto const id : std::exchange(token_ids_, {}))
        hub_.releaseToken(id);
    while (!subscriptions_.empty())
        unsubscribe(std::string(subscriptions_.begin()->first));
    hub_.shard(thread_).disconnect(*this);
    hub_.disconnect();
}

void Connection::onControl() {
    awaits_pong_ = false;
    has_sent_control_frame_ = true;
}

void Connection::onViolation(std::uint16_t code) {
    if (code == http::kTooLarge)
        sendError(kInvalidMessage, "The message is too large");
    else
        sendError(kInvalidMessage, "Invalid message format");
}

void Connection::onDue() {
    auto const& app = hub_.app();
    auto const now = socket_.now();
    if (subscriptions_.empty() && now >= without_channel_since_ + app.idle_timeout) {
        sendError(kIdle, "Closed after inactivity");
        return socket_.close(kIdle, "Closed after inactivity");
    }
    if (awaits_pong_) {
        if (now < pinged_at_ + app.pong_timeout)
            return socket_.callAt(pinged_at_ + app.pong_timeout);
        return closeWith(kPongMissing, "Pong reply not received in time");
    }
    if (now < socket_.lastReceivedAt() + app.ping_interval)
        return socket_.callAt(socket_.lastReceivedAt() + app.ping_interval);
    awaits_pong_ = true;
    pinged_at_ = now;
    if (has_sent_control_frame_)
        socket_.ping();
    else
        socket_.send(ping());
    socket_.callAt(now + app.pong_timeout);
}

bool Connection::isOfUser(std::string_view user_id) const {
    return user_id_ == user_id || std::ranges::any_of(subscriptions_, [user_id](auto const& entry) {
               return entry.second->member() && entry.second->member()->id == user_id;
           });
}

void Connection::terminate() {
    closeWith(kUnauthorized, "You got disconnected by the app.");
}

void Connection::closeWith(ErrorCode code, std::string_view message) {
    sendError(code, message);
    socket_.close(code, message);
}

// One page uses one token. A client that uses many would make the server watch all of them.
void Connection::onAuthorized(std::int64_t token_id) {
    if (std::ranges::find(token_ids_, token_id) != token_ids_.end())
        return;
    if (token_ids_.size() >= kTokensOfConnectionMax)
        return terminate();
    token_ids_.push_back(token_id);
    hub_.holdToken(token_id);
}

// The client connects again at once, and gets its public channels. For the others it needs a valid
// token.
void Connection::onTokensEnded(std::span<std::int64_t const> token_ids) {
    auto const has_ended = [token_ids](std::int64_t id) {
        return std::ranges::binary_search(token_ids, id);
    };
    if (!std::ranges::any_of(token_ids_, has_ended))
        return;
    constexpr std::string_view kText = "The token of the user has ended";
    sendError(kTokenEnded, kText);
    socket_.close(kTokenEnded, kText);
}

void Connection::sendError(ErrorCode code, std::string_view message) {
    socket_.send(error(code, message));
}

void Connection::onText(std::string_view text) {
    awaits_pong_ = false;
    auto const message = readClientMessage(text);
    if (!message)
        return sendError(kInvalidMessage, "Invalid message format");
    if (message->event.starts_with("pusher:"))
        return onProtocolEvent(*message);
    if (isClientEvent(message->event))
        onClientEvent(*message);
}

void Connection::onProtocolEvent(ClientMessage const& message) {
    auto const event = std::string_view(message.event).substr(std::string_view("pusher:").size());
    if (event == "ping")
        return socket_.send(pong());
    if (event == "pong")
        return;
    auto const data = message.dataObject();
    if (event == "subscribe")
        return subscribe(data);
    if (event == "unsubscribe")
        return unsubscribe(textIn(data, "channel"));
    if (event == "signin")
        return signIn(data);
    sendError(kInvalidMessage, "Invalid message format");
}

void Connection::subscribe(json::object const& data) {
    auto const channel = textIn(data, "channel");
    if (!isChannelName(channel)) {
        if (!channel.empty())
            socket_.send(
                subscriptionError(channel, "InvalidChannel", "The channel name is invalid", 400)
            );
        return sendError(kInvalidMessage, "Invalid message format");
    }
    if (subscriptions_.contains(channel))
        return;
    if (subscriptions_.size() >= kChannelsOfConnectionMax + watched_channels_.size())
        return socket_.send(subscriptionError(channel, "LimitReached", "Too many channels", 4004));
    if (!subscription_rate_.allows(socket_.now()))
        return socket_.send(subscriptionError(
            channel, "LimitReached", "Too many subscriptions in a short time", 4301
        ));
    if (hub_.isFullFor(channel))
        return socket_.send(subscriptionError(channel, "LimitReached", "The app is full", 4004));
    std::optional<Member> member;
    if (auto const refused = refusal(channel, data, member)) {
        // Clients pass the first to the channel's error callback, the second to the connection's.
        socket_.send(*refused);
        return sendError(kUnauthorized, kUnauthorizedText);
    }
    http::Frame last_event;
    if (!join(channel, std::move(member), last_event))
        return socket_.send(subscriptionError(
            channel, "LimitReached", "The channel has as many members as it may have", 4004
        ));
    if (last_event) {
        socket_.send(last_event);
    } else if (kindOf(channel).is_cache) {
        socket_.send(cacheMiss(channel));
        hub_.reportMiss(channel);
    }
}

std::optional<http::Frame> Connection::refusal(
    std::string_view channel, json::object const& data, std::optional<Member>& member
) {
    auto const kind = kindOf(channel);
    auto const refuse = [channel](std::string_view message) {
        return subscriptionError(channel, "AuthError", message, 401);
    };
    if (kind.is_of_user && channel != "#server-to-user-" + user_id_)
        return refuse("The connection is not signed in as that user");
    if (!kind.needs_auth)
        return std::nullopt;
    // A private channel may have channel_data too. It is part of the signature, and not used.
    auto const channel_data = textIn(data, "channel_data");
    if (kind.is_presence)
        member = readMember(channel_data);
    if (!isAuth(textIn(data, "auth"), channelAuth(hub_.app(), id_.text(), channel, channel_data)))
        return refuse(kUnauthorizedText);
    if (kind.is_presence && !member)
        return refuse("channel_data must hold a user_id and little else");
    return std::nullopt;
}

bool Connection::join(
    std::string_view channel, std::optional<Member> member, http::Frame& last_event
) {
    auto const joined = hub_.join(channel, thread_, id_, member ? &*member : nullptr);
    if (!joined)
        return false;
    auto subscription = std::make_unique<Subscription>(*this, joined->since, std::move(member));
    hub_.shard(thread_).add(channel, *subscription);
    subscriptions_.emplace(channel, std::move(subscription));
    last_event = joined->last_event;
    if (isChannelName(channel))
        socket_.send(subscriptionSucceeded(channel, joined->roster));
    return true;
}

void Connection::unsubscribe(std::string_view channel) {
    auto const found = subscriptions_.find(channel);
    if (found == subscriptions_.end())
        return;
    auto const& member = found->second->member();
    auto const user_id = member ? member->id : std::string();
    hub_.shard(thread_).remove(*found->second);
    hub_.leave(channel, thread_, user_id);
    subscriptions_.erase(found);
    without_channel_since_ = socket_.now();
}

void Connection::onClientEvent(ClientMessage const& message) {
    auto const kind = kindOf(message.channel);
    if (!isEventName(message.event))
        return sendError(kInvalidMessage, "Invalid message format");
    if (!hub_.app().has_client_events)
        return sendError(kClientEventRefused, "The app does not have client messaging enabled.");
    if (!kind.needs_auth || kind.is_encrypted)
        return sendError(
            kClientEventRefused, "Client events are for private and presence channels only."
        );
    auto const found = subscriptions_.find(message.channel);
    if (found == subscriptions_.end())
        return sendError(kUnauthorized, "The client is not a member of the specified channel.");
    if (!hasClientEventsLeft())
        return sendError(
            kClientEventRefused, "The rate limit for sending client events is exceeded."
        );
    auto const& member = found->second->member();
    auto const user_id = member ? member->user_id : json::value();
    hub_.relay(message.channel, {message.event, message.data, user_id}, id_);
}

bool Connection::hasClientEventsLeft() {
    auto const now = std::chrono::steady_clock::now();
    if (now - client_events_since_ >= std::chrono::seconds(1)) {
        client_events_since_ = now;
        client_events_ = 0;
    }
    return ++client_events_ <= hub_.app().client_events_per_second_max;
}

void Connection::signIn(json::object const& data) {
    auto const user_data = textIn(data, "user_data");
    boost::system::error_code failure;
    auto const user = json::parse(user_data, failure);
    bool const is_signed =
        isAuth(textIn(data, "auth"), userAuth(hub_.app(), id_.text(), user_data));
    if (!is_signed || failure || !user.is_object() || textIn(user.get_object(), "id").empty())
        return closeWith(kUnauthorized, kUnauthorizedText);
    auto const* watchlist = user.get_object().if_contains("watchlist");
    if (watchlist != nullptr && watchlist->is_array() &&
        watchlist->get_array().size() > kWatchlistMax)
        return sendError(kWatchlistTooLong, "The watchlist is too long");
    signOut();
    user_id_ = textIn(user.get_object(), "id");
    hub_.signIn(user_id_);
    socket_.send(signedIn(user_data));
    watch(user.get_object());
}

void Connection::signOut() {
    for (auto const& channel : std::exchange(watched_channels_, {}))
        unsubscribe(channel);
    if (user_id_.empty())
        return;
    unsubscribe("#server-to-user-" + user_id_);
    hub_.signOut(std::exchange(user_id_, {}));
}

void Connection::watch(json::object const& user) {
    auto const* watchlist = user.if_contains("watchlist");
    if (watchlist == nullptr || !watchlist->is_array())
        return;
    json::array online;
    json::array offline;
    for (auto const& entry : watchlist->get_array()) {
        auto const* id = entry.if_string();
        auto const channel = id == nullptr ? std::string() : watchlistChannel(*id);
        http::Frame none;
        if (id == nullptr || subscriptions_.contains(channel) || !join(channel, std::nullopt, none))
            continue;
        watched_channels_.push_back(channel);
        (hub_.isOnline(std::string(*id)) ? online : offline).push_back(entry);
    }
    if (!online.empty())
        socket_.send(watched("online", online));
    if (!offline.empty())
        socket_.send(watched("offline", offline));
}

void RefusedConnection::onOpen() {
    socket_.send(error(code_, message_));
    socket_.close(code_, message_);
}

}  // namespace antrean::realtime
