#include "app/ArchiveReport.hpp"

#include "app/Check.hpp"
#include "app/DataFolder.hpp"
#include "app/OpenDatabase.hpp"
#include "app/Progress.hpp"
#include "app/UserCommands.hpp"
#include "backup/MemberName.hpp"
#include "backup/Unpack.hpp"
#include "base/LogText.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "faq/FaqFiles.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>

namespace antrean::app {
namespace {

namespace fs = std::filesystem;

constexpr int kKnownSchema = db::kMigrations.back().number;

std::string sizeText(std::int64_t bytes) {
    constexpr double kMebibyte = 1U << 20U;
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / kMebibyte);
}

std::int64_t rowsOf(backup::Manifest const& manifest, std::string const& table) {
    auto const found = manifest.rows.find(table);
    return found == manifest.rows.end() ? 0 : found->second;
}

}  // namespace

void printArchive(backup::Manifest const& manifest, std::string const& file) {
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

backup::Manifest unpackShown(std::string const& file, std::string const& folder) {
    backup::Manifest manifest;
    {
        Progress progress;
        manifest = backup::unpack(file, folder, progress.observer());
    }
    printArchive(manifest, file);
    return manifest;
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

void requireSame(backup::Manifest const& manifest, backup::Manifest const& found) {
    if (found.rows != manifest.rows || found.schema_version != manifest.schema_version)
        throw std::runtime_error("the backup's database is not the one that its manifest describes"
        );
}

bool checkData(Settings const& settings, backup::Manifest const& manifest) {
    if (manifest.schema_version < kKnownSchema)
        fmt::print(
            "The schema is upgraded from {} to {}.\n", manifest.schema_version, kKnownSchema
        );
    auto const database = openExistingDatabase(settings);
    auto const problems =
        orThrow(findProblems(*database, faq::FaqFiles(DataFolder(settings.data_dir).faqFolder())));
    database->stop();
    for (auto const& problem : problems)
        fmt::print("{}\n", problem);
    if (problems.empty())
        fmt::print("The database is in order.\n");
    return problems.empty();
}

}  // namespace antrean::app
