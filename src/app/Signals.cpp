#include "app/Signals.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <pthread.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace antrean::app {
namespace {

// Requests in flight have 10 s (http::ServerSettings), and their connections end with them.
constexpr std::time_t kStopSecondsMax = 11;

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

// SQLite maps a file beside the database; on a disk that fails or turns read-only, touching the
// map is a signal, and nothing but a start anew helps. The log should say why there was one.
extern "C" void reportBadDisk(int number) {
    constexpr std::string_view kLine =
        "antrean: ended by the kernel (SIGBUS): the data folder's disk failed or is read-only\n";
    [[maybe_unused]] auto const written = write(STDERR_FILENO, kLine.data(), kLine.size());
    std::signal(number, SIG_DFL);
    std::raise(number);
}

}  // namespace

Signals::Signals() {
    auto const set = stopSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGBUS, reportBadDisk);
}

Signals::~Signals() {
    if (!waiting_.joinable())
        return;
    is_over_ = true;
    // Wakes the thread, whichever of its two signals it waits for.
    pthread_kill(waiting_.native_handle(), SIGTERM);
    waiting_.join();
}

void Signals::onStop(std::function<void()> stop) {
    waiting_ = std::thread([this, stop = std::move(stop)] {
        auto const set = stopSignals();
        int number = 0;
        sigwait(&set, &number);
        if (is_over_)
            return;
        stop();
        timespec const patience{kStopSecondsMax, 0};
        sigtimedwait(&set, nullptr, &patience);
        if (is_over_)
            return;
        // A database that neither answers nor breaks would hold the program for ever. What it has
        // not committed, nobody was told.
        fmt::print(stderr, "antrean: ended before all requests in flight were\n");
        std::_Exit(1);
    });
}

}  // namespace antrean::app
