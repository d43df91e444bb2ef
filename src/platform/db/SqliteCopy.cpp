#include "db/SqliteCopy.hpp"

#include "base/Background.hpp"
#include "base/OpenFile.hpp"
#include "db/Classify.hpp"
#include "db/Failure.hpp"
#include "db/SqliteConnection.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <chrono>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace antrean::db {
namespace {

constexpr Query kTables{"db.count_tables", "SELECT COUNT(*) FROM sqlite_master", ""};

constexpr int kStepPages = 64;  // 256 KiB: what a commit beside it may have to wait for
constexpr std::chrono::milliseconds kBusyTimeout{5'000};

[[noreturn]] void fail(std::string const& path, int code, char const* message) {
    throw Failure(
        kindOfSqlite(code),
        (code & 0xFF) == SQLITE_FULL
            ? fmt::format("the disk is full: {} cannot be written", path)
            : fmt::format("the database cannot be copied to {}: {}", path, message)
    );
}

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
struct Finish {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

Connection createFile(std::string const& path) {
    sqlite3* opened = nullptr;
    int const code =
        sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Connection connection(opened);
    if (code != SQLITE_OK)
        fail(path, code, sqlite3_errmsg(opened));
    // The file counts only when it is complete.
    sqlite3_exec(
        opened, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr, nullptr
    );
    return connection;
}

void copyPages(
    SqliteSession& source, sqlite3* target, std::string const& to, CopyWatch const& watch
) {
    std::unique_ptr<sqlite3_backup, Finish> const backup(
        sqlite3_backup_init(target, "main", source.handle(), "main")
    );
    if (!backup)
        fail(to, sqlite3_errcode(target), sqlite3_errmsg(target));
    OpenFile const file(::open(to.c_str(), O_RDONLY | O_CLOEXEC));
    for (Pace pace;; pace.rest()) {
        int const code = sqlite3_backup_step(backup.get(), kStepPages);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            fail(to, code, sqlite3_errstr(code));
        auto const all = sqlite3_backup_pagecount(backup.get());
        watch.progress(all - sqlite3_backup_remaining(backup.get()), all);
        if (code == SQLITE_DONE)
            return;
        writeOut(file.descriptor());
    }
}

}  // namespace

void copySqlite(std::string const& from, std::string const& to, CopyWatch const& watch) {
    auto const source = openSqlite({from, kBusyTimeout, 0}, Access::scan);
    source->script("BEGIN");
    source->number(kTables);  // the transaction's instant is that of its first statement
    watch.at_instant();
    auto const target = createFile(to);
    copyPages(*source, target.get(), to, watch);
    // The header says WAL, as the source does.
    if (sqlite3_exec(target.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) !=
        SQLITE_OK)
        fail(to, sqlite3_errcode(target.get()), sqlite3_errmsg(target.get()));
}

}  // namespace antrean::db
