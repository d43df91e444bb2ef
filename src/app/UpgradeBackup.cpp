#include "app/UpgradeBackup.hpp"

#include "app/ArchiveReport.hpp"
#include "app/BackupCommands.hpp"
#include "app/DataFolder.hpp"
#include "app/OpenDatabase.hpp"
#include "backup/BackupFolder.hpp"
#include "backup/Unpack.hpp"
#include "base/Clock.hpp"
#include "base/Log.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace antrean::app {
namespace {

constexpr int kKnownSchema = db::kMigrations.back().number;

int schemaOf(std::string const& url) {
    auto const database = db::open({.url = url, .direct_url = {}});
    auto const version = db::schemaVersion(*database);
    database->stop();
    return version;
}

void backUp(Settings const& settings) {
    auto const& dir = settings.backup.dir;
    backup::BackupFolder const folder(
        dir.empty() ? DataFolder(settings.data_dir).backupFolder() : dir
    );
    folder.create();
    auto const file = folder.pathFor(SystemClock().now(), backup::Kind::upgrade);
    makeBackupOf(settings, file, true, {});
    backup::verifyArchive(file, {});
    log::info("a backup from before the upgrade is in {}", file);
    folder.prune(settings.backup.keep(), Zone::find(settings.timezone).value());
}

}  // namespace

void backUpBeforeUpgrade(Settings const& settings) {
    auto const url = databaseUrl(settings);
    auto const [engine, path] = db::readUrl(url);
    if (engine != db::Engine::sqlite || !std::filesystem::exists(path))
        return;
    auto const version = schemaOf(url);
    if (version == 0 || version >= kKnownSchema)
        return;
    log::info("the schema of the database is {}, and this program needs {}", version, kKnownSchema);
    try {
        backUp(settings);
    } catch (std::exception const& error) {
        throw std::runtime_error(fmt::format(
            "the schema has to be upgraded from {} to {}, but no backup could be made first: {} "
            "(antrean migrate upgrades without a backup)",
            version,
            kKnownSchema,
            error.what()
        ));
    }
}

}  // namespace antrean::app
