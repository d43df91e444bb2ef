// The statements of one SOCI session. Only Session.cpp includes this: it brings SOCI along.
#pragma once

#include "db/StatementText.hpp"
#include "db/Transaction.hpp"

#include <cstdint>
#include <memory>
#include <soci/soci.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
struct sqlite3_statement_backend;
struct postgresql_statement_backend;
struct mysql_statement_backend;
}  // namespace soci

namespace antrean::db {

// One variant of a query, prepared once. Its parameters and columns are bound once, to slots that
// it owns: a run assigns the slots and executes. Used by one thread; throws soci::soci_error.
class PreparedStatement {
public:
    using Args = Transaction::Args;

    PreparedStatement(
        soci::session& session,
        Engine engine,
        std::string_view name,
        StatementVariant variant,
        std::span<Column const> columns
    );
    ~PreparedStatement();
    PreparedStatement(PreparedStatement const&) = delete;
    PreparedStatement& operator=(PreparedStatement const&) = delete;

    // Whether it leaves the database as it is. Always true but on SQLite: servers refuse by
    // themselves what a read transaction may not do.
    bool onlyReads() const;
    bool wants(std::span<Column const> columns) const;

    void fetch(Args args, Transaction::EachRow const& each);
    std::int64_t execute(Args args);

private:
    struct Parameter {
        std::string name;
        Type type = Type::text;
        soci::indicator indicator = soci::i_null;
        std::int64_t integer = 0;
        double real = 0;
        std::string text;
        std::size_t last_seen_at = 0;  // its place among the arguments of the last run
    };
    struct ColumnSlot {
        std::string name;
        Type type = Type::text;
        soci::indicator indicator = soci::i_null;
    };
    class Run;

    void assign(Args args);
    Arg const& find(Parameter& parameter, Args args) const;
    bool assignOne(Parameter& parameter, Value const& value);
    void bind();
    void unbind();
    void checkColumnNames();
    std::string_view columnName(std::size_t index) const;
    std::size_t columnCount() const;
    soci::sqlite3_statement_backend* sqlite() const;
    soci::postgresql_statement_backend* postgres() const;
    soci::mysql_statement_backend* mariadb() const;

    Engine engine_;
    std::string_view name_;
    std::vector<Parameter> parameters_;
    std::vector<ColumnSlot> columns_;
    std::vector<Cell> cells_;
    soci::statement statement_;
    soci::details::statement_backend* backend_ = nullptr;  // owned by statement_
    bool is_bound_ = false;
    bool is_checked_ = false;
    bool is_running_ = false;
};

// A query of very many rows on PostgreSQL: a cursor that is opened, read a few hundred rows at a
// time, and closed.
class StreamedStatement {
public:
    // `variant` has the text of the SELECT. `number` tells the cursors of one session apart.
    StreamedStatement(
        soci::session& session,
        std::string_view name,
        StatementVariant variant,
        std::span<Column const> columns,
        std::size_t number
    );

    bool wants(std::span<Column const> columns) const;
    void fetch(Transaction::Args args, Transaction::EachRow const& each);

private:
    static constexpr std::size_t kRowsAtATime = 500;

    soci::session& session_;
    std::string_view name_;
    std::string cursor_;
    std::vector<Column> columns_;
    PreparedStatement open_;
    PreparedStatement close_;
    std::unique_ptr<PreparedStatement> next_;  // can be prepared only while the cursor is open
};

}  // namespace antrean::db
