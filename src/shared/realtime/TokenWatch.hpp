// Ends connections with the tokens that they depend on: who may no longer call the API does not go
// on to receive private channels.
#pragma once

#include "auth/Tokens.hpp"
#include "base/Clock.hpp"
#include "base/Watcher.hpp"

#include <string_view>
#include <vector>

namespace antrean::db {
class Database;
}

namespace antrean::realtime {

class Hub;

class TokenWatch {
public:
    // All arguments outlive it.
    TokenWatch(
        db::Database& database,
        Clock const& clock,
        std::vector<Hub*> hubs,
        auth::SessionSettings settings
    );

    void start() { watcher_.start(); }
    // Before Database::stop.
    void stop() { watcher_.stop(); }
    // For Database::onNotice.
    void onNotice(std::string_view topic);

private:
    // These return false when the database does not answer.
    bool look();
    bool check(Hub& hub) const;

    db::Database& database_;
    Clock const& clock_;
    std::vector<Hub*> const hubs_;
    auth::SessionSettings const settings_;
    Watcher watcher_;
};

}  // namespace antrean::realtime
