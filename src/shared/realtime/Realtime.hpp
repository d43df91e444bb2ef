// The broadcaster: takes WebSockets at /app/KEY and tells channels what happens. Pusher protocol 7,
// as Laravel Reverb and its clients speak it (contract 11).
#pragma once

#include "http/PushSocket.hpp"
#include "realtime/App.hpp"
#include "realtime/Hub.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace antrean::realtime {

// Thread-safe once the server has started it; outlives the server.
class Realtime final : public http::WebSocketService {
public:
    // `apps` has one at least. The first is the clinic's own.
    explicit Realtime(std::vector<App> apps);

    void start(std::vector<std::shared_ptr<http::Mailbox>> threads) override;
    bool serves(std::string_view path) const override;
    std::unique_ptr<http::Conversation> open(
        std::string_view path,
        http::Incoming const& request,
        std::size_t thread,
        http::PushSocket& socket
    ) override;

    // The way to each I/O thread, once the server is made.
    std::vector<std::shared_ptr<http::Mailbox>> const& threads() const { return threads_; }
    App const& firstApp() const { return hubs_.front()->app(); }
    std::vector<Hub*> hubs() const;
    // Null: there is none.
    Hub* find(std::string_view app_id) const;
    // Tells this process's subscribers of the channel in every app, now and when they subscribe
    // later. The other processes announce by themselves.
    void announce(std::string_view channel, std::string_view event, std::string_view data) const;

private:
    std::vector<std::unique_ptr<Hub>> hubs_;
    std::vector<std::shared_ptr<http::Mailbox>> threads_;
};

}  // namespace antrean::realtime
