// Reports to systemd when the server serves and when it stops, and in a service with WatchdogSec=
// that it is alive. Without systemd nothing happens.
#pragma once

#include "base/Watcher.hpp"
#include "http/Mailbox.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace antrean::app {

class Systemd {
public:
    // The server is alive while each of these I/O threads runs what is posted to it.
    explicit Systemd(std::vector<std::shared_ptr<http::Mailbox>> const& threads);

    // The server listens. `state` is shown by `systemctl status`. Starts the watchdog.
    void start(std::string const& state);
    void stop();

private:
    bool reportLife();

    std::vector<std::shared_ptr<http::Mailbox>> const& threads_;
    // How many threads have run the last step. Steps may outlive this object.
    std::shared_ptr<std::atomic<std::size_t>> alive_;
    std::optional<Watcher> watchdog_;
};

}  // namespace antrean::app
