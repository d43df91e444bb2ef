#include "app/doctor/Subject.hpp"

#include "app/OpenDatabase.hpp"
#include "db/Database.hpp"
#include "db/Migrations.hpp"
#include "db/Migrator.hpp"
#include "move/Mark.hpp"

#include <exception>

namespace antrean::app::doctor {

Subject::Subject(Settings const& settings) : settings_(settings) {
    auto database = settings.database;
    database.url = databaseUrl(settings);
    try {
        requireFile(database.url);
        database_ = db::open(database);
    } catch (std::exception const& error) {
        why_not_open_ = error.what();
    }
}

Subject::~Subject() {
    if (database_)
        database_->stop();
}

bool Subject::hasKnownSchema() const {
    return database_ && !move::findMark(*database_) &&
           db::schemaVersion(*database_) == db::kMigrations.back().number;
}

}  // namespace antrean::app::doctor
