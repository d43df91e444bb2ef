#pragma once

#include "db/JobLine.hpp"
#include "db/OpenTransaction.hpp"
#include "db/PooledSession.hpp"
#include "db/Pooling.hpp"
#include "db/PostgresHealth.hpp"
#include "db/PostgresSockets.hpp"
#include "db/StopSignal.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace antrean::db {

class Failure;

// Runs jobs on a session of its own. Used by one thread.
//
// The writes of one lane run in one transaction and share its commit, which waits for the disk.
// While they run, the next ones gather. A job that is refused after it has written must be undone
// without the others. A savepoint per job would do that, but it is a round trip more. So jobs run
// without savepoints until one has to be undone: the transaction is rolled back, and all of its
// jobs run again, with savepoints; the next jobs get savepoints as well. After a failure of the
// database (a deadlock, a lost connection) each job runs again in a transaction of its own.
class PostgresWorker {
public:
    static constexpr std::size_t kTogetherMax = 32;

    struct Shared {
        std::string const& conninfo;
        Pooling pooling;
        Changes& changes;
        PostgresSockets& sockets;
        PostgresHealth& health;
        StopSignal& stop;
    };
    explicit PostgresWorker(Shared shared);
    ~PostgresWorker();

    // Runs and ends the writes of one lane (JobLine::takeTogether), or one job of any kind.
    void run(std::span<WaitingJob> jobs);

private:
    static constexpr int kSavepointsAfterUndo = 512;

    using Jobs = std::span<WaitingJob>;
    using Problem = OpenTransaction::Problem;

    enum class Together {
        done,              // every job has ended
        needs_savepoints,  // a job was refused, and its changes cannot be undone alone
        failed,            // each job has to run alone
    };

    Together runTogether(Jobs jobs);
    Together attemptTogether(Jobs jobs);
    Together runInTurn(Jobs jobs);
    Together runOneOfMany(std::size_t index, Job& job);
    Together afterFailure(Jobs jobs, Failure const& failure);
    void forgetStarted();
    void endTogether(Jobs jobs);

    void runAlone(WaitingJob& waiting);
    std::optional<Error> perform(WaitingJob& waiting);
    std::optional<Problem> attempt(WaitingJob& waiting);

    std::optional<Problem> connect(bool is_write);
    void rollBack();
    void dropIfUnclear();
    bool backOff(int attempt);

    Shared shared_;
    std::unique_ptr<PooledSession> session_;  // empty until needed, and after a failure
    std::deque<OpenTransaction> transactions_;
    std::vector<OpenTransaction::End> ends_;
    std::size_t started_ = 0;  // of the transactions, in this attempt
    int savepoints_left_ = 0;  // the next jobs, so many, run inside savepoints
    bool is_committing_ = false;
    std::minstd_rand random_;
};

}  // namespace antrean::db
