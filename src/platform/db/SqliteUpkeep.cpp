#include "db/SqliteUpkeep.hpp"

#include "base/Log.hpp"
#include "db/Failure.hpp"

#include <array>
#include <chrono>
#include <exception>
#include <utility>

namespace antrean::db {

namespace {

constexpr Watcher::Timing kTiming{.every = std::chrono::milliseconds(250)};

constexpr Query kCheckpoint{"db.checkpoint", "PRAGMA wal_checkpoint(PASSIVE)", ""};
constexpr Query kDataVersion{"db.data_version", "PRAGMA data_version", ""};
constexpr Query kHasNotices{
    "db.has_notices",
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'change_notices'",
    ""};
constexpr Query kNotices{"db.notices", "SELECT topic, version FROM change_notices", ""};
constexpr std::array<Column, 2> kNoticeColumns{
    Column{"topic", Type::text}, Column{"version", Type::integer}};

}  // namespace

SqliteUpkeep::SqliteUpkeep(SqliteFile file, Changes& changes)
    : file_(std::move(file)),
      changes_(changes),
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
    session_.reset();
}

void SqliteUpkeep::checkpoint(SqliteSession& session) {
    session.run(kCheckpoint);
}

bool SqliteUpkeep::look(bool is_asked) {
    try {
        if (is_asked)
            copyBack();
        readNotices();
    } catch (std::exception const& error) {
        log::warning("database upkeep: {}", error.what());
    }
    return true;  // also after a failure: the WAL's growth asks for the next copy
}

void SqliteUpkeep::copyBack() {
    checkpoint(*session_);
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
