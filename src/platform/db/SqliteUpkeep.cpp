#include "db/SqliteUpkeep.hpp"

#include "base/Log.hpp"
#include "db/Failure.hpp"

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <exception>
#include <sys/stat.h>
#include <utility>

namespace antrean::db {

namespace {

constexpr Watcher::Timing kTiming{.every = std::chrono::milliseconds(250)};

constexpr Query kCheckpoint{"db.checkpoint", "PRAGMA wal_checkpoint(PASSIVE)", ""};
constexpr std::array<Column, 3> kCheckpointColumns{
    Column{"busy", Type::integer},
    Column{"log", Type::integer},
    Column{"checkpointed", Type::integer}};
constexpr Query kDataVersion{"db.data_version", "PRAGMA data_version", ""};
constexpr Query kHasNotices{
    "db.has_notices",
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'change_notices'",
    ""};
constexpr Query kNotices{"db.notices", "SELECT topic, version FROM change_notices", ""};
constexpr std::array<Column, 2> kNoticeColumns{
    Column{"topic", Type::text}, Column{"version", Type::integer}};

}  // namespace

SqliteUpkeep::SqliteUpkeep(SqliteFile file, Shared shared)
    : file_(std::move(file)),
      changes_(shared.changes),
      stamps_(shared.stamps),
      health_(shared.health),
      session_(openSqlite(file_, Access::write)),
      watcher_(kTiming, [this](bool is_asked) { return look(is_asked); }) {
    data_version_ = session_->number(kDataVersion).value_or(0);
    if (session_->number(kHasNotices) == 1)
        session_->fetch(kNotices, {}, kNoticeColumns, [this](std::span<Cell> row) {
            changes_.assumeKnown(row[0].text, row[1].integer);
            return true;
        });
    watcher_.start();
}

void SqliteUpkeep::noteWalPages(int pages) {
    if (pages < wal_pages_.exchange(pages))
        ask_at_pages_ = kPagesSoft;
    if (pages < ask_at_pages_)
        return;
    ask_at_pages_ = pages + kPagesSoft;
    watcher_.poke();
}

void SqliteUpkeep::stop() {
    watcher_.stop();
    if (!session_)
        return;
    // Closing the last session makes a checkpoint, and removes the WAL.
    try {
        if (health_.isFine())
            checkpoint(*session_);
    } catch (Failure const& failure) {
        log::warning("database upkeep: {}", failure.what());
    }
    // Changes that belong to another file must not be written into this one.
    if (!health_.isFine())
        sqlite3_db_config(session_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    session_.reset();
}

bool SqliteUpkeep::checkpoint(SqliteSession& session) {
    SqliteStamps::Checkpoint running(stamps_, session);
    bool is_complete = false;
    session.fetch(kCheckpoint, {}, kCheckpointColumns, [&is_complete](std::span<Cell> row) {
        is_complete = row[0].integer == 0 && row[1].integer == row[2].integer;
        return true;
    });
    if (is_complete)
        running.setComplete();
    return is_complete;
}

bool SqliteUpkeep::look(bool is_asked) {
    if (!health_.isFine())
        return true;
    try {
        watchFile();
        if ((is_asked || must_copy_again_) && health_.isFine())
            copyBack();
        readNotices();
    } catch (Failure const& failure) {
        if (failure.kind() == FailureKind::damaged)
            health_.note(SqliteHealth::Trouble::damaged, failure.what());
        else
            log::warning("database upkeep: {}", failure.what());
    } catch (std::exception const& error) {
        log::warning("database upkeep: {}", error.what());
    }
    return true;  // also after a failure: the WAL's growth asks for the next copy
}

void SqliteUpkeep::watchFile() {
    if (isRemoved())
        return health_.note(SqliteHealth::Trouble::removed);
    // A strange file is looked at twice: another process may be writing its header.
    bool const is_strange = !stamps_.isFileOurs(*session_);
    if (std::exchange(was_strange_, is_strange) && is_strange)
        health_.note(SqliteHealth::Trouble::overwritten);
}

bool SqliteUpkeep::isRemoved() {
    int has_moved = 0;
    sqlite3_file_control(session_->handle(), "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
    struct stat wal {};
    bool const is_there = ::stat((file_.path + "-wal").c_str(), &wal) == 0;
    if (is_there && !wal_inode_)
        wal_inode_ = wal.st_ino;
    return has_moved != 0 || (wal_inode_ && (!is_there || wal.st_ino != *wal_inode_));
}

void SqliteUpkeep::copyBack() {
    bool const is_complete = checkpoint(*session_);
    must_copy_again_ = !is_complete && wal_pages_ < kPagesSoft;
    if (wal_pages_ >= kPagesHard)
        must_finish_ = true;
}

void SqliteUpkeep::readNotices() {
    auto const version = session_->number(kDataVersion).value_or(0);
    if (std::exchange(data_version_, version) == version || session_->number(kHasNotices) != 1)
        return;
    session_->fetch(kNotices, {}, kNoticeColumns, [this](std::span<Cell> row) {
        changes_.publishIfNew(row[0].text, row[1].integer);
        return true;
    });
}

}  // namespace antrean::db
