#include "app/SpareDatabase.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"
#include "db/Failure.hpp"
#include "db/LongSession.hpp"
#include "db/PostgresTool.hpp"
#include "db/Tables.hpp"

#include <fmt/core.h>

#include <memory>
#include <utility>

namespace antrean::app {
namespace {

constexpr db::Query kHasDatabase{
    "restore.has_database", "", "SELECT COUNT(*) FROM pg_database WHERE datname = :name"};

// PostgreSQL cuts longer names.
constexpr std::size_t kNameBytesMax = 63;

// Databases are created and renamed from another one.
std::unique_ptr<db::Session> openBeside(std::string const& url) {
    return db::openLongSession(db::withDatabase(url, "postgres"), db::Access::write);
}

bool has(db::Session& session, std::string const& name) {
    return session.number(kHasDatabase, {{"name", name}}) == 1;
}

std::string named(std::string const& database, std::string const& what, std::string const& time) {
    auto const ending = fmt::format("_{}_{}", what, text::replaceAll(time, "-", ""));
    return database.substr(0, kNameBytesMax - ending.size()) + ending;
}

// pg_restore of a command that was killed may still be at work in it.
std::string dropOf(std::string const& spare) {
    return fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", db::quotedName(spare));
}

}  // namespace

SpareNames SpareNames::of(std::string const& url, std::string const& time) {
    auto const database = db::databaseOf(url);
    return {named(database, "restoring", time), named(database, "before", time)};
}

SpareDatabase::SpareDatabase(std::string target_url, SpareNames names)
    : target_url_(std::move(target_url)), names_(std::move(names)) {
    try {
        openBeside(target_url_)
            ->script(fmt::format(
                "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'",
                db::quotedName(names_.spare)
            ));
    } catch (db::Failure const& failure) {
        throw db::Failure(
            failure.kind(),
            fmt::format(
                "no database can be created beside the target, which a restore needs (ALTER ROLE "
                "... CREATEDB): {}",
                failure.what()
            )
        );
    }
}

SpareDatabase::~SpareDatabase() {
    if (is_in_place_)
        return;
    try {
        openBeside(target_url_)->script(dropOf(names_.spare));
    } catch (db::Failure const& failure) {
        log::warning("the database {} is left: {}", names_.spare, failure.what());
    }
}

std::string SpareDatabase::url() const {
    return db::withDatabase(target_url_, names_.spare);
}

void SpareDatabase::takePlace() {
    auto const target = db::quotedName(db::databaseOf(target_url_));
    openBeside(target_url_)
        ->script(fmt::format(
            "BEGIN; ALTER DATABASE {0} RENAME TO {1}; ALTER DATABASE {2} RENAME TO {0}; COMMIT",
            target,
            db::quotedName(names_.replaced),
            db::quotedName(names_.spare)
        ));
    is_in_place_ = true;
}

bool hasTakenPlace(std::string const& target_url, SpareNames const& names) {
    auto const session = openBeside(target_url);
    if (has(*session, names.replaced))
        return true;
    session->script(dropOf(names.spare));
    return false;
}

bool hasTables(std::string const& url) {
    return !db::listTables(*db::openLongSession(url, db::Access::read)).empty();
}

}  // namespace antrean::app
