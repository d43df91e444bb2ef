#pragma once

#include "db/Changes.hpp"
#include "db/PostgresListener.hpp"
#include "db/PostgresSockets.hpp"

#include <optional>
#include <string>

namespace antrean::db {

// What is known of the server, and of the pool before it if there is one, without asking them.
class PostgresHealth {
public:
    // `pool` is empty when no pool is used. Throws Failure when either cannot be reached.
    PostgresHealth(
        std::string const& server,
        std::string const& pool,
        Changes& changes,
        PostgresSockets const& sockets
    )
        : listener_(PostgresListener::Role::listens, server, changes, sockets) {
        if (!pool.empty())
            pool_.emplace(PostgresListener::Role::watches_pool, pool, changes, sockets);
    }

    // Thread-safe.
    bool isServerUp() const { return listener_.isServerUp() && (!pool_ || pool_->isServerUp()); }
    bool isReadOnly() const { return listener_.isReadOnly() || (pool_ && pool_->isReadOnly()); }
    // Why the database cannot be used; empty if it can.
    std::optional<std::string> trouble() const {
        auto trouble = listener_.trouble();
        return trouble || !pool_ ? trouble : pool_->trouble();
    }
    // A connection could not be made, or was refused a write: asks both.
    void doubt() {
        listener_.doubt();
        if (pool_)
            pool_->doubt();
    }
    void stop() {
        listener_.stop();
        if (pool_)
            pool_->stop();
    }

private:
    PostgresListener listener_;
    std::optional<PostgresListener> pool_;
};

}  // namespace antrean::db
