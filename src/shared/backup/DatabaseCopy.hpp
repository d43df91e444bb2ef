// The database of a backup: a copy of the one in use, described.
#pragma once

#include "backup/Manifest.hpp"
#include "backup/Observer.hpp"
#include "db/Session.hpp"
#include "db/Tables.hpp"

#include <functional>
#include <string>

namespace antrean::backup {

struct SqliteSource {
    std::string path;
    bool with_secrets = true;  // keys of visits' links and the like
};

// Copies the database into the new file `to` and looks through the copy: it is not damaged, and
// these are its clinic, its schema and its rows. Calls `at_instant` at the instant of the copy.
// Throws db::Failure or std::runtime_error, with a text of one line.
Manifest copyDatabase(
    SqliteSource const& source,
    std::string const& to,
    std::function<void()> const& at_instant,
    Observer const& observer
);

// What the session sees of it: program, schema, clinic, rows. `counts` outlives the session.
Manifest described(db::Session& session, db::RowCounts& counts);

// Describes a database file that nothing else uses; the rest of the manifest stays empty. Throws as
// copyDatabase does.
Manifest describeDatabase(std::string const& path);

}  // namespace antrean::backup
