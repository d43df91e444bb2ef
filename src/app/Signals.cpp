#include "app/Signals.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <pthread.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace antrean::app {
namespace {

// Running requests get 10 s (server::ServerSettings::stop_timeout). What they leave behind ends at
// once, but on a busy machine an export, which has the lowest priority, is slow to do so.
constexpr std::chrono::seconds kStopTimeout{20};

// Who stops a program may send the signal to it and to its process group: two signals so close
// together are one.
constexpr std::chrono::seconds kSameSignal{1};

sigset_t handledSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

// Returns the signal; 0 if none has come until `end`.
int awaitSignal(std::chrono::steady_clock::time_point end) {
    using namespace std::chrono;
    auto const set = handledSignals();
    for (;;) {
        auto const left = std::max<nanoseconds>(end - steady_clock::now(), nanoseconds::zero());
        auto const whole = duration_cast<seconds>(left);
        timespec const patience{whole.count(), (left - whole).count()};
        auto const number = sigtimedwait(&set, nullptr, &patience);
        if (number > 0)
            return number;
        if (errno != EINTR)
            return 0;
    }
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
    auto const set = handledSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // nohup ignores it, and an ignored signal would never be waited for.
    std::signal(SIGHUP, SIG_DFL);
    for (auto const number : {SIGPIPE, SIGXFSZ, SIGUSR1, SIGUSR2})
        std::signal(number, SIG_IGN);
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

void Signals::listen(Actions actions, std::chrono::seconds drain_max) {
    waiting_ = std::thread([this, actions = std::move(actions), drain_max] {
        auto const set = handledSignals();
        int number = 0;
        while (sigwait(&set, &number) == 0 && number == SIGHUP)
            actions.reload();
        if (is_over_)
            return;
        if (drain_max > std::chrono::seconds::zero()) {
            actions.drain();
            awaitOrder(drain_max);
        }
        if (is_over_)
            return;
        actions.stop();
        awaitOrder(kStopTimeout);
        if (is_over_)
            return;
        // A database that neither answers nor fails would keep the program from ending. What it has
        // not committed was not answered to any client.
        log::writeLast("antrean: ended before all requests in flight were\n");
        std::_Exit(1);
    });
}

void Signals::awaitOrder(std::chrono::seconds max) const {
    auto const began = std::chrono::steady_clock::now();
    for (;;) {
        auto const number = awaitSignal(began + max);
        bool const is_same = std::chrono::steady_clock::now() < began + kSameSignal;
        if (is_over_ || number == 0 || (number != SIGHUP && !is_same))
            return;
    }
}

}  // namespace antrean::app
