// The rows of the original on their way: each table of ours has a staged one beside it, without
// rules, into which the cleaned rows are copied. Statements then find what breaks our rules, and
// bring what is new or different into our table. So memory is bounded, and a second import takes
// only what came since.
#pragma once

#include "db/BulkInsert.hpp"
#include "db/ComposedQuery.hpp"
#include "db/Session.hpp"
#include "laravel/Original.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace antrean::laravel {

// A row that breaks a rule, and the value that breaks it.
struct Found {
    std::int64_t id = 0;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Found, (), (id, value))

// The staged table of one table of the original. Statements run in the transaction that is open.
// Calls throw db::Failure.
class StagedTable {
public:
    // `session` must not outlive this: it keeps the statements.
    StagedTable(OriginalTable const& table, db::Session& session);

    OriginalTable const& table() const { return table_; }
    // Replaces the one of an import that did not end.
    void create();
    void drop();
    std::unique_ptr<db::BulkInsert> insert();
    // After the rows are there.
    void createIndex();

    using EachFound = std::function<void(Found const& found)>;
    // Rows whose reference names no row of ours; then leaves them out or empties the column.
    std::int64_t settleReference(Reference const& reference, EachFound const& each);
    // Rows whose value another row has; then leaves them out or changes the value.
    std::int64_t settleUnique(Unique const& unique, EachFound const& each);

    struct Merged {
        std::int64_t added = 0;
        std::int64_t changed = 0;
        std::int64_t removed = 0;
    };
    Merged merge();
    std::int64_t count();
    // The rows of our table.
    std::int64_t countOurs();

private:
    std::int64_t list(db::Query const& query, EachFound const& each);
    std::int64_t run(std::string text);
    db::Query const& keep(std::string text);
    std::int64_t fill();
    void letGoOfValues();
    std::int64_t removeLost();
    std::string insertText() const;
    std::string mergeText() const;
    std::string ownColumns() const;
    std::string sameKey() const;

    OriginalTable const& table_;
    std::string const name_;
    std::deque<db::ComposedQuery> queries_;
    db::Session& session_;
    std::vector<db::Column> columns_;
    db::ComposedQuery insert_;
    db::BulkTable bulk_;
};

}  // namespace antrean::laravel
