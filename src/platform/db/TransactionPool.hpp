#pragma once

#include <string>

namespace antrean::db {

// Whether a pool stands before the PostgreSQL server that gives each transaction any session, such
// as PgBouncer with pool_mode = transaction. Notices do not arrive there, and what one client sets
// is in force for another. Throws Failure when the server cannot be reached.
bool isTransactionPool(std::string const& conninfo);

// Throws Failure if it is one. `remedy` says what has to be done instead.
void refuseTransactionPool(std::string const& conninfo, std::string const& remedy);

}  // namespace antrean::db
