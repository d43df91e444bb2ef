#include "db/PostgresWorker.hpp"

#include "db/Failure.hpp"
#include "db/PostgresBegin.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

namespace antrean::db {

namespace {

constexpr int kConflictsMax = 8;

constexpr char const* kCommit = "COMMIT";
constexpr char const* kRollback = "ROLLBACK";
constexpr char const* kSavepoint = "SAVEPOINT job";
constexpr char const* kNextSavepoint = "RELEASE SAVEPOINT job; SAVEPOINT job";
constexpr char const* kRollbackTo = "ROLLBACK TO SAVEPOINT job";

}  // namespace

PostgresWorker::PostgresWorker(Shared shared)
    : shared_(shared),
      transactions_(kTogetherMax),
      ends_(kTogetherMax),
      random_(std::random_device()()) {}

PostgresWorker::~PostgresWorker() = default;

void PostgresWorker::run(Jobs jobs) {
    if (jobs.size() > 1 && runTogether(jobs) == Together::done)
        return;
    if (session_ && session_->isLost())
        session_.reset();
    for (auto& waiting : jobs)
        runAlone(waiting);
}

PostgresWorker::Together PostgresWorker::runTogether(Jobs jobs) {
    auto const outcome = attemptTogether(jobs);
    return outcome == Together::needs_savepoints ? attemptTogether(jobs) : outcome;
}

PostgresWorker::Together PostgresWorker::attemptTogether(Jobs jobs) {
    is_committing_ = false;
    started_ = 0;
    auto outcome = Together::failed;
    try {
        // A job that runs alone gets the reason as its error.
        if (connect(true))
            return Together::failed;
        session_->refuseWrites(false);
        session_->script(beginWrite(jobs.front().job, shared_.pooling));
        outcome = runInTurn(jobs);
        is_committing_ = outcome == Together::done;
        if (is_committing_)
            session_->script(kCommit);
        else
            rollBack();
    } catch (Failure const& failure) {
        outcome = afterFailure(jobs, failure);
        if (outcome == Together::done)
            return outcome;
    }
    if (outcome == Together::done)
        endTogether(jobs);
    else
        forgetStarted();
    return outcome;
}

PostgresWorker::Together PostgresWorker::runInTurn(Jobs jobs) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        transactions_[i].start(*session_, shared_.changes);
        started_ = i + 1;
        if (auto const outcome = runOneOfMany(i, jobs[i].job); outcome != Together::done)
            return outcome;
    }
    return Together::done;
}

PostgresWorker::Together PostgresWorker::runOneOfMany(std::size_t index, Job& job) {
    bool const has_savepoint = savepoints_left_ > 0;
    if (has_savepoint) {
        --savepoints_left_;
        session_->script(index == 0 ? kSavepoint : kNextSavepoint);
    }
    auto const end = ends_[index] = transactions_[index].perform(job);
    if (end == OpenTransaction::End::failed || session_->isAborted())
        return Together::failed;
    if (end == OpenTransaction::End::keep)
        return Together::done;
    savepoints_left_ = kSavepointsAfterUndo;
    if (!has_savepoint)
        return Together::needs_savepoints;
    session_->script(kRollbackTo);
    return Together::done;
}

PostgresWorker::Together PostgresWorker::afterFailure(Jobs jobs, Failure const& failure) {
    bool const is_unknown = is_committing_ && session_->isLost();
    dropIfUnclear();
    if (!is_unknown)
        return Together::failed;
    // Nobody knows whether the server has committed, so the jobs must not run again.
    session_.reset();
    forgetStarted();
    for (auto& waiting : jobs)
        finish(waiting.job, Error::unavailable(failure.what()));
    return Together::done;
}

void PostgresWorker::forgetStarted() {
    for (std::size_t i = 0; i < started_; ++i)
        transactions_[i].rolledBack(shared_.changes);
}

void PostgresWorker::endTogether(Jobs jobs) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (ends_[i] == OpenTransaction::End::keep)
            transactions_[i].committed(shared_.changes);
        else
            transactions_[i].rolledBack(shared_.changes);
        finish(jobs[i].job, std::nullopt);
    }
}

void PostgresWorker::runAlone(WaitingJob& waiting) {
    auto error = refusalOf(waiting.job);
    finish(waiting.job, error ? std::move(error) : perform(waiting));
}

std::optional<Error> PostgresWorker::perform(WaitingJob& waiting) {
    int conflicts = 0;
    int constraints = 0;
    int reconnects = 0;
    for (;;) {
        auto const problem = attempt(waiting);
        if (!problem)
            return std::nullopt;
        bool may_run_again = false;
        if (session_ && session_->isReadOnly()) {
            // After a failover, a new connection may reach the server that writes.
            session_.reset();
            shared_.health.doubt();
            may_run_again = reconnects++ == 0;
        } else if (session_ && session_->isLost()) {
            session_.reset();
            // Once COMMIT is sent, it is unknown whether the server carried it out.
            may_run_again = !is_committing_ && reconnects++ == 0;
        } else if (problem->kind == FailureKind::conflict) {
            may_run_again = conflicts++ < kConflictsMax && backOff(conflicts);
        } else if (problem->kind == FailureKind::constraint) {
            // Another transaction wrote the same key at the same time; a second run sees it.
            may_run_again = waiting.mode == Mode::write && constraints++ == 0;
        }
        if (!may_run_again)
            return errorOf(waiting.job, errorOf(*problem));
    }
}

std::optional<PostgresWorker::Problem> PostgresWorker::attempt(WaitingJob& waiting) {
    auto& [mode, job] = waiting;
    auto& transaction = transactions_.front();
    bool const is_write = mode == Mode::write;
    bool const has_transaction = mode != Mode::glance;
    is_committing_ = false;
    bool is_kept = false;
    std::optional<Problem> problem;
    try {
        if (auto const trouble = connect(is_write))
            return trouble;
        transaction.start(*session_, shared_.changes);
        session_->refuseWrites(!is_write);
        if (has_transaction)
            session_->script(
                is_write ? beginWrite(job, shared_.pooling) : beginRead(job, shared_.pooling)
            );
        auto const end = transaction.perform(job);
        if (end == OpenTransaction::End::failed)
            problem = transaction.problem();
        else if (session_->isAborted())
            problem = {std::nullopt, "a failed statement was ignored by the code that ran it"};
        is_kept = end == OpenTransaction::End::keep && !problem;
        is_committing_ = is_kept;
        if (has_transaction && is_kept)
            session_->script(kCommit);
        else if (has_transaction)
            rollBack();
    } catch (Failure const& failure) {
        problem = {failure.kind(), failure.what()};
        is_kept = false;
        dropIfUnclear();
    }
    if (is_kept)
        transaction.committed(shared_.changes);
    else
        transaction.rolledBack(shared_.changes);
    return problem;
}

// Empty: there is a session.
std::optional<PostgresWorker::Problem> PostgresWorker::connect(bool is_write) {
    if (is_write && shared_.health.isReadOnly())
        return Problem{FailureKind::unavailable, "the database server does not accept writes"};
    if (session_)
        return std::nullopt;
    if (!shared_.health.isServerUp())
        return Problem{FailureKind::unavailable, "the database cannot be reached"};
    try {
        session_ =
            std::make_unique<PooledSession>(shared_.conninfo, shared_.pooling, shared_.sockets);
        return std::nullopt;
    } catch (Failure const&) {
        shared_.health.doubt();
        throw;
    }
}

void PostgresWorker::rollBack() {
    if (!session_->isLost())
        session_->script(kRollback);
}

// A session that may still have its transaction open is not used again.
void PostgresWorker::dropIfUnclear() {
    if (session_ && !session_->isLost() && session_->isInTransaction())
        session_.reset();
}

// Waits for a random time, longer with each attempt, so that two rivals do not collide again.
// Returns false when the database stops meanwhile.
bool PostgresWorker::backOff(int attempt) {
    std::uniform_int_distribution<int> spread(1, 1 << std::min(attempt + 1, 7));
    return shared_.stop.pause(std::chrono::milliseconds(spread(random_)));
}

}  // namespace antrean::db
