// The table `secrets`: random keys of this installation. All servers of a database share them, and
// a backup of the database has them.
#pragma once

#include <string>
#include <string_view>

namespace antrean::db {
class Database;
}

namespace antrean::links {

// Returns the secret of that name. If the database does not have it, generates a random one and
// stores it. Throws std::runtime_error when the database does not answer. `now`: UTC, as stored.
std::string installationSecret(
    db::Database& database, std::string_view name, std::string const& now
);

}  // namespace antrean::links
