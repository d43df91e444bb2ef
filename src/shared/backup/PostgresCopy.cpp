#include "backup/PostgresCopy.hpp"

#include "backup/DatabaseCopy.hpp"
#include "base/Background.hpp"
#include "base/Clock.hpp"
#include "base/NewFile.hpp"
#include "db/LongSession.hpp"
#include "db/PostgresTool.hpp"
#include "db/Tables.hpp"

#include <boost/describe.hpp>

#include <stdexcept>
#include <string_view>
#include <vector>

namespace antrean::backup {
namespace {

constexpr db::Query kSnapshot{
    "backup.snapshot", "", "SELECT CAST(pg_export_snapshot() AS TEXT) AS id"};

constexpr std::string_view kSecretsTable = "secrets";

struct SnapshotRow {
    std::string id;
};
BOOST_DESCRIBE_STRUCT(SnapshotRow, (), (id))

}  // namespace

Manifest dumpDatabase(
    PostgresSource const& source,
    std::string const& to,
    std::function<void()> const& at_instant,
    Observer const& observer
) {
    db::RowCounts counts;  // outlives the session
    auto const session = db::openLongSession(source.url, db::Access::read);
    // A count in parallel would take all processors from the clinic.
    session->script("SET max_parallel_workers_per_gather = 0");
    session->script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    auto const snapshot = session->first<SnapshotRow>(kSnapshot);
    if (!snapshot)
        throw std::runtime_error("the database gave no snapshot");
    auto const made_at = storedTimestamp(SystemClock().now());
    at_instant();
    auto manifest = described(*session, counts);
    manifest.engine = Manifest::kPostgresql;
    manifest.made_at = made_at;
    // The archive compresses.
    std::vector<std::string> arguments{
        "--format=custom",
        "--compress=0",
        "--no-owner",
        "--no-privileges",
        "--snapshot=" + snapshot->id};
    if (!source.with_secrets) {
        arguments.push_back("--exclude-table-data=" + std::string(kSecretsTable));
        if (auto const found = manifest.rows.find(std::string(kSecretsTable));
            found != manifest.rows.end())
            found->second = 0;
    }
    NewFile file(to, to);
    Pace pace;
    db::runPostgresTool(
        "pg_dump",
        arguments,
        source.url,
        [&observer] { observer.at("dumping", 0, 1); },
        [&](std::string_view piece) {
            file.write(piece);
            pace.rest();  // and with us pg_dump and its session
        }
    );
    file.keep();
    return manifest;
}

Manifest describeServerDatabase(std::string const& url) {
    db::RowCounts counts;
    auto const session = db::openLongSession(url, db::Access::read);
    auto manifest = described(*session, counts);
    manifest.engine = Manifest::kPostgresql;
    return manifest;
}

}  // namespace antrean::backup
