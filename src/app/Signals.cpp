#include "app/Signals.hpp"

#include <csignal>
#include <pthread.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace antrean::app {
namespace {

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
    // Wakes the thread when no signal came; when one did, this one finds nobody waiting.
    pthread_kill(waiting_.native_handle(), SIGTERM);
    waiting_.join();
}

void Signals::onStop(std::function<void()> stop) {
    waiting_ = std::thread([stop = std::move(stop)] {
        auto const set = stopSignals();
        int number = 0;
        sigwait(&set, &number);
        stop();
    });
}

}  // namespace antrean::app
