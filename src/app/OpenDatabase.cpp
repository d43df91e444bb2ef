#include "app/OpenDatabase.hpp"

#include "app/DataFolder.hpp"
#include "base/Log.hpp"
#include "db/ForeignDatabase.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "db/ReplicaDatabase.hpp"
#include "move/Mark.hpp"
#include "patient/PatientUpkeep.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace antrean::app {

std::string databaseUrl(Settings const& settings) {
    auto const& url = settings.database.url;
    return url.empty() ? DataFolder(settings.data_dir).databaseUrl() : url;
}

std::string directUrl(Settings const& settings) {
    auto const& url = settings.database.direct_url;
    return url.empty() ? databaseUrl(settings) : url;
}

void requireFile(std::string const& database_url) {
    constexpr std::string_view kSqlite = "sqlite:";
    auto const is_file = database_url.starts_with(kSqlite);
    if (is_file && !std::filesystem::exists(database_url.substr(kSqlite.size())))
        throw std::runtime_error(
            "no database exists at " + database_url.substr(kSqlite.size()) +
            ": name the server's folder with --data-dir, or its file of settings with --config"
        );
}

std::unique_ptr<db::Database> openDatabase(Settings const& settings) {
    if (settings.database.url.empty())
        DataFolder(settings.data_dir).create();
    auto database = settings.database;
    database.url = databaseUrl(settings);
    auto opened = db::open(database);
    if (auto const mark = move::findMark(*opened))
        throw std::runtime_error(move::refusal(*mark));
    db::migrate(*opened, db::kMigrations);
    // What is intact in a damaged database is served nevertheless.
    if (auto const filled = patient::fillKeys(*opened); !filled)
        log::error("searches do not find every patient: {}", filled.error().cause);
    return opened;
}

std::unique_ptr<db::Database> openExistingDatabase(Settings const& settings) {
    requireFile(databaseUrl(settings));
    return openDatabase(settings);
}

std::unique_ptr<db::ReplicaDatabase> openReplica(
    db::Database& primary, db::ReplicaSettings const& settings
) {
    if (settings.url.empty())
        return nullptr;
    return std::make_unique<db::ReplicaDatabase>(primary, settings);
}

std::unique_ptr<db::ForeignDatabase> openLabDatabase(
    lab::LabSettings const& lab, std::size_t sessions_max
) {
    if (lab.database_url.empty())
        return nullptr;
    return std::make_unique<db::ForeignDatabase>(db::ForeignSettings{
        lab.database_url, sessions_max, lab.has_tokens_there});
}

}  // namespace antrean::app
