#include "app/OpenDatabase.hpp"

#include "app/DataFolder.hpp"
#include "base/Log.hpp"
#include "db/ForeignDatabase.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "patient/PatientUpkeep.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace antrean::app {
namespace {

// Without --database it is the embedded one in the data folder.
db::Settings withUrl(Settings const& settings) {
    auto database = settings.database;
    if (database.url.empty())
        database.url = DataFolder(settings.data_dir).databaseUrl();
    return database;
}

}  // namespace

std::unique_ptr<db::Database> openDatabase(Settings const& settings) {
    if (settings.database.url.empty())
        DataFolder(settings.data_dir).create();
    auto opened = db::open(withUrl(settings));
    db::migrate(*opened, db::kMigrations);
    // What is intact in a damaged database is served nevertheless.
    if (auto const filled = patient::fillKeys(*opened); !filled)
        log::error("searches do not find every patient: {}", filled.error().cause);
    return opened;
}

std::unique_ptr<db::Database> openExistingDatabase(Settings const& settings) {
    constexpr std::string_view kSqlite = "sqlite:";
    auto const url = withUrl(settings).url;
    if (url.starts_with(kSqlite) && !std::filesystem::exists(url.substr(kSqlite.size())))
        throw std::runtime_error("no database exists at " + url.substr(kSqlite.size()));
    return openDatabase(settings);
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
