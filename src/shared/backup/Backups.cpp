#include "backup/Backups.hpp"

#include "backup/BackupPlan.hpp"
#include "backup/Unpack.hpp"
#include "base/Background.hpp"
#include "base/Log.hpp"
#include "db/Failure.hpp"

#include <algorithm>
#include <chrono>
#include <prometheus/metric_family.h>
#include <unistd.h>
#include <utility>

namespace antrean::backup {
namespace {

constexpr std::chrono::seconds kEvery{30};

// Errors of an archive that has just been written.
struct BadArchive : std::runtime_error {
    using std::runtime_error::runtime_error;
};

Failure failureOf(std::exception const& error) {
    if (std::string_view(error.what()).starts_with("the disk"))
        return Failure::disk_full;
    if (dynamic_cast<BadArchive const*>(&error) != nullptr)
        return Failure::archive_damaged;
    auto const* const failure = dynamic_cast<db::Failure const*>(&error);
    return failure != nullptr && failure->kind() == db::FailureKind::damaged
               ? Failure::database_damaged
               : Failure::other;
}

double secondsOf(Instant instant) {
    return std::chrono::duration<double>(instant.time_since_epoch()).count();
}

// `value` may be unknown: then the family has no metric.
prometheus::MetricFamily single(
    char const* name,
    char const* help,
    std::optional<double> value,
    prometheus::MetricType type = prometheus::MetricType::Gauge
) {
    prometheus::MetricFamily family;
    family.name = name;
    family.help = help;
    family.type = type;
    if (!value)
        return family;
    prometheus::ClientMetric metric;
    (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = *value;
    family.metric.push_back(std::move(metric));
    return family;
}

}  // namespace

std::string_view nameOf(Failure failure) {
    switch (failure) {
        case Failure::disk_full:
            return "disk-full";
        case Failure::database_damaged:
            return "database-damaged";
        case Failure::archive_damaged:
            return "archive-damaged";
        case Failure::other:
            return "other";
    }
    return "other";
}

std::string_view nameOf(Step step) {
    switch (step) {
        case Step::copying:
            return "copying";
        case Step::reading:
            return "reading";
        case Step::writing:
            return "writing";
        case Step::checking:
            return "checking";
    }
    return "copying";
}

Backups::Backups(
    db::Database& database,
    http::ClinicClock const& clock,
    BackupSettings settings,
    std::string fallback_dir,
    Make make
)
    : clock_(clock),
      settings_(std::move(settings)),
      folder_(settings_.dir.empty() ? std::move(fallback_dir) : settings_.dir),
      make_(std::move(make)),
      turns_(database),
      watcher_({.every = kEvery}, [this](bool) { return look(); }) {
    // The first look is due at once: the PC may have been off at the planned time.
    watcher_.poke();
}

void Backups::stop() {
    stop_.request_stop();
    watcher_.stop();
}

bool Backups::request() {
    std::scoped_lock const lock(mutex_);
    if (status_.running || is_requested_)
        return false;
    is_requested_ = true;
    // The next look at the list shows it.
    status_.running = {Kind::manual, clock_.moment().instant, Step::copying, std::nullopt};
    watcher_.pokeAtOnce();
    return true;
}

BackupStatus Backups::status() const {
    BackupStatus status;
    {
        std::scoped_lock const lock(mutex_);
        status = status_;
    }
    if (!settings_.dir.empty())
        status.next_at = plannedAfter(clock_.moment().instant, settings_.at, clock_.zone());
    return status;
}

std::string_view Backups::health() const {
    std::scoped_lock const lock(mutex_);
    if (status_.last_failure)
        return "failed";
    if (settings_.dir.empty())
        return "off";
    return is_late_ ? "late" : "ok";
}

bool Backups::look() {
    workInBackground();
    if (is_requested_)
        make(Kind::manual);
    if (!settings_.dir.empty() && !stop_.stop_requested())
        lookAtPlan(clock_.moment().instant);
    noteFolder();
    return true;
}

void Backups::lookAtPlan(Instant now) {
    auto const zone = clock_.zone();
    auto const planned = plannedBefore(now, settings_.at, zone);
    // The folder may be a new one, as after the purchase of a disk.
    auto const stored = folder_.list();
    if (stored.empty() || stored.front().begun_at < planned)
        if (auto const reopened = turns_.reopen(planned, now); !reopened)
            log::warning("no backup can be planned: {}", reopened.error().cause);
    if (auto const is_mine = turns_.take(planned, now); is_mine && *is_mine) {
        bool const is_done = make(Kind::planned);
        if (auto const ended = turns_.ended(planned, is_done, clock_.moment().instant); !ended)
            log::warning("the end of a backup cannot be noted: {}", ended.error().cause);
    }
    auto const due = plannedBefore(clock_.moment().instant - kLateAfter, settings_.at, zone);
    auto const is_done = turns_.isDoneSince(due);
    // One that a user asked for is as good.
    auto const backups = folder_.list();
    bool const has_newer = !backups.empty() && backups.front().begun_at >= due;
    std::scoped_lock const lock(mutex_);
    is_late_ = is_done && !*is_done && !has_newer;
}

bool Backups::make(Kind kind) {
    auto const begun_at = clock_.moment().instant;
    {
        std::scoped_lock const lock(mutex_);
        status_.running = {kind, begun_at, Step::copying, std::nullopt};
        is_requested_ = false;
    }
    std::optional<BackupStatus::Failed> failed;
    try {
        makeAndVerify(kind, begun_at);
    } catch (std::exception const& error) {
        failed = {kind, clock_.moment().instant, failureOf(error)};
        if (stop_.stop_requested())
            log::info("a backup was stopped with the server");
        else
            log::error("no backup was made: {}", error.what());
    }
    std::scoped_lock const lock(mutex_);
    status_.running.reset();
    if (!stop_.stop_requested())
        status_.last_failure = failed;
    if (failed && !stop_.stop_requested()) {
        ++failures_;
        failed_at_ = failed->at;
    }
    return !failed;
}

void Backups::makeAndVerify(Kind kind, Instant begun_at) {
    folder_.create();
    auto const file = folder_.pathFor(begun_at, kind);
    Observer const observer{
        .show = [this](auto step, auto done, auto all) { noteProgress(step, done, all); },
        .stop = stop_.get_token()};
    make_(file, observer);
    // The copy rests by itself; somebody who waits for `antrean verify` wants no rests.
    Pace pace;
    Observer const gentle{
        .show =
            [&](auto step, auto done, auto all) {
                observer.show(step, done, all);
                pace.rest();
            },
        .stop = observer.stop};
    try {
        verifyArchive(file, gentle);
    } catch (std::exception const& error) {
        ::unlink(file.c_str());
        throw BadArchive(error.what());
    }
    log::info("a backup was made and verified: {}", file);
    folder_.prune(settings_.keep(), clock_.zone());
    noteFolder();  // before the backup counts as ended
}

void Backups::noteProgress(std::string_view step, std::int64_t done, std::int64_t all) {
    constexpr Step kSteps[] = {Step::copying, Step::reading, Step::writing, Step::checking};
    // pg_dump does not say how far it is; its step "dumping" is the copy.
    auto const* const known =
        std::ranges::find(kSteps, step, [](Step each) { return nameOf(each); });
    bool const is_known = known != std::end(kSteps) && all > 0;
    std::scoped_lock const lock(mutex_);
    if (!status_.running)
        return;
    status_.running->step = is_known ? *known : Step::copying;
    status_.running->percent =
        is_known ? std::optional(static_cast<int>(std::min(done, all) * 100 / all)) : std::nullopt;
}

void Backups::noteFolder() {
    auto stored = folder_.list();
    std::scoped_lock const lock(mutex_);
    stored_ = std::move(stored);
}

std::vector<prometheus::MetricFamily> Backups::families() const {
    std::scoped_lock const lock(mutex_);
    std::optional<double> newest_at;
    std::optional<double> newest_bytes;
    if (!stored_.empty()) {
        newest_at = secondsOf(stored_.front().begun_at);
        newest_bytes = static_cast<double>(stored_.front().bytes);
    }
    std::optional<double> failed_at;
    if (failed_at_)
        failed_at = secondsOf(*failed_at_);
    return {
        single(
            "antrean_backup_planned",
            "1 when this server plans backups (--backup-dir)",
            settings_.dir.empty() ? 0 : 1
        ),
        single(
            "antrean_backup_failures_total",
            "Backups that this process could not make",
            static_cast<double>(failures_),
            prometheus::MetricType::Counter
        ),
        single(
            "antrean_backup_last_failure_timestamp_seconds",
            "When this process failed to make a backup last",
            failed_at
        ),
        single(
            "antrean_backup_late",
            "1 when a planned backup is more than two hours late",
            is_late_ ? 1 : 0
        ),
        single(
            "antrean_backup_newest_timestamp_seconds",
            "When the newest backup in this server's folder was made",
            newest_at
        ),
        single(
            "antrean_backup_newest_bytes",
            "Size of the newest backup in this server's folder",
            newest_bytes
        ),
    };
}

}  // namespace antrean::backup
