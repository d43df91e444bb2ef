#pragma once

#include "db/Changes.hpp"
#include "db/PostgresSockets.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace antrean::db {

// The one connection of this process that hears the notices of the others (LISTEN), and the watch
// over the server: while it is down, transactions are refused at once instead of each waiting for
// a connection, and this thread alone tries until it is back. A server that is there and says
// nothing, such as a machine that stands still, is down as well.
class PostgresListener {
public:
    // Connects. Throws Failure when the server cannot be reached. `sockets` are broken when it
    // falls silent, and outlive this.
    PostgresListener(std::string conninfo, Changes& changes, PostgresSockets const& sockets);
    ~PostgresListener();
    PostgresListener(PostgresListener const&) = delete;
    PostgresListener& operator=(PostgresListener const&) = delete;

    // Thread-safe.
    bool isServerUp() const { return is_up_; }
    // A connection could not be made, perhaps for a reason of its own: asks the server.
    void doubt() { wake(); }
    void stop();

private:
    struct Connection;

    void loop();
    void hear();
    // Asks the server whether it is well.
    bool isAnswering();
    void giveUp();
    // Waits for news from the server, a call of wake(), or the time. True when the server spoke.
    bool wait(int timeout_ms);
    void wake();
    // Connects anew, or waits a little.
    void tryAgain();

    std::string conninfo_;
    Changes& changes_;
    PostgresSockets const& sockets_;
    std::unique_ptr<Connection> connection_;
    std::atomic<bool> is_up_{true};
    std::atomic<bool> must_stop_{false};
    bool is_outage_logged_ = false;
    int wake_fd_ = -1;
    std::thread thread_;
};

}  // namespace antrean::db
