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

    // Calls `reload` on each SIGHUP and `stop` once, on the first other signal. Ends the program
    // with status 1 if this object still exists when another of those comes more than a second
    // later, or 20 s have passed. To be called once.
    void listen(std::function<void()> stop, std::function<void()> reload);

private:
    void awaitSecondOrder(std::chrono::steady_clock::time_point began) const;

    std::atomic<bool> is_over_ = false;
    std::thread waiting_;
};

}  // namespace antrean::app
