// One client's connection in Pusher protocol 7. It knows the protocol and no sockets, which are
// behind http::LiveSocket.
//
//   connection_established -> (subscribe, unsubscribe, client events, signin, pings ...) -> closed
//
// Lives on one I/O thread.
#pragma once

#include "http/LiveSocket.hpp"
#include "realtime/ClientMessage.hpp"
#include "realtime/Hub.hpp"
#include "realtime/RateLimit.hpp"
#include "realtime/ServerMessage.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

inline constexpr std::size_t kChannelsOfConnectionMax = 200;
inline constexpr std::size_t kWatchlistMax = 100;
inline constexpr std::size_t kTokensOfConnectionMax = 16;
// A client that subscribes to all of its channels again after a reload, twice, is not slowed down.
inline constexpr std::size_t kSubscriptionsAtOnce = 3 * kChannelsOfConnectionMax;
inline constexpr std::size_t kSubscriptionsPerSecond = 10;

class Connection final : public http::Conversation, public Subscriber {
public:
    // After Hub::connect has returned true. All arguments outlive it. `thread` is its I/O thread.
    Connection(Hub& hub, std::size_t thread, http::LiveSocket& socket);

    void onOpen() override;
    void onText(std::string_view text) override;
    void onControl() override;
    void onViolation(std::uint16_t code) override;
    void onDue() override;
    void onClosed() override;

private:
    SocketId const& id() const override { return id_; }
    void deliver(http::Frame const& frame) override { socket_.send(frame); }
    bool isOfUser(std::string_view user_id) const override;
    void terminate() override;
    void onAuthorized(std::int64_t token_id) override;
    void onTokensEnded(std::span<std::int64_t const> token_ids) override;

    void closeWith(ErrorCode code, std::string_view message);
    void sendError(ErrorCode code, std::string_view message);
    void onProtocolEvent(ClientMessage const& message);
    void subscribe(boost::json::object const& data);
    // The error to be sent, or nothing. Sets `member` for presence channels.
    std::optional<http::Frame> refusal(
        std::string_view channel, boost::json::object const& data, std::optional<Member>& member
    );
    bool join(std::string_view channel, std::optional<Member> member, http::Frame& last_event);
    void unsubscribe(std::string_view channel);
    void onClientEvent(ClientMessage const& message);
    bool hasClientEventsLeft();
    void signIn(boost::json::object const& data);
    void signOut();
    void watch(boost::json::object const& user);

    Hub& hub_;
    std::size_t const thread_;
    http::LiveSocket& socket_;
    SocketId const id_;
    ByText<std::unique_ptr<Subscription>> subscriptions_;  // by channel, watchlist channels too
    std::string user_id_;                                  // of the user who signed in, or empty
    std::vector<std::string> watched_channels_;            // the watchlist channels
    std::vector<std::int64_t> token_ids_;                  // it ends with any of these
    http::LiveSocket::Time without_channel_since_{};
    http::LiveSocket::Time pinged_at_{};
    http::LiveSocket::Time client_events_since_{};
    std::size_t client_events_ = 0;
    RateLimit subscription_rate_{kSubscriptionsAtOnce, kSubscriptionsPerSecond};
    bool awaits_pong_ = false;
    // Such a client is pinged with control frames, because it may know only those.
    bool has_sent_control_frame_ = false;
};

// A connection that is closed with an error at once.
class RefusedConnection final : public http::Conversation {
public:
    RefusedConnection(http::LiveSocket& socket, ErrorCode code, std::string_view message)
        : socket_(socket), code_(code), message_(message) {}

    void onOpen() override;
    void onText(std::string_view) override {}
    void onControl() override {}
    void onViolation(std::uint16_t) override {}
    void onDue() override {}
    void onClosed() override {}

private:
    http::LiveSocket& socket_;
    ErrorCode code_;
    std::string_view message_;
};

}  // namespace antrean::realtime
