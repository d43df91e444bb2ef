#include "app/Signals.hpp"

#include <csignal>
#include <pthread.h>

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

}  // namespace

Signals::Signals() {
    auto const set = stopSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
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
