#include "backup/PostgresCopy.hpp"

#include "backup/DatabaseCopy.hpp"
#include "base/Clock.hpp"
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
        "--snapshot=" + snapshot->id,
        "--file=" + to};
    if (!source.with_secrets) {
        arguments.push_back("--exclude-table-data=" + std::string(kSecretsTable));
        if (auto const found = manifest.rows.find(std::string(kSecretsTable));
            found != manifest.rows.end())
            found->second = 0;
    }
    db::runPostgresTool("pg_dump", arguments, source.url, [&observer] {
        observer.at("dumping", 0, 1);
    });
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
