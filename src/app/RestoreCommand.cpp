// antrean restore and antrean verify.
#include "app/ArchiveReport.hpp"
#include "app/BackupCommands.hpp"
#include "app/CommandLine.hpp"
#include "app/DataFolder.hpp"
#include "app/FolderOwner.hpp"
#include "app/FolderUse.hpp"
#include "app/OpenDatabase.hpp"
#include "app/RestorePlace.hpp"
#include "app/SpareDatabase.hpp"
#include "backup/DatabaseCopy.hpp"
#include "backup/MemberName.hpp"
#include "backup/PostgresCopy.hpp"
#include "backup/TemporaryFolder.hpp"
#include "backup/Unpack.hpp"
#include "base/Clock.hpp"
#include "base/LogText.hpp"
#include "base/Text.hpp"
#include "db/DatabaseUrl.hpp"
#include "db/PostgresTool.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWithoutKeys =
    "The backup has no keys, so the next start makes new ones: links that patients have do not "
    "open any more, publishers of live updates need the new secret, and API keys of WhatsApp "
    "servers have to be entered again.";

// "2026-11-30-034500", UTC.
std::string nowForNames() {
    auto const time = storedTimestamp(SystemClock().now());
    return text::replaceAll(text::replaceAll(time, ":", ""), " ", "-");
}

bool isPostgres(Settings const& settings) {
    return db::readUrl(databaseUrl(settings)).engine == db::Engine::postgres;
}

// The settings for data that are being restored.
Settings settingsFor(Settings settings, std::string const& data_dir, std::string const& url) {
    settings.data_dir = data_dir;
    settings.database.url = url;
    return settings;
}

void requireTarget(Settings const& settings, backup::Manifest const& manifest) {
    if (!manifest.isSqlite() && !isPostgres(settings))
        throw std::runtime_error(
            "the backup has a PostgreSQL database: name the one to restore into with --database "
            "postgresql://USER:PASSWORD@HOST:PORT/NAME"
        );
    if (manifest.isSqlite() && databaseUrl(settings) != DataFolder(settings.data_dir).databaseUrl())
        throw std::runtime_error(
            "the backup has an SQLite database, which is restored into the data folder: leave "
            "--database out"
        );
}

void requireMayReplace(Settings const& settings, bool may_replace) {
    auto const names = dataNames(settings.data_dir);
    auto const& url = settings.database.url;
    bool const has_tables = isPostgres(settings) && hasTables(url);
    if (names.empty() && !has_tables)
        return;
    if (!may_replace)
        throw std::runtime_error(fmt::format(
            "{} has data already ({}): with --replace they are kept beside",
            has_tables ? "the database" : settings.data_dir,
            has_tables ? "tables" : log::harmless(names.front())
        ));
    requireMovable(settings.data_dir);
}

// Restores a dump into a database of its own.
void fill(SpareDatabase const& spare, std::string const& dump, backup::Manifest const& manifest) {
    auto const url = spare.url();
    db::runPostgresTool(
        "pg_restore",
        {"--no-owner",
         "--no-privileges",
         "--no-comments",
         "--single-transaction",
         "--dbname=" + db::databaseOf(url),
         dump},
        url,
        [] {}
    );
    requireSame(manifest, backup::describeServerDatabase(url));
}

// The dump is not a part of a data folder.
std::string takeDump(std::string const& data, std::string const& to) {
    fs::rename(data + "/" + backup::placeOf(backup::kPostgresMember), to);
    return to;
}

struct Restored {
    bool is_in_order = false;
    std::string replaced;  // where the data from before are
};

Restored restoreEmbedded(Invocation const& invocation) {
    auto const& data_dir = invocation.settings.data_dir;
    Restoring restoring(data_dir);
    auto const& data = restoring.data();
    auto const manifest = unpackShown(invocation.file, data);
    requireSame(manifest, backup::describeDatabase(data + "/antrean.db"));
    bool const is_in_order =
        checkData(settingsFor(invocation.settings, data, DataFolder(data).databaseUrl()), manifest);
    giveToOwner(data_dir, data);
    return {is_in_order, restoring.place(nowForNames(), [] {})};
}

Restored restoreServer(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const time = nowForNames();
    auto const names = SpareNames::of(settings.database.url, time);
    Restoring restoring(settings.data_dir);
    auto const& data = restoring.data();
    auto const manifest = unpackShown(invocation.file, data);
    auto const dump = takeDump(data, data + "-dump");
    restoring.noteDatabases(names.spare, names.replaced);
    SpareDatabase spare(settings.database.url, names);
    fill(spare, dump, manifest);
    bool const is_in_order = checkData(settingsFor(settings, data, spare.url()), manifest);
    giveToOwner(settings.data_dir, data);
    auto replaced = restoring.place(time, [&spare] { spare.takePlace(); });
    replaced += fmt::format("{}database {}", replaced.empty() ? "" : " and the ", names.replaced);
    return {is_in_order, std::move(replaced)};
}

bool verifyServer(
    Settings const& settings, std::string const& folder, backup::Manifest const& manifest
) {
    auto const dump = takeDump(folder, folder + "/.dump");
    if (!isPostgres(settings)) {
        db::runPostgresTool(
            "pg_restore", {"--file=/dev/null", dump}, "postgresql://localhost/", [] {}
        );
        fmt::print(
            "The dump can be read. With --database, it is restored into a temporary database of "
            "that server and checked.\n"
        );
        return true;
    }
    SpareDatabase const spare(
        settings.database.url, SpareNames::of(settings.database.url, nowForNames())
    );
    fill(spare, dump, manifest);
    return checkData(settingsFor(settings, folder, spare.url()), manifest);
}

}  // namespace

int verifyBackupFile(Invocation const& invocation) {
    backup::TemporaryFolder const folder(fs::temp_directory_path().string(), "antrean-verify");
    auto const& path = folder.path();
    auto const manifest = unpackShown(invocation.file, path);
    requireKnownSchema(manifest);
    if (!manifest.isSqlite())
        return verifyServer(invocation.settings, path, manifest) ? 0 : 1;
    requireSame(manifest, backup::describeDatabase(path + "/antrean.db"));
    auto const settings = settingsFor(invocation.settings, path, DataFolder(path).databaseUrl());
    return checkData(settings, manifest) ? 0 : 1;
}

int restoreBackupFile(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const manifest = backup::peek(invocation.file);
    requireKnownSchema(manifest);
    requireTarget(settings, manifest);
    DataFolder(settings.data_dir).create();
    auto const use = FolderUse::alone(settings.data_dir, databaseUrl(settings));
    requireMayReplace(settings, invocation.may_replace);
    auto const restored =
        manifest.isSqlite() ? restoreEmbedded(invocation) : restoreServer(invocation);
    if (!manifest.has_secrets)
        fmt::print("{}\n", kWithoutKeys);
    if (!restored.replaced.empty())
        fmt::print("The data from before are in {}.\n", restored.replaced);
    fmt::print("The backup is restored into {}.\n", settings.data_dir);
    return restored.is_in_order ? 0 : 1;
}

}  // namespace antrean::app
