// The broadcaster: accepts WebSockets at /app/KEY and publishes events to channels, with Pusher
// protocol 7 as Laravel Reverb and its clients speak it (contract 11).
#pragma once

#include "http/LiveSocket.hpp"
#include "realtime/App.hpp"
#include "realtime/Hub.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// Thread-safe once the server has started it; outlives the server.
class Realtime final : public http::WebSocketService {
public:
    // `apps` has at least one. The first is the clinic's own.
    // `has_peers`: when this server stops, its clients find another one at once.
    explicit Realtime(std::vector<App> apps, bool has_peers = false);

    void start(std::vector<std::shared_ptr<http::Mailbox>> threads) override;
    bool serves(std::string_view path) const override;
    std::unique_ptr<http::Conversation> open(
        std::string_view path,
        http::Incoming const& request,
        std::size_t thread,
        http::LiveSocket& socket
    ) override;

    // The mailboxes of the I/O threads, once the server has been created.
    std::vector<std::shared_ptr<http::Mailbox>> const& threads() const { return threads_; }
    App const& firstApp() const { return hubs_.front()->app(); }
    std::vector<Hub*> hubs() const;
    // Null: there is no such app.
    Hub* find(std::string_view app_id) const;
    // The connection of the first app ends with the token (Hub::authorize).
    void authorize(SocketId const& id, std::int64_t token_id) const {
        hubs_.front()->authorize(id, token_id);
    }
    // Those of all processes and apps to the channel.
    std::size_t subscriptions(std::string_view channel) const;
    // Publishes a lasting event to the channel in every app (Event::is_lasting).
    void announce(std::string_view channel, std::string_view event, std::string_view data) const;
    // The same for an event that is not kept, to the subscribers of this process alone
    // (Event::is_local).
    void publishHere(std::string_view channel, std::string_view event, std::string_view data) const;

private:
    std::vector<std::unique_ptr<Hub>> hubs_;
    std::vector<std::shared_ptr<http::Mailbox>> threads_;
};

}  // namespace antrean::realtime
