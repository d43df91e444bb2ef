#pragma once

#include "db/BulkInsert.hpp"
#include "db/ComposedQuery.hpp"
#include "tables/Catalog.hpp"
#include "tables/Checksum.hpp"

#include <deque>
#include <vector>

namespace antrean::tables {

// The statements for all rows of a table. Their texts are composed from the names in the catalog.
class TableQueries {
public:
    explicit TableQueries(Table const& table);

    Table const& table() const { return table_; }
    // Those of list(). They have no names, because PostgreSQL returns names in lower case.
    std::span<db::Column const> columns() const { return columns_; }
    // The place of the number among them, for a table whose key is a number.
    std::size_t numberAt() const { return number_at_; }
    db::BulkTable const& bulk() const { return bulk_; }

    // All rows; a stream, so on PostgreSQL it needs a transaction. For a table whose key is a
    // number: those after :after in the order of the key, :rows at most.
    db::Query const& list() const { return list_.query; }
    db::Query const& count() const { return count_.query; }
    // The greatest number, for a table whose key is a number; NULL if there is no row.
    db::Query const& greatest() const { return greatest_.query; }
    db::Query const& removeAll() const { return remove_all_.query; }

private:
    Table const& table_;
    std::vector<db::Column> columns_;
    std::vector<db::Column> named_columns_;
    std::size_t number_at_ = 0;
    db::ComposedQuery list_;
    db::ComposedQuery count_;
    db::ComposedQuery greatest_;
    db::ComposedQuery remove_all_;
    db::ComposedQuery insert_;
    db::BulkTable bulk_;
};

// Those of all tables, in the order of the catalog. They live as long as the program.
std::deque<TableQueries> const& allQueries();

// Reads the whole table; memory is bounded. The session must have a transaction open.
Checksum checksumOf(db::Statements& statements, TableQueries const& queries);

}  // namespace antrean::tables
