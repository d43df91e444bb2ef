// The statements of one SOCI session. Only ServerSession.cpp includes this: it brings SOCI along.
#pragma once

#include "db/Pooling.hpp"
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
struct postgresql_statement_backend;
struct mysql_statement_backend;
}  // namespace soci

namespace antrean::db {

// One variant of a query. Used by one thread; throws soci::soci_error.
class ServerStatement {
public:
    using Args = Statements::Args;

    virtual ~ServerStatement() = default;

    // Whether it was prepared for these columns.
    virtual bool wants(std::span<Column const> columns) const = 0;
    virtual void fetch(Args args, Statements::EachRow const& each) = 0;
    // Returns how many rows were changed.
    virtual std::int64_t execute(Args args) = 0;
};

// Prepared once, except behind a pool, where another session may run it the next time: there its
// text is sent with each run. Its parameters and columns are bound once, to slots that it owns: a
// run assigns the slots and executes.
class PreparedStatement final : public ServerStatement {
public:
    PreparedStatement(
        soci::session& session,
        Engine engine,
        Pooling pooling,
        std::string_view name,
        StatementVariant variant,
        std::span<Column const> columns
    );
    ~PreparedStatement() override;
    PreparedStatement(PreparedStatement const&) = delete;
    PreparedStatement& operator=(PreparedStatement const&) = delete;

    bool wants(std::span<Column const> columns) const override;
    void fetch(Args args, Statements::EachRow const& each) override;
    std::int64_t execute(Args args) override;

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
class StreamedStatement final : public ServerStatement {
public:
    // `variant` has the text of the SELECT. `number` is different for each cursor of a session.
    StreamedStatement(
        soci::session& session,
        Pooling pooling,
        std::string_view name,
        StatementVariant variant,
        std::span<Column const> columns,
        std::size_t number
    );

    bool wants(std::span<Column const> columns) const override;
    void fetch(Args args, Statements::EachRow const& each) override;
    // A stream is there for its rows: std::logic_error.
    std::int64_t execute(Args args) override;

private:
    static constexpr std::size_t kRowsAtATime = 500;

    soci::session& session_;
    Pooling pooling_;
    std::string_view name_;
    std::string cursor_;
    std::vector<Column> columns_;
    PreparedStatement open_;
    PreparedStatement close_;
    std::unique_ptr<PreparedStatement> next_;  // can be prepared only while the cursor is open
};

}  // namespace antrean::db
