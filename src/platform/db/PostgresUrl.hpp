#pragma once

#include "db/Pooling.hpp"
#include "db/UrlPairs.hpp"

#include <string>

namespace antrean::db {

// The parts of a postgresql:// URL, as libpq reads them: several hosts are a list with commas.
// Throws Failure when it cannot be read; the message never repeats the URL, which holds a password.
UrlPairs postgresPairs(std::string const& url);

// The same as our sessions and PostgreSQL's tools use it: of several hosts, the one that accepts
// writes.
UrlPairs primaryPairs(std::string const& url);

// Whether the URL names a primary and its standbys. Throws Failure as above.
bool hasSeveralHosts(std::string const& url);

// The key='value' pairs that libpq takes (SOCI does not take a URL), with our session settings
// added where the URL has none of its own. A socket's folder is given as ?host=/run/postgresql.
// With several hosts, only one that accepts writes is used. Throws Failure as above.
// Behind a pool, the pairs have no settings: PgBouncer refuses them.
std::string conninfoOf(std::string const& url, Pooling pooling = Pooling::none);

// The same for a replica, with or without a pool: of its hosts, only a standby is used.
std::string conninfoOfStandby(std::string const& url);

}  // namespace antrean::db
