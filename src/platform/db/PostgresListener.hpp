#pragma once

#include "db/Changes.hpp"
#include "db/PostgresSockets.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

struct pg_result;

namespace antrean::db {

// The connection over which this process receives the notices of the others (LISTEN). It also
// watches the server: while the server is down, transactions are refused at once instead of each
// waiting for a connection, and only this thread tries to connect. A server that accepts
// connections but does not answer, such as a frozen machine, counts as down. A server that only
// reads, such as a standby, is left: a new connection may reach the one that writes. When another
// server answers than before, all sessions are broken: those on the old one would read old rows.
class PostgresListener {
public:
    enum class Role : std::uint8_t {
        listens,
        watches_pool,  // through a pool, where no notices arrive: only watches
    };

    // Connects. Throws Failure when the server cannot be reached. `sockets` are broken when the
    // server does not answer; they outlive this.
    PostgresListener(
        Role role, std::string conninfo, Changes& changes, PostgresSockets const& sockets
    );
    ~PostgresListener();
    PostgresListener(PostgresListener const&) = delete;
    PostgresListener& operator=(PostgresListener const&) = delete;

    // Thread-safe.
    bool isServerUp() const { return is_up_; }
    bool isReadOnly() const { return is_read_only_; }
    // Why the server cannot be used; empty if it can.
    std::optional<std::string> trouble() const;
    // Another connection could not be made, or was refused a write: asks the server.
    void doubt() { wake(); }
    void stop();

private:
    struct Connection;

    void loop();
    void receive();
    enum class Answer : std::uint8_t { none, reads, writes };

    // What the server says in time that it does.
    Answer ask();
    // Keeps which server it is and whether it only reads, as it says in `answer`. Returns whether
    // it accepts writes.
    bool noteAnswer(pg_result const* answer);
    void giveUp();
    // Waits for data from the server, a call of wake(), or the time. Returns true for data.
    bool wait(int timeout_ms);
    void wake();
    // Connects anew, or waits a little.
    void tryAgain();

    Role const role_;
    std::string_view const name_;  // for messages
    std::string conninfo_;
    Changes& changes_;
    PostgresSockets const& sockets_;
    std::unique_ptr<Connection> connection_;
    std::atomic<bool> is_up_{true};
    std::atomic<bool> is_read_only_{false};
    std::atomic<bool> must_stop_{false};
    bool is_outage_logged_ = false;
    std::string server_started_at_;
    int wake_fd_ = -1;
    std::thread thread_;
};

}  // namespace antrean::db
