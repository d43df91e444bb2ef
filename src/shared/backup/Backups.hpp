// The backups of a running server: planned ones, those that a user asks for, and what is known of
// them.
#pragma once

#include "backup/BackupFolder.hpp"
#include "backup/BackupTurns.hpp"
#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"
#include "base/Watcher.hpp"
#include "http/ClinicClock.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
struct MetricFamily;
}

namespace antrean::backup {

struct BackupSettings {
    std::string dir;              // --backup-dir; empty: no planned backups
    std::string at = "02:00:00";  // of the clinic day
    std::size_t keep_days = 14;

    KeepRule keep() const { return {.days = keep_days}; }
};

// What a screen may show of a failure; the log has the whole reason.
enum class Failure : std::uint8_t { disk_full, database_damaged, archive_damaged, other };
inline constexpr std::string_view kFailureNames =
    "disk-full,database-damaged,archive-damaged,other";
std::string_view nameOf(Failure failure);

// What a backup does, in this order.
enum class Step : std::uint8_t { copying, reading, writing, checking };
inline constexpr std::string_view kStepNames = "copying,reading,writing,checking";
std::string_view nameOf(Step step);

struct BackupStatus {
    struct Running {
        Kind kind{};
        Instant begun_at{};
        Step step{};
        std::optional<int> percent;  // of the step; none if it cannot be known
    };
    struct Failed {
        Kind kind{};
        Instant at{};
        Failure reason{};
    };
    std::optional<Running> running;
    std::optional<Failed> last_failure;  // none if a later backup succeeded
    std::optional<Instant> next_at;      // of the next planned one; none without --backup-dir
};

// Thread-safe. Each archive is verified before older ones are removed.
class Backups {
public:
    // Makes an archive of the server's data; throws std::exception.
    using Make = std::function<void(std::string const& file, Observer const& observer)>;

    // `fallback_dir`: where backups are without --backup-dir. References outlive it.
    Backups(
        db::Database& database,
        http::ClinicClock const& clock,
        BackupSettings settings,
        std::string fallback_dir,
        Make make
    );

    void start() { watcher_.start(); }
    // Stops a backup that is being made.
    void stop();

    // Begins a backup on a thread of its own. Returns false if one is being made already.
    bool request();
    BackupStatus status() const;
    BackupFolder const& folder() const { return folder_; }
    KeepRule keep() const { return settings_.keep(); }

    // For a check of the server's health: "off", "ok", "late" or "failed".
    std::string_view health() const;
    std::vector<prometheus::MetricFamily> families() const;

private:
    bool look();
    void lookAtPlan(Instant now);
    // Returns whether it succeeded.
    bool make(Kind kind);
    void makeAndVerify(Kind kind, Instant begun_at);
    void noteProgress(std::string_view step, std::int64_t done, std::int64_t all);
    void noteFolder();

    http::ClinicClock const& clock_;
    BackupSettings const settings_;
    BackupFolder const folder_;
    Make const make_;
    BackupTurns turns_;
    std::stop_source stop_;
    std::atomic<bool> is_requested_ = false;

    mutable std::mutex mutex_;
    BackupStatus status_;  // under the mutex, as all of the following; without next_at
    bool is_late_ = false;
    std::vector<StoredBackup> stored_;
    std::uint64_t failures_ = 0;
    std::optional<Instant> failed_at_;  // stays after a success
    Watcher watcher_;
};

}  // namespace antrean::backup
