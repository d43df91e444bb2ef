#include "app/RunMark.hpp"

#include "base/Log.hpp"
#include "base/Random.hpp"
#include "base/Text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <prometheus/metric_family.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

// "running-1795500000-x8Kd2pQ1": seconds since 1970, and what differs when two servers start in the
// same second.
constexpr std::string_view kRunning = "running-";
constexpr std::string_view kUnclean = "unclean-";
constexpr std::string_view kFresh = "fresh-";
constexpr std::size_t kRandomLetters = 8;
constexpr std::int64_t kSecondsMax = 253'402'300'799;  // the year 9999
constexpr std::size_t kKeptMax = 10;
constexpr std::chrono::seconds kSignOfLifeEvery{60};

std::string folderOfRuns(std::string const& data_dir) {
    return data_dir + "/.runs";
}

// A file of a server that is not running.
struct DeadRun {
    std::string name;
    UncleanEnd end;
};

bool isLockedByOther(std::string const& path) {
    OpenFile const file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    // A file that cannot be opened, or a file system without locks, says nothing.
    return !file || ::flock(file.descriptor(), LOCK_SH | LOCK_NB) != 0;
}

std::optional<DeadRun> readDeadRun(std::string const& folder, std::string name) {
    bool const is_running = name.starts_with(kRunning);
    if (!is_running && !name.starts_with(kUnclean))
        return std::nullopt;
    auto const rest = std::string_view(name).substr(kRunning.size());
    auto const started_s = text::toInt(rest.substr(0, rest.find('-')));
    if (!started_s || *started_s > kSecondsMax)
        return std::nullopt;
    auto const path = folder + "/" + name;
    struct stat status {};
    if ((is_running && isLockedByOther(path)) || ::lstat(path.c_str(), &status) != 0)
        return std::nullopt;
    Instant const changed_at{
        std::chrono::seconds(status.st_mtim.tv_sec) +
        std::chrono::microseconds(status.st_mtim.tv_nsec / 1'000)};
    return DeadRun{std::move(name), {Instant(std::chrono::seconds(*started_s)), changed_at}};
}

// Newest first.
std::vector<DeadRun> listDeadRuns(std::string const& folder) {
    std::vector<DeadRun> found;
    std::error_code problem;
    fs::directory_iterator entry(folder, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem))
        if (auto run = readDeadRun(folder, entry->path().filename().string()))
            found.push_back(*std::move(run));
    std::ranges::sort(found, std::greater<>(), [](DeadRun const& run) {
        return run.end.last_alive_at;
    });
    return found;
}

// Logs what is new, and keeps the newest.
std::vector<UncleanEnd> settle(std::string const& folder) {
    std::vector<UncleanEnd> ends;
    for (auto const& run : listDeadRuns(folder)) {
        auto const path = folder + "/" + run.name;
        if (run.name.starts_with(kRunning)) {
            log::warning(
                "the server that started at {} UTC did not end properly; it was alive at {} UTC",
                storedTimestamp(run.end.started_at),
                storedTimestamp(run.end.last_alive_at)
            );
            auto const kept =
                fmt::format("{}/{}{}", folder, kUnclean, run.name.substr(kRunning.size()));
            ::rename(path.c_str(), kept.c_str());
        } else if (ends.size() >= kKeptMax) {
            ::unlink(path.c_str());
            continue;
        }
        ends.push_back(run.end);
    }
    return ends;
}

// The file has its name when it is locked, so that no other start takes it for a dead one.
OpenFile createMark(std::string const& folder, std::string const& id) {
    auto const fresh = fmt::format("{}/{}{}", folder, kFresh, id);
    OpenFile file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file &&
        (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0 ||
         ::rename(fresh.c_str(), fmt::format("{}/{}{}", folder, kRunning, id).c_str()) != 0)) {
        auto const problem = errno;
        ::unlink(fresh.c_str());
        errno = problem;
        return {};
    }
    return file;
}

}  // namespace

std::vector<UncleanEnd> listUncleanEnds(std::string const& data_dir) {
    std::vector<UncleanEnd> ends;
    for (auto const& run : listDeadRuns(folderOfRuns(data_dir)))
        if (ends.size() < kKeptMax)
            ends.push_back(run.end);
    return ends;
}

RunMark::RunMark(std::string const& data_dir)
    : unclean_ends_(settle(folderOfRuns(data_dir))),
      watcher_({.every = kSignOfLifeEvery}, [this](bool) {
          ::futimens(file_.descriptor(), nullptr);
          return true;
      }) {
    auto const folder = folderOfRuns(data_dir);
    ::mkdir(folder.c_str(), 0700);
    auto const now = SystemClock().now().time_since_epoch();
    auto const id = fmt::format(
        "{}-{}",
        std::chrono::duration_cast<std::chrono::seconds>(now).count(),
        randomLetters(kRandomLetters)
    );
    file_ = createMark(folder, id);
    if (file_)
        path_ = fmt::format("{}/{}{}", folder, kRunning, id);
    else
        log::warning(
            "no file can be written to {}, so a crash of this server will not be noted: {}",
            folder,
            std::generic_category().message(errno)
        );
}

RunMark::~RunMark() {
    watcher_.stop();
    if (!path_.empty())
        ::unlink(path_.c_str());
}

std::vector<prometheus::MetricFamily> RunMark::families() const {
    prometheus::MetricFamily family;
    family.name = "antrean_unclean_end_timestamp_seconds";
    family.help = "When a server of this data folder was alive last that did not end properly";
    family.type = prometheus::MetricType::Gauge;
    if (!unclean_ends_.empty()) {
        prometheus::ClientMetric metric;
        auto const since = unclean_ends_.front().last_alive_at.time_since_epoch();
        metric.gauge.value = std::chrono::duration<double>(since).count();
        family.metric.push_back(std::move(metric));
    }
    return {std::move(family)};
}

}  // namespace antrean::app
