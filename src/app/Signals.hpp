#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

namespace antrean::app {

// Turns SIGTERM, SIGINT and SIGHUP into ordinary calls on a thread of its own. Also makes a closed
// connection (SIGPIPE) and a file at its size limit (SIGXFSZ) errors of the call that met them,
// instead of signals that end the program. SIGUSR1 and SIGUSR2 are ignored. Create one object,
// before the program's first thread; the log's thread is older and blocks all signals.
class Signals {
public:
    Signals();
    // Ends the thread, also when no signal has come.
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    struct Actions {
        std::function<void()> reload = [] {};
        std::function<void()> drain = [] {};
        std::function<void()> stop;
    };
    // Calls `reload` on each SIGHUP. On the first other signal, calls `drain` unless `drain_max` is
    // zero, and `stop` after that time, or at the next such signal if it comes more than a second
    // later. Ends the program with status 1 if this object still exists when yet another one comes
    // more than a second after `stop`, or 20 s have passed. To be called once.
    void listen(Actions actions, std::chrono::seconds drain_max);

private:
    // Waits for an order to stop that comes more than a second from now, for the time at most.
    void awaitOrder(std::chrono::seconds max) const;

    std::atomic<bool> is_over_ = false;
    std::thread waiting_;
};

}  // namespace antrean::app
