// One connection to a database and its prepared statements. The only door to SOCI.
#pragma once

#include "db/Transaction.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct pg_conn;

namespace antrean::db {

// Used by one thread at a time. Every call throws Failure when the database fails.
class Session {
public:
    // `connection` is a file's path (SQLite) or a text of key='value' pairs.
    Session(Engine engine, std::string const& connection);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    Engine engine() const;

    // As Transaction's functions of the same names; outside of a transaction each statement is one.
    void fetch(
        Query const& query,
        Transaction::Args args,
        std::span<Column const> columns,
        Transaction::EachRow const& each
    );
    std::int64_t execute(Query const& query, Transaction::Args args = {});
    std::optional<std::int64_t> number(Query const& query, Transaction::Args args = {});

    // Several statements without parameters, up to the first that fails.
    void script(std::string const& statements);

    // From now on (not) in a read transaction, where a statement that writes is std::logic_error.
    // Without effect on MariaDB, which has to be told itself.
    void refuseWrites(bool refuse);

    // Whether the connection is gone for good (never so with a file).
    bool isLost() const;
    // Whether a transaction is open (none ever is on MariaDB): SQLite ends one by itself when a
    // disk is full or fails.
    bool isInTransaction() const;
    // Whether the open transaction can only be rolled back (PostgreSQL, after any error).
    bool isAborted() const;

    // The native handle, owned by the session; null for the other engines.
    sqlite3* sqlite() const;
    pg_conn* postgres() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace antrean::db
