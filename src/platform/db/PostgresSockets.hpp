// The connections of a pool, so that a server that says nothing can be given up on all at once:
// their threads wait in libpq, which waits as long as the network does.
#pragma once

#include <mutex>
#include <unordered_set>

namespace antrean::db {

// Thread-safe.
class PostgresSockets {
public:
    void add(int socket);
    // Before the socket is closed: its number may be another's afterwards.
    void remove(int socket);
    // Whoever waits on one of them finds it closed by the server.
    void breakAll() const;

private:
    mutable std::mutex mutex_;
    std::unordered_set<int> sockets_;
};

}  // namespace antrean::db
