// Protocol 7 with one client. It knows no sockets; what it says goes through http::PushSocket.
//
//   greeting -> (subscribe, unsubscribe, client events, sign-in, pings ...) -> closed
#pragma once

#include "http/PushSocket.hpp"
#include "realtime/ClientMessage.hpp"
#include "realtime/Hub.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::realtime {

inline constexpr std::size_t kChannelsOfConnectionMax = 200;
inline constexpr std::size_t kWatchlistMax = 100;

class SocketConversation final : public http::Conversation, public Subscriber {
public:
    // The hub has counted the connection (Hub::connect). All outlive it; `thread` is the one that
    // it lives on.
    SocketConversation(Hub& hub, std::size_t thread, http::PushSocket& socket);

    void onOpen() override;
    void onText(std::string_view text) override;
    void onControl() override;
    void onViolation(std::uint16_t code) override;
    void onDue() override;
    void onClosed() override;

private:
    struct Place {
        Place(Subscriber& subscriber, std::uint64_t since, std::optional<Member> of)
            : subscription(subscriber, since), member(std::move(of)) {}

        Shard::Subscription subscription;
        std::optional<Member> member;  // of a presence channel
    };

    SocketId const& id() const override { return id_; }
    void deliver(http::Frame const& frame) override { socket_.send(frame); }
    bool isOfUser(std::string_view user_id) const override;
    void terminate() override;

    void say(ErrorCode code, std::string_view message);
    void onProtocolEvent(ClientMessage const& message);
    void subscribe(boost::json::object const& data);
    // Why not, or nothing. Fills `member` for presence channels.
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
    http::PushSocket& socket_;
    SocketId const id_;
    ByText<std::unique_ptr<Place>> places_;  // by channel, those of watched users included
    std::string user_id_;                    // of the user who signed in; empty: nobody
    std::vector<std::string> watched_;
    http::PushSocket::Time without_channel_since_{};
    http::PushSocket::Time pinged_at_{};
    http::PushSocket::Time client_events_since_{};
    std::size_t client_events_ = 0;
    bool is_asked_ = false;          // we wait for a sign of life
    bool has_sent_control_ = false;  // such clients may know control frames only
};

// Says why, and closes.
class RefusedConversation final : public http::Conversation {
public:
    RefusedConversation(http::PushSocket& socket, ErrorCode code, std::string_view message)
        : socket_(socket), code_(code), message_(message) {}

    void onOpen() override;
    void onText(std::string_view) override {}
    void onControl() override {}
    void onViolation(std::uint16_t) override {}
    void onDue() override {}
    void onClosed() override {}

private:
    http::PushSocket& socket_;
    ErrorCode code_;
    std::string_view message_;
};

}  // namespace antrean::realtime
