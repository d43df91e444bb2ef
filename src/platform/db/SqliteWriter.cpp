#include "db/SqliteWriter.hpp"

#include "base/Log.hpp"
#include "db/Failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace antrean::db {

namespace {

constexpr std::uintmax_t kWalCut = std::uintmax_t{4} << 20U;

constexpr Query kBegin{"db.begin", "BEGIN IMMEDIATE", ""};
constexpr Query kCommit{"db.commit", "COMMIT", ""};
constexpr Query kRollback{"db.rollback", "ROLLBACK", ""};
constexpr Query kSavepoint{"db.savepoint", "SAVEPOINT job", ""};
constexpr Query kRelease{"db.release", "RELEASE job", ""};
constexpr Query kRollbackTo{"db.rollback_to", "ROLLBACK TO job", ""};

extern "C" int noteCommit(void* upkeep, sqlite3*, char const*, int wal_pages) {
    static_cast<SqliteUpkeep*>(upkeep)->noteWalPages(wal_pages);
    return SQLITE_OK;
}

}  // namespace

SqliteWriter::SqliteWriter(SqliteFile file, std::size_t waiting_max, Shared shared)
    : file_(std::move(file)),
      changes_(shared.changes),
      stamps_(shared.stamps),
      health_(shared.health),
      upkeep_(file_, {changes_, stamps_, health_}),
      transactions_(kBatchMax),
      ends_(kBatchMax),
      line_(waiting_max, 0) {
    thread_ = std::thread([this] { loop(); });
}

SqliteWriter::~SqliteWriter() {
    stop();
}

void SqliteWriter::submit(Job job) {
    // All jobs share transactions, whatever they change.
    job.lane.clear();
    line_.push(Mode::write, std::move(job));
}

void SqliteWriter::stop() {
    line_.close();
    if (thread_.joinable())
        thread_.join();
    upkeep_.stop();
    session_.reset();
}

void SqliteWriter::loop() {
    std::vector<WaitingJob> batch;
    while (line_.take(batch, kBatchMax)) {
        Jobs jobs(batch);
        while (!jobs.empty())
            jobs = jobs.subspan(runTogether(jobs));
        batch.clear();
        if (upkeep_.takeFinishRequest())
            finishCheckpoint();
    }
}

std::size_t SqliteWriter::runTogether(Jobs jobs) {
    if (auto const trouble = health_.text()) {
        refuse(jobs, *trouble);
        return jobs.size();
    }
    try {
        begin();
        auto ran = runAll(jobs);
        bool const is_alone = jobs.size() == 1;
        if (ran.outcome == Outcome::needs_savepoint && !is_alone) {
            startAgain(jobs.first(ran.count));
            ran = runAll(jobs);
        }
        if (ran.outcome == Outcome::lost) {
            // The engine rolled back all that ran so far: the disk is full or failing.
            refuse(jobs.first(ran.count), "the transaction was rolled back by the database");
            abandon();
            return ran.count;
        }
        if (ran.outcome == Outcome::needs_savepoint)
            session_->run(kRollback);
        else
            commit();
    } catch (Failure const& failure) {
        noteDamage(failure.kind(), failure.what());
        refuse(jobs, failure.what());
        abandon();
        return jobs.size();
    }
    if (std::exchange(is_failing_, false))
        log::info("the database can be written again");
    deliver(jobs);
    return jobs.size();
}

SqliteWriter::Ran SqliteWriter::runAll(Jobs jobs) {
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (auto const outcome = runOne(jobs[i].job, transactions_[i], ends_[i]);
            outcome != Outcome::done)
            return {outcome, i + 1};
    return {Outcome::done, jobs.size()};
}

void SqliteWriter::begin() {
    if (!session_) {
        session_ = openSqlite(file_, Access::write);
        sqlite3_wal_hook(session_->handle(), noteCommit, &upkeep_);
    }
    session_->run(kBegin);
    changes_before_ = sqlite3_total_changes64(session_->handle());
}

void SqliteWriter::commit() {
    if (sqlite3_total_changes64(session_->handle()) != changes_before_)
        stamps_.beforeCommit(*session_);
    session_->run(kCommit);
}

SqliteWriter::Outcome SqliteWriter::runOne(
    Job& job, OpenTransaction& transaction, OpenTransaction::End& end
) {
    transaction.start(*session_, changes_);
    bool const has_savepoint = savepoints_left_ > 0;
    if (has_savepoint) {
        --savepoints_left_;
        session_->run(kSavepoint);
    }
    auto const writes_before = session_->writesCount();
    end = transaction.perform(job);
    if (end == OpenTransaction::End::failed)
        noteDamage(transaction.problem().kind, transaction.problem().what);
    if (!session_->isInTransaction())
        return Outcome::lost;
    bool const must_undo =
        end != OpenTransaction::End::keep && session_->writesCount() != writes_before;
    if (must_undo && !has_savepoint)
        return Outcome::needs_savepoint;
    if (must_undo) {
        session_->run(kRollbackTo);
        savepoints_left_ = kSavepointsAfterUndo;
    }
    if (has_savepoint)
        session_->run(kRelease);
    return Outcome::done;
}

// `ran`: the jobs whose changes are in the transaction.
void SqliteWriter::startAgain(Jobs ran) {
    session_->run(kRollback);
    for (std::size_t i = 0; i < ran.size(); ++i)
        transactions_[i].rolledBack(changes_);
    savepoints_left_ = kSavepointsAfterUndo;
    session_->run(kBegin);
}

void SqliteWriter::deliver(Jobs jobs) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        auto& transaction = transactions_[i];
        std::optional<Error> error;
        if (ends_[i] == OpenTransaction::End::keep)
            transaction.committed(changes_);
        else
            transaction.rolledBack(changes_);
        if (ends_[i] == OpenTransaction::End::failed)
            error = errorOf(transaction.problem());
        finish(jobs[i].job, std::move(error));
    }
}

void SqliteWriter::refuse(Jobs jobs, std::string const& cause) {
    if (!std::exchange(is_failing_, true))
        log::error("the database cannot be written: {}", cause);
    // Later jobs of the batch may have filled caches with what earlier ones wrote.
    changes_.publishEverything();
    for (std::size_t i = 0; i < jobs.size(); ++i)
        transactions_[i].lost();
    for (auto& waiting : jobs)
        finish(waiting.job, Error::unavailable(cause));
}

void SqliteWriter::noteDamage(std::optional<FailureKind> kind, std::string const& what) {
    if (kind == FailureKind::damaged)
        health_.note(SqliteHealth::Trouble::damaged, what);
}

// The state of the session is unknown: the next batch opens a new one.
void SqliteWriter::abandon() {
    session_.reset();
}

// Between two commits the WAL does not grow, so this checkpoint copies all of it.
void SqliteWriter::finishCheckpoint() {
    try {
        if (!session_ || !health_.isFine())
            return;
        upkeep_.checkpoint(*session_);
        shrinkWal();
    } catch (Failure const& failure) {
        log::warning("database upkeep: {}", failure.what());
    }
}

// A read of many seconds lets the WAL grow. SQLite cuts the file inside a commit, when it starts
// the WAL over, and a large cut delays that commit (by 0.4 ms per MiB, as measured). So each start
// cuts only a little.
void SqliteWriter::shrinkWal() {
    std::error_code is_missing;
    auto const bytes = std::filesystem::file_size(file_.path + "-wal", is_missing);
    if (is_missing || bytes <= file_.wal_kept_bytes)
        return;
    auto const left = std::max(file_.wal_kept_bytes, bytes - std::min(bytes, kWalCut));
    session_->script(fmt::format("PRAGMA journal_size_limit = {}", left));
}

}  // namespace antrean::db
