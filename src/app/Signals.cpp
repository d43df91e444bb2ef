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

// Running requests get 10 s (server::ServerSettings::stop_timeout); one second more to finish.
constexpr std::time_t kStopSecondsMax = 11;

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

// SQLite maps a file beside the database into memory. When the disk fails or turns read-only, an
// access to the map raises SIGBUS, and only a restart helps. The log should say why.
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
    // The thread waits for SIGTERM in both of its waits.
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
        // A database that neither answers nor fails would keep the program from ending. What it has
        // not committed was not answered to any client.
        fmt::print(stderr, "antrean: ended before all requests in flight were\n");
        std::_Exit(1);
    });
}

}  // namespace antrean::app
