#include "db/PooledSession.hpp"

#include <libpq-fe.h>

namespace antrean::db {

PooledSession::PooledSession(std::string const& conninfo, Pooling pooling, PostgresSockets& sockets)
    : ServerSession(Engine::postgres, conninfo, pooling),
      sockets_(sockets),
      socket_(PQsocket(postgres())) {
    sockets_.add(socket_);
}

PooledSession::~PooledSession() {
    sockets_.remove(socket_);
}

}  // namespace antrean::db
