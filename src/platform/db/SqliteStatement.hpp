#pragma once

#include "db/Transaction.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace antrean::db {

// The statements of one text, prepared once. The last one gives the rows. Used by one thread; every
// call throws Failure when the database fails.
class SqliteStatement {
public:
    using Args = Statements::Args;

    // `name` outlives this. Throws std::logic_error when the rows have other columns.
    SqliteStatement(
        sqlite3* connection,
        std::string_view name,
        std::string_view text,
        std::span<Column const> columns
    );

    bool onlyReads() const { return only_reads_; }
    bool wants(std::span<Column const> columns) const;
    void fetch(Args args, Statements::EachRow const& each);
    // Returns how many rows were changed, by the last statement that changes rows.
    std::int64_t execute(Args args);

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };
    struct Parameter {
        std::string name;
        std::size_t last_seen_at = 0;  // its place among the arguments of the last run
    };
    struct Part {
        std::unique_ptr<sqlite3_stmt, Finalize> handle;
        std::vector<Parameter> parameters;  // in the order of their numbers, from 1 on
    };
    struct WantedColumn {
        std::string name;
        Type type{};
    };
    class Run;

    void prepare(std::string_view text);
    void checkColumns() const;
    void bind(Part& part, Args args);
    Arg const& argumentOf(Parameter& parameter, Args args) const;
    // Returns whether there is a row.
    bool step(Part& part);
    // Runs all statements but the last, and binds that one.
    Part& begin(Args args);
    void readRow(Part& part);
    [[noreturn]] void fail(int code) const;

    sqlite3* connection_;
    std::string_view name_;
    std::vector<Part> parts_;
    std::vector<WantedColumn> columns_;
    std::vector<Cell> cells_;
    bool only_reads_ = true;
    bool is_running_ = false;
};

}  // namespace antrean::db
