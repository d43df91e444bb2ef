#pragma once

#include "db/Session.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace antrean::db {

// A table that gets many rows. Its names come from the program or its migrations.
struct BulkTable {
    std::string copy;     // COPY table (a, b) FROM STDIN
    Query const& insert;  // INSERT INTO table (a, b) VALUES (:a, :b)
    std::span<Column const> columns;
};

// Inserts rows into one table, in the transaction that the session has open: by COPY on PostgreSQL,
// by one prepared statement on SQLite. Until finish() has returned, the session runs nothing else.
// Memory is bounded. Every call throws Failure.
class BulkInsert {
public:
    virtual ~BulkInsert() = default;
    virtual void add(std::span<Cell const> row) = 0;
    virtual void finish() = 0;
};

// `table` and `session` must outlive the result.
std::unique_ptr<BulkInsert> openBulkInsert(Session& session, BulkTable const& table);

}  // namespace antrean::db
