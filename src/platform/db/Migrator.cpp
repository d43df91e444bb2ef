#include "db/Migrator.hpp"

#include "base/Clock.hpp"
#include "base/Log.hpp"
#include "db/Failure.hpp"
#include "db/OpenTransaction.hpp"

#include <stdexcept>
#include <string>

namespace antrean::db {

namespace {

constexpr Query kHasVersions{
    "db.has_versions",
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'",
    "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('schema_migrations')"};

constexpr Query kVersion{
    "db.version",
    "SELECT MAX(version) FROM schema_migrations",
    "SELECT MAX(version) FROM schema_migrations"};

constexpr Query kInsertVersion{
    "db.insert_version",
    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (:version, :name, :now)",
    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (:version, :name, :now)"};

// The tables that the migrator and the notices (Transaction::notice) need before any migration.
constexpr char const* kGround[] = {
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS change_notices"
    " (topic TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMP(0) NOT NULL)"};

OpenTransaction& opened(Transaction& transaction) {
    if (auto* const open = dynamic_cast<OpenTransaction*>(&transaction))
        return *open;
    throw std::logic_error("a migration needs a transaction of a real database");
}

int versionIn(Transaction& transaction) {
    if (transaction.number(kHasVersions) != 1)
        return 0;
    return static_cast<int>(transaction.number(kVersion).value_or(0));
}

template <class T>
T valueOf(Result<T> const& result) {
    if (result)
        return *result;
    auto const& error = result.error();
    auto const kind =
        error.kind == ErrorKind::unavailable ? FailureKind::unavailable : FailureKind::broken;
    throw Failure(kind, error.cause);
}

// Returns false when there is nothing left to do.
bool runNext(Transaction& transaction, std::span<Migration const> migrations) {
    auto& open = opened(transaction);
    bool const is_sqlite = open.engine() == Engine::sqlite;
    open.lock("antrean.schema");
    open.script(kGround[is_sqlite ? 0 : 1]);
    auto const version = versionIn(open);
    for (auto const& migration : migrations) {
        if (migration.number <= version)
            continue;
        log::info("migration {} {}", migration.number, migration.name);
        open.script(std::string(is_sqlite ? migration.sqlite : migration.postgres));
        auto const now = storedTimestamp(SystemClock().now());
        open.run(
            kInsertVersion, {{"version", migration.number}, {"name", migration.name}, {"now", now}}
        );
        return true;
    }
    return false;
}

}  // namespace

void migrate(Database& database, std::span<Migration const> migrations) {
    int const known = migrations.empty() ? 0 : migrations.back().number;
    int const version = schemaVersion(database);
    if (version > known)
        throw Failure(
            FailureKind::broken,
            "the database's schema is version " + std::to_string(version) +
                ", newer than this program knows (" + std::to_string(known) +
                "): install the version of antrean that upgraded it, or restore the backup from "
                "before the upgrade"
        );
    bool is_more = true;
    while (is_more)
        is_more = valueOf(database.write<bool>([migrations](Transaction& transaction) {
            return Result<bool>(runNext(transaction, migrations));
        }));
}

int schemaVersion(Database& database) {
    return valueOf(database.read<int>([](Transaction& transaction) {
        return Result<int>(versionIn(transaction));
    }));
}

}  // namespace antrean::db
