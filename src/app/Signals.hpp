#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace antrean::app {

// Turns SIGTERM and SIGINT into an ordinary call on a thread of its own. Also makes a closed
// connection (SIGPIPE) and a file at its size limit (SIGXFSZ) errors of the call that met them,
// instead of signals that end the program. Create one object, before the program's first thread;
// the log's thread is older and blocks all signals.
class Signals {
public:
    Signals();
    // Ends the thread, also when no signal has come.
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    // Calls `stop` once, on the first signal. Ends the program with status 1 if this object still
    // exists when another signal comes or 11 s have passed. To be called once.
    void onStop(std::function<void()> stop);

private:
    std::atomic<bool> is_over_ = false;
    std::thread waiting_;
};

}  // namespace antrean::app
