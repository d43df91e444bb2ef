#include "db/SqliteSession.hpp"

#include "db/Classify.hpp"
#include "db/Failure.hpp"

#include <sqlite3.h>

#include <mutex>
#include <stdexcept>
#include <utility>

namespace antrean::db {

void configureSqlite() {
    static std::once_flag flag;
    std::call_once(flag, [] {
        if (sqlite3_config(SQLITE_CONFIG_MULTITHREAD) != SQLITE_OK ||
            sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
            throw std::logic_error("SQLite was used before it was configured");
    });
}

void SqliteSession::Close::operator()(sqlite3* connection) const {
    sqlite3_close(connection);
}

SqliteSession::SqliteSession(std::string const& path) {
    configureSqlite();
    sqlite3* connection = nullptr;
    int const code = sqlite3_open(path.c_str(), &connection);
    connection_.reset(connection);  // there is one after a failure too
    if (code != SQLITE_OK)
        throw Failure(FailureKind::unavailable, sqlite3_errmsg(connection));
}

void SqliteSession::fetch(
    Query const& query, Args args, std::span<Column const> columns, EachRow const& each
) {
    prepared(query, args, columns).fetch(args, each);
}

std::int64_t SqliteSession::execute(Query const& query, Args args) {
    return prepared(query, args, {}).execute(args);
}

void SqliteSession::script(std::string const& statements) {
    ++writes_count_;
    int const code = sqlite3_exec(handle(), statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw Failure(kindOfSqlite(code), sqlite3_errmsg(handle()));
}

void SqliteSession::interruptWhen(std::function<bool()> must_stop) {
    constexpr int kInstructions = 10'000;
    must_stop_ = std::move(must_stop);
    auto const ask = [](void* function) {
        return (*static_cast<std::function<bool()>*>(function))() ? 1 : 0;
    };
    sqlite3_progress_handler(
        handle(), must_stop_ ? kInstructions : 0, must_stop_ ? +ask : nullptr, &must_stop_
    );
}

bool SqliteSession::isInTransaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

SqliteStatement& SqliteSession::prepared(
    Query const& query, Args args, std::span<Column const> columns
) {
    auto const prepare = [&](StatementText const&, StatementVariant const& variant) {
        auto fresh = std::make_unique<SqliteStatement>(handle(), query.name, variant.sql, columns);
        if (refuses_writes_ && !fresh->onlyReads())
            throw std::logic_error(std::string(query.name) + " writes in a read transaction");
        return fresh;
    };
    auto& statement = statements_.get(query, args, columns, prepare);
    writes_count_ += statement.onlyReads() ? 0 : 1;
    return statement;
}

}  // namespace antrean::db
