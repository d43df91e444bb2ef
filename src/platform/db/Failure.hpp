#pragma once

#include <stdexcept>
#include <string>

namespace antrean::db {

enum class FailureKind {
    unavailable,  // away, busy for too long, disk full, read-only: a client may try again
    conflict,     // serialization failure or deadlock: the transaction may be run again as it is
    constraint,   // a unique, foreign key or check constraint was violated
    damaged,      // the database file is damaged: a restart does not help
    broken,       // anything else: a bug in our SQL
};

// Thrown by every database call. Caught where transactions are run, not by handlers.
class Failure : public std::runtime_error {
public:
    Failure(FailureKind kind, std::string const& what) : std::runtime_error(what), kind_(kind) {}
    FailureKind kind() const { return kind_; }

private:
    FailureKind kind_;
};

}  // namespace antrean::db
