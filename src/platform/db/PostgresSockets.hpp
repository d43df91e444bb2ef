// The connections of a pool, so that all can be broken at once when the server does not answer:
// otherwise their threads wait in libpq, which waits as long as the network does.
#pragma once

#include <mutex>
#include <unordered_set>

namespace antrean::db {

// Thread-safe.
class PostgresSockets {
public:
    void add(int socket);
    // Call it before the socket is closed: afterwards another socket may have its number.
    void remove(int socket);
    // A thread that waits on one of them finds it closed by the server.
    void breakAll() const;

private:
    mutable std::mutex mutex_;
    std::unordered_set<int> sockets_;
};

}  // namespace antrean::db
