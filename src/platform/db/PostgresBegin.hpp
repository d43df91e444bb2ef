// How transactions begin on PostgreSQL.
#pragma once

#include "db/Database.hpp"
#include "db/Pooling.hpp"

#include <string>

namespace antrean::db {

// One script, so one round trip, for a job that reads or writes. Behind a pool, it also sets the
// time limits of the transaction, which a session of ours has from its beginning.
std::string beginRead(Job const& job, Pooling pooling);
std::string beginWrite(Job const& job, Pooling pooling);

}  // namespace antrean::db
