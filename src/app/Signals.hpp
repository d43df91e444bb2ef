#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace antrean::app {

// SIGTERM and SIGINT as an ordinary call on a thread of its own. A closed connection and a file at
// its size limit are errors of the call that met them, not signals that end the program. One for
// the program, made before its first thread; the log's, which is older, takes no signals.
class Signals {
public:
    Signals();
    // Ends the thread, whether a signal came or not.
    ~Signals();
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    // Calls `stop` once, on the first signal. Ends the program with status 1 when another signal
    // comes, or 11 s have passed, and this object is still there. Call it once.
    void onStop(std::function<void()> stop);

private:
    std::atomic<bool> is_over_ = false;
    std::thread waiting_;
};

}  // namespace antrean::app
