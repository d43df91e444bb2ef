#pragma once

#include "db/PostgresSockets.hpp"
#include "db/ServerSession.hpp"

#include <string>

namespace antrean::db {

// A session on PostgreSQL that can be broken from outside, through `sockets`, which outlive it.
class PooledSession final : public ServerSession {
public:
    // Throws Failure.
    PooledSession(std::string const& conninfo, Pooling pooling, PostgresSockets& sockets);
    ~PooledSession() override;
    PooledSession(PooledSession const&) = delete;
    PooledSession& operator=(PooledSession const&) = delete;

private:
    PostgresSockets& sockets_;
    int const socket_;
};

}  // namespace antrean::db
