#include "db/PostgresSockets.hpp"

#include <sys/socket.h>

namespace antrean::db {

void PostgresSockets::add(int socket) {
    std::scoped_lock const lock(mutex_);
    sockets_.insert(socket);
}

void PostgresSockets::remove(int socket) {
    std::scoped_lock const lock(mutex_);
    sockets_.erase(socket);
}

void PostgresSockets::breakAll() const {
    std::scoped_lock const lock(mutex_);
    for (int const socket : sockets_)
        ::shutdown(socket, SHUT_RDWR);
}

}  // namespace antrean::db
