#include "db/ReplicaWorker.hpp"

#include "db/Failure.hpp"
#include "db/JobLine.hpp"
#include "db/PostgresBegin.hpp"

#include <algorithm>
#include <optional>

namespace antrean::db {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPauseMin{2};
constexpr milliseconds kPauseMax{50};

constexpr Query kHasReached{
    "db.has_reached",
    "",
    "SELECT CASE WHEN pg_is_in_recovery()"
    " AND pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) >= CAST(:position AS BIGINT)"
    " THEN 1 ELSE 0 END"};

}  // namespace

bool ReplicaWorker::run(Job& job, Position const& position) {
    if (auto refusal = refusalOf(job)) {
        finish(job, std::move(refusal));
        return true;
    }
    try {
        if (session_ && session_->isLost())
            session_.reset();
        if (!session_)
            session_ = std::make_unique<PooledSession>(
                shared_.conninfo, Pooling::by_transaction, shared_.sockets
            );
        return hasReached(position) && perform(job, position);
    } catch (Failure const&) {
        session_.reset();
        shared_.watch.doubt();
        return false;
    }
}

bool ReplicaWorker::hasReached(Position const& position) {
    auto const deadline = std::chrono::steady_clock::now() + shared_.wait_max;
    for (auto pause = kPauseMin;; pause = std::min(pause * 2, kPauseMax)) {
        if (session_->number(kHasReached, {{"position", position.bytes}}) == 1)
            return true;
        if (std::chrono::steady_clock::now() + pause > deadline || !shared_.stop.pause(pause))
            return false;
    }
}

// The replica may end a read that is in the way of what it replays. Such a read, and any other that
// fails in the database, runs again at the primary.
bool ReplicaWorker::perform(Job& job, Position const& position) {
    session_->refuseWrites(true);
    session_->script(beginRead(job, Pooling::by_transaction));
    transaction_.start(*session_, position.notices_seen);
    auto const end = transaction_.perform(job);
    bool const has_failed = end == OpenTransaction::End::failed || session_->isAborted();
    if (has_failed) {
        transaction_.lost();
        auto const problem = transaction_.problem();
        bool const is_of_database = problem.kind.has_value() || session_->isAborted();
        session_.reset();
        if (!is_of_database || mustStop(job))
            finish(job, errorOf(job, errorOf(problem)));
        return !is_of_database || mustStop(job);
    }
    session_->script(end == OpenTransaction::End::keep ? "COMMIT" : "ROLLBACK");
    if (end == OpenTransaction::End::keep)
        transaction_.committed(shared_.changes);
    else
        transaction_.rolledBack(shared_.changes);
    finish(job, std::nullopt);
    return true;
}

}  // namespace antrean::db
