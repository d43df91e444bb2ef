// One connection to a database, with its prepared statements: db/SqliteSession.hpp for a file,
// db/ServerSession.hpp for a server.
#pragma once

#include "db/Transaction.hpp"

#include <string>

namespace antrean::db {

// Used by one thread at a time. Outside of a transaction each statement is a transaction of its
// own.
class Session : public Statements {
public:
    virtual Engine engine() const = 0;

    // Runs several statements without parameters, up to the first that fails.
    virtual void script(std::string const& statements) = 0;
};

}  // namespace antrean::db
