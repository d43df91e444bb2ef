#pragma once

#include "db/Session.hpp"
#include "db/SqliteStatement.hpp"
#include "db/StatementCache.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

struct sqlite3;

namespace antrean::db {

// Sets SQLite's options for this process. To be called before SQLite is used in any way: it ignores
// options that come later. A connection is used by one thread at a time, so it needs no lock of its
// own. The memory statistics are not used, and all threads would share their lock. Both locks cost
// 6 % of the registrations a second.
void configureSqlite();

// A session on a file, by SQLite's own interface: on the thread that writes, each statement counts.
class SqliteSession final : public Session {
public:
    // Creates the file if it does not exist. Throws Failure.
    explicit SqliteSession(std::string const& path);

    Engine engine() const override { return Engine::sqlite; }
    void fetch(Query const& query, Args args, std::span<Column const> columns, EachRow const& each)
        override;
    std::int64_t execute(Query const& query, Args args) override;
    void script(std::string const& statements) override;

    // From now on a statement that writes is a std::logic_error. Before the first statement.
    void refuseWrites() { refuses_writes_ = true; }
    // From now on, statements ask `must_stop` every few microseconds, and fail with unavailable
    // once it returns true. Empty: they are not interrupted.
    void interruptWhen(std::function<bool()> must_stop);
    // Whether a transaction is open: SQLite ends one by itself when the disk is full or fails.
    bool isInTransaction() const;
    // How many statements and scripts have run so far that may have changed the database.
    std::uint64_t writesCount() const { return writes_count_; }
    sqlite3* handle() const { return connection_.get(); }

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };

    SqliteStatement& prepared(Query const& query, Args args, std::span<Column const> columns);

    std::unique_ptr<sqlite3, Close> connection_;
    StatementCache<SqliteStatement> statements_{Engine::sqlite};
    std::function<bool()> must_stop_;
    bool refuses_writes_ = false;
    std::uint64_t writes_count_ = 0;
};

}  // namespace antrean::db
