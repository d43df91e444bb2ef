#include "db/SqliteUpkeep.hpp"

#include "base/Log.hpp"
#include "db/Failure.hpp"

#include <array>
#include <chrono>
#include <exception>
#include <utility>

namespace antrean::db {

namespace {

constexpr std::chrono::milliseconds kPollInterval{250};

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
    : file_(std::move(file)), changes_(changes), session_(openSqlite(file_, Access::write)) {
    data_version_ = session_->number(kDataVersion).value_or(0);
    if (session_->number(kHasNotices) == 1)
        session_->fetch(kNotices, {}, kNoticeColumns, [this](std::span<Cell> row) {
            changes_.assumeKnown(row[0].text, row[1].integer);
            return true;
        });
    thread_ = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

SqliteUpkeep::~SqliteUpkeep() {
    stop();
}

void SqliteUpkeep::noteWalPages(int pages) {
    if (pages < wal_pages_.exchange(pages))
        ask_at_pages_ = kPagesSoft;
    if (pages < ask_at_pages_)
        return;
    ask_at_pages_ = pages + kPagesSoft;
    std::scoped_lock const lock(mutex_);
    is_asked_ = true;
    wake_.notify_one();
}

void SqliteUpkeep::stop() {
    thread_ = {};  // asks it to stop, and waits until it has
    session_.reset();
}

void SqliteUpkeep::checkpoint(Session& session) {
    session.execute(kCheckpoint);
}

void SqliteUpkeep::loop(std::stop_token stop) {
    auto poll_at = std::chrono::steady_clock::now() + kPollInterval;
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait_until(lock, stop, poll_at, [this] { return is_asked_; });
        if (stop.stop_requested())
            return;
        bool const is_asked = std::exchange(is_asked_, false);
        lock.unlock();
        try {
            if (is_asked)
                copyBack();
            if (std::chrono::steady_clock::now() >= poll_at)
                readNotices();
        } catch (std::exception const& error) {
            log::warning("database upkeep: {}", error.what());
        }
        if (std::chrono::steady_clock::now() >= poll_at)
            poll_at = std::chrono::steady_clock::now() + kPollInterval;
        lock.lock();
    }
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
        changes_.tellIfNew(row[0].text, row[1].integer);
        return true;
    });
}

}  // namespace antrean::db
