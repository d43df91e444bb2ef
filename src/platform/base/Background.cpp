#include "base/Background.hpp"

#include <algorithm>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace antrean {
namespace {

// A quarter of a processor and of a disk is left to the work.
constexpr int kRestForWork = 3;
constexpr std::chrono::milliseconds kRestMax{200};

}  // namespace

void workInBackground() {
    // A thread with this policy gives way as soon as another one has work. Where the system forbids
    // it, the lowest priority remains.
    sched_param const none{};
    ::sched_setscheduler(0, SCHED_IDLE, &none);
    constexpr int kLowest = 19;
    // On Linux both set the priority of this thread alone.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowest);
    ::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

void writeOut(int descriptor) {
    ::sync_file_range(
        descriptor,
        0,
        0,
        SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER
    );
}

void Pace::rest() {
    using std::chrono::milliseconds;
    auto const took = std::chrono::steady_clock::now() - begun_;
    auto const rest = std::min(std::chrono::ceil<milliseconds>(kRestForWork * took), kRestMax);
    ::poll(nullptr, 0, static_cast<int>(rest.count()));
    begun_ = std::chrono::steady_clock::now();
}

}  // namespace antrean
