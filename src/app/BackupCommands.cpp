#include "app/BackupCommands.hpp"

#include "app/ArchiveReport.hpp"
#include "app/CommandLine.hpp"
#include "app/DataFolder.hpp"
#include "app/OpenDatabase.hpp"
#include "app/Progress.hpp"
#include "backup/DatabaseCopy.hpp"
#include "backup/MakeBackup.hpp"
#include "backup/PostgresCopy.hpp"
#include "base/Background.hpp"
#include "db/Database.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace antrean::app {
namespace {

constexpr std::string_view kSqliteUrl = "sqlite:";

}  // namespace

backup::Manifest makeBackupOf(
    Settings const& settings,
    std::string const& file,
    bool with_secrets,
    backup::Observer const& observer
) {
    auto const url = directUrl(settings);
    auto const copy = [&](std::string const& to, std::function<void()> const& at_instant) {
        if (!url.starts_with(kSqliteUrl))
            return backup::dumpDatabase({url, with_secrets}, to, at_instant, observer);
        return backup::copyDatabase(
            {url.substr(kSqliteUrl.size()), with_secrets}, to, at_instant, observer
        );
    };
    return backup::makeBackup({settings.data_dir, copy, with_secrets}, file, observer);
}

void makeBackupFile(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const url = databaseUrl(settings);
    requireFile(url);
    // Held while the copy is made: file and WAL belong together, and the last one to leave empties
    // the WAL as a server does.
    auto const database = db::open({.url = url, .direct_url = {}});
    workInBackground();  // a server may be at work
    backup::Manifest manifest;
    {
        Progress progress;
        manifest = makeBackupOf(
            settings, invocation.file, !invocation.without_secrets, progress.observer()
        );
    }
    database->stop();
    printArchive(manifest, invocation.file);
}

}  // namespace antrean::app
