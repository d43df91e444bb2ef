#include "app/BackupCommands.hpp"

#include "app/Check.hpp"
#include "app/CommandLine.hpp"
#include "app/DataFolder.hpp"
#include "app/FolderUse.hpp"
#include "app/OpenDatabase.hpp"
#include "app/Progress.hpp"
#include "app/RestorePlace.hpp"
#include "app/UserCommands.hpp"
#include "backup/DatabaseCopy.hpp"
#include "backup/MakeBackup.hpp"
#include "backup/MemberName.hpp"
#include "backup/TemporaryFolder.hpp"
#include "backup/Unpack.hpp"
#include "base/Clock.hpp"
#include "base/LogText.hpp"
#include "base/Text.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "faq/FaqFiles.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSqliteUrl = "sqlite:";
constexpr int kKnownSchema = db::kMigrations.back().number;

std::string urlOf(Settings const& settings) {
    auto const& url = settings.database.url;
    return url.empty() ? DataFolder(settings.data_dir).databaseUrl() : url;
}

std::string sizeText(std::int64_t bytes) {
    constexpr double kMebibyte = 1U << 20U;
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / kMebibyte);
}

std::int64_t rowsOf(backup::Manifest const& manifest, std::string const& table) {
    auto const found = manifest.rows.find(table);
    return found == manifest.rows.end() ? 0 : found->second;
}

void print(backup::Manifest const& manifest, std::string const& file) {
    std::int64_t files = 0;
    for (auto const& member : manifest.members)
        files += member.name.starts_with(backup::kFilesFolder) ? 1 : 0;
    fmt::print(
        "clinic    {}\n"
        "made      {} UTC, by antrean {}\n"
        "database  {}, schema {}, {} reservations, {} patients, {} users\n"
        "files     {}\n"
        "keys      {}\n"
        "size      {}, unpacked {}\n",
        log::harmless(manifest.clinic),
        log::harmless(manifest.made_at),
        log::harmless(manifest.program),
        manifest.engine,
        manifest.schema_version,
        rowsOf(manifest, "reservations"),
        rowsOf(manifest, "patients"),
        rowsOf(manifest, "users"),
        files,
        manifest.has_secrets ? "included" : "left out",
        sizeText(static_cast<std::int64_t>(fs::file_size(file))),
        sizeText(manifest.bytes())
    );
}

void requireKnownSchema(backup::Manifest const& manifest) {
    if (manifest.schema_version > kKnownSchema)
        throw std::runtime_error(fmt::format(
            "the backup has schema {}, made by antrean {}, and this program knows schema {} at "
            "most: install that version or a newer one",
            manifest.schema_version,
            log::harmless(manifest.program),
            kKnownSchema
        ));
}

// The rows of the file itself, against what the manifest says of them.
void requireSame(backup::Manifest const& manifest, std::string const& database) {
    auto const found = backup::describeDatabase(database);
    if (found.rows != manifest.rows || found.schema_version != manifest.schema_version)
        throw std::runtime_error("the backup's database is not the one that its manifest describes"
        );
}

// Brings the unpacked data to this program's schema and checks them. Returns whether they are in
// order.
bool checkData(Settings settings, std::string const& data, backup::Manifest const& manifest) {
    settings.data_dir = data;
    settings.database.url.clear();
    if (manifest.schema_version < kKnownSchema)
        fmt::print(
            "The schema is upgraded from {} to {}.\n", manifest.schema_version, kKnownSchema
        );
    auto const database = openExistingDatabase(settings);
    auto const problems =
        orThrow(findProblems(*database, faq::FaqFiles(DataFolder(data).faqFolder())));
    database->stop();
    for (auto const& problem : problems)
        fmt::print("{}\n", problem);
    if (problems.empty())
        fmt::print("The database is in order.\n");
    return problems.empty();
}

// Root may restore for the service's user, who owns the folder.
void giveToOwner(std::string const& data_dir, std::string const& data) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(data_dir.c_str(), &owner) != 0 || owner.st_uid == 0)
        return;
    auto const give = [&owner](fs::path const& path) {
        if (::lchown(path.c_str(), owner.st_uid, owner.st_gid) != 0)
            throw std::runtime_error("the owner of " + path.string() + " cannot be set");
    };
    for (auto const& entry : fs::recursive_directory_iterator(data))
        give(entry.path());
}

backup::Manifest unpackShown(std::string const& file, std::string const& folder) {
    backup::Manifest manifest;
    {
        Progress progress;
        manifest = backup::unpack(file, folder, progress.observer());
    }
    print(manifest, file);
    return manifest;
}

// "2026-11-30-034500", UTC.
std::string nowForNames() {
    auto const time = storedTimestamp(SystemClock().now());
    return text::replaceAll(text::replaceAll(time, ":", ""), " ", "-");
}

constexpr std::string_view kWithoutKeys =
    "The backup has no keys, so the next start makes new ones: links that patients have do not "
    "open any more, publishers of live updates need the new secret, and API keys of WhatsApp "
    "servers have to be entered again.";

void requireEmbedded(Settings const& settings) {
    if (urlOf(settings) != DataFolder(settings.data_dir).databaseUrl())
        throw std::runtime_error(
            "the backup has an SQLite database, which is restored into the data folder: leave "
            "--database out"
        );
}

void requireMayReplace(std::string const& data_dir, bool may_replace) {
    auto const names = dataNames(data_dir);
    if (names.empty())
        return;
    if (!may_replace)
        throw std::runtime_error(fmt::format(
            "{} has data already ({}{}): with --replace they are kept in a folder beside",
            data_dir,
            log::harmless(names.front()),
            names.size() > 1 ? ", ..." : ""
        ));
    requireMovable(data_dir);
}

}  // namespace

backup::Manifest makeBackupOf(
    Settings const& settings,
    std::string const& file,
    bool with_secrets,
    backup::Observer const& observer
) {
    auto const url = urlOf(settings);
    if (!url.starts_with(kSqliteUrl))
        throw std::runtime_error("not on PostgreSQL");
    backup::SqliteSource const source{url.substr(kSqliteUrl.size()), with_secrets};
    auto const copy = [&](std::string const& to, std::function<void()> const& at_instant) {
        return backup::copyDatabase(source, to, at_instant, observer);
    };
    return backup::makeBackup({settings.data_dir, copy, with_secrets}, file, observer);
}

void makeBackupFile(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const url = urlOf(settings);
    if (url.starts_with(kSqliteUrl) && !fs::exists(url.substr(kSqliteUrl.size())))
        throw std::runtime_error("no database exists at " + url.substr(kSqliteUrl.size()));
    // Held while the copy is made: file and WAL belong together, and the last one to leave empties
    // the WAL as a server does.
    auto const database = db::open({.url = url});
    backup::Manifest manifest;
    {
        Progress progress;
        manifest = makeBackupOf(
            settings, invocation.file, !invocation.without_secrets, progress.observer()
        );
    }
    database->stop();
    print(manifest, invocation.file);
}

int verifyBackupFile(Invocation const& invocation) {
    auto const parent = fs::temp_directory_path().string();
    backup::TemporaryFolder const folder(parent, "antrean-verify");
    auto const manifest = unpackShown(invocation.file, folder.path());
    requireKnownSchema(manifest);
    requireSame(manifest, folder.path() + "/antrean.db");
    return checkData(invocation.settings, folder.path(), manifest) ? 0 : 1;
}

int restoreBackupFile(Invocation const& invocation) {
    auto const& settings = invocation.settings;
    auto const& data_dir = settings.data_dir;
    requireKnownSchema(backup::peek(invocation.file));
    requireEmbedded(settings);
    DataFolder(data_dir).create();
    auto const use = FolderUse::alone(data_dir);
    requireMayReplace(data_dir, invocation.may_replace);
    Restoring restoring(data_dir);
    auto const manifest = unpackShown(invocation.file, restoring.data());
    requireSame(manifest, restoring.data() + "/antrean.db");
    bool const is_in_order = checkData(settings, restoring.data(), manifest);
    giveToOwner(data_dir, restoring.data());
    auto const replaced = restoring.place(nowForNames());
    if (!manifest.has_secrets)
        fmt::print("{}\n", kWithoutKeys);
    if (!replaced.empty())
        fmt::print("The data from before are in {}.\n", replaced);
    fmt::print("The backup is restored into {}.\n", data_dir);
    return is_in_order ? 0 : 1;
}

}  // namespace antrean::app
