#include "backup/DatabaseCopy.hpp"

#include "backup/Sql.hpp"
#include "base/Clock.hpp"
#include "db/Failure.hpp"
#include "db/Integrity.hpp"
#include "db/SqliteConnection.hpp"
#include "db/SqliteCopy.hpp"

#include <boost/describe.hpp>
#include <fmt/core.h>

#include <chrono>

namespace antrean::backup {
namespace {

constexpr std::chrono::milliseconds kBusyTimeout{5'000};
constexpr std::int64_t kPageBytes = 4096;

struct NameRow {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (value))

// Removed rows are overwritten, so that the copy does not keep them in free pages.
void removeSecrets(std::string const& path) {
    db::SqliteSession session(path);
    session.script(
        "PRAGMA secure_delete = ON; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY"
    );
    constexpr db::Query kHasSecrets{
        "backup.has_secrets",
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'secrets'",
        ""};
    if (session.number(kHasSecrets) == 1)
        session.script("DELETE FROM secrets");
}

}  // namespace

Manifest described(db::Session& session, db::RowCounts& counts) {
    Manifest manifest;
    manifest.program = ANTREAN_VERSION;
    manifest.engine = Manifest::kSqlite;
    manifest.rows = counts.of(session);
    if (!manifest.rows.contains("schema_migrations") || !manifest.rows.contains("configs"))
        throw std::runtime_error("it is not a database of antrean");
    manifest.schema_version = session.number(sql::kFindSchemaVersion).value_or(0);
    auto const name = session.first<NameRow>(sql::kFindClinicName);
    manifest.clinic = name ? name->value : "Klinik";
    return manifest;
}

Manifest describeDatabase(std::string const& path) {
    db::RowCounts counts;  // outlives the session
    auto const session = db::openSqlite({path, kBusyTimeout, 0}, db::Access::scan);
    if (auto const damage = db::firstDamage(*session); !damage.empty())
        throw db::Failure(db::FailureKind::damaged, "the database is damaged: " + damage);
    return described(*session, counts);
}

Manifest copyDatabase(
    SqliteSource const& source,
    std::string const& to,
    std::function<void()> const& at_instant,
    Observer const& observer
) {
    std::string made_at;
    db::copySqlite(
        source.path,
        to,
        {
            [&] {
                made_at = storedTimestamp(SystemClock().now());
                at_instant();
            },
            [&observer](std::int64_t done, std::int64_t all) {
                observer.at("copying", done * kPageBytes, all * kPageBytes);
            },
        }
    );
    if (!source.with_secrets)
        removeSecrets(to);
    auto manifest = describeDatabase(to);
    manifest.made_at = made_at;
    return manifest;
}

}  // namespace antrean::backup
