#include "app/DataFolder.hpp"
#include "app/doctor/Checks.hpp"
#include "backup/BackupFolder.hpp"
#include "backup/BackupPlan.hpp"
#include "backup/BackupTurns.hpp"
#include "base/Clock.hpp"
#include "db/Database.hpp"

#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>

namespace antrean::app::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days kMuchTooOld{7};

std::string ageText(std::chrono::microseconds age) {
    auto const hours = std::chrono::duration_cast<std::chrono::hours>(age).count();
    return hours < 48 ? fmt::format("{} hours", hours) : fmt::format("{} days", hours / 24);
}

std::optional<Instant> newestIn(backup::BackupFolder const& folder) {
    auto const backups = folder.list();
    return backups.empty() ? std::nullopt : std::optional(backups.front().begun_at);
}

bool isOnSameDisk(std::string const& one, std::string const& other) {
    struct stat first {};
    struct stat second {};
    return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
           first.st_dev == second.st_dev;
}

// Of several servers on one database, one makes the backup, in its own folder.
bool hasOtherServerMadeIt(Subject const& subject, Instant planned_at) {
    if (!subject.hasKnownSchema() || subject.database()->engine() == db::Engine::sqlite)
        return false;
    auto const is_done = backup::BackupTurns(*subject.database()).isDoneSince(planned_at);
    return is_done && *is_done;
}

void lookAtUnplanned(Findings& findings, Settings const& settings) {
    backup::BackupFolder const folder(DataFolder(settings.data_dir).backupFolder());
    auto const newest = newestIn(folder);
    findings.warn(
        newest ? fmt::format(
                     "no backups are planned, and the newest one in {} is {} old",
                     folder.path(),
                     ageText(SystemClock().now() - *newest)
                 )
               : "no backups are planned",
        "Set --backup-dir to a folder on another disk: then one is made and verified each night"
    );
}

void lookAtPlanned(Findings& findings, Subject const& subject, Zone const& zone) {
    auto const& settings = subject.settings();
    backup::BackupFolder const folder(settings.backup.dir);
    std::error_code problem;
    fs::directory_iterator(folder.path(), problem);
    if (problem && problem != std::errc::no_such_file_or_directory) {
        findings.warn(
            fmt::format("{} cannot be read: {}", folder.path(), problem.message()),
            "Run the doctor as the user of the service, who must be able to write there too"
        );
        return;
    }
    auto const now = SystemClock().now();
    auto const due = backup::plannedBefore(now - backup::kLateAfter, settings.backup.at, zone);
    auto const newest = newestIn(folder);
    auto const text = newest ? fmt::format("the newest backup is {} old", ageText(now - *newest))
                             : folder.path() + " has no backup";
    constexpr auto kAdvice = "The log says why none was made: journalctl -u antrean | grep backup";
    if (newest && *newest >= due)
        findings.well(text);
    else if (hasOtherServerMadeIt(subject, due))
        findings.well("another server of this database made the newest backup");
    else if (newest && now - *newest > kMuchTooOld)
        findings.fault(text + ", and one is planned each day", kAdvice);
    else
        findings.warn(text + ", and one is planned each day", kAdvice);
    if (isOnSameDisk(folder.path(), settings.data_dir))
        findings.warn(
            "the backups are on the disk of the data, and are lost with it",
            "Set --backup-dir to a folder on another disk, or copy the newest one elsewhere each "
            "day"
        );
}

}  // namespace

std::vector<Finding> lookAtBackups(Subject const& subject) {
    Findings findings("backups");
    auto const& settings = subject.settings();
    auto const zone = Zone::find(settings.timezone);
    if (settings.backup.dir.empty())
        lookAtUnplanned(findings, settings);
    else if (zone)  // lookAtClock reports a zone that is missing
        lookAtPlanned(findings, subject, *zone);
    return findings.take();
}

}  // namespace antrean::app::doctor
