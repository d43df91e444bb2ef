// The database of a backup on PostgreSQL: what pg_dump writes, of one snapshot.
#pragma once

#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"

#include <functional>
#include <string>

namespace antrean::backup {

struct PostgresSource {
    std::string url;
    bool with_secrets = true;
};

// Dumps the database into the new file `to` and describes the snapshot. Calls `at_instant` when the
// snapshot is taken. Throws db::Failure or std::runtime_error, with a text of one line.
Manifest dumpDatabase(
    PostgresSource const& source,
    std::string const& to,
    std::function<void()> const& at_instant,
    Observer const& observer
);

// Describes a database on a server; the rest of the manifest stays empty.
Manifest describeServerDatabase(std::string const& url);

}  // namespace antrean::backup
