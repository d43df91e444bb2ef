#include "db/PostgresDatabase.hpp"

#include "db/Failure.hpp"
#include "db/OpenTransaction.hpp"
#include "db/PostgresUrl.hpp"
#include "db/ServerSession.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

namespace antrean::db {

namespace {

constexpr int kConflictsMax = 8;

// A read sees one moment, as it does on SQLite.
constexpr char const* kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr char const* kBeginWrite = "BEGIN";

std::string beginRead(Job const& job) {
    if (!job.deadline)
        return kBeginRead;
    using std::chrono::milliseconds;
    auto const left = *job.deadline - std::chrono::steady_clock::now();
    auto const left_ms = std::chrono::duration_cast<milliseconds>(left).count();
    return fmt::format(
        "{}; SET LOCAL statement_timeout = {}", kBeginRead, std::max<long long>(left_ms, 1)
    );
}

}  // namespace

class PostgresDatabase::PooledSession final : public ServerSession {
public:
    PooledSession(std::string const& conninfo, PostgresSockets& sockets)
        : ServerSession(Engine::postgres, conninfo),
          sockets_(sockets),
          socket_(PQsocket(postgres())) {
        sockets_.add(socket_);
    }
    ~PooledSession() override { sockets_.remove(socket_); }
    PooledSession(PooledSession const&) = delete;
    PooledSession& operator=(PooledSession const&) = delete;

private:
    PostgresSockets& sockets_;
    int const socket_;
};

// One thread of the pool.
class PostgresDatabase::Worker {
public:
    explicit Worker(PostgresDatabase& database)
        : database_(database), random_(std::random_device()()) {}

    void loop() {
        std::vector<WaitingJob> jobs;
        for (; database_.line_.take(jobs, 1); jobs.clear()) {
            run(jobs.front());
            database_.line_.ended(jobs.front().mode);
        }
    }

    void run(WaitingJob& waiting) {
        auto error = refusalOf(waiting.job);
        if (!error)
            error = perform(waiting);
        if (!error && is_committed_)
            transaction_.committed(database_.changes_);
        finish(waiting.job, std::move(error));
    }

private:
    enum class Step { ended, again, reconnect };

    std::optional<Error> perform(WaitingJob& waiting) {
        int conflicts = 0;
        int constraints = 0;
        int reconnects = 0;
        for (;;) {
            is_committed_ = false;
            auto problem = attempt(waiting);
            if (!is_committed_)
                transaction_.rolledBack(database_.changes_);
            if (!problem)
                return std::nullopt;
            bool may_run_again = false;
            if (session_ && session_->isReadOnly()) {
                // After a failover, a new connection may reach the server that writes.
                session_.reset();
                database_.listener_.doubt();
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

    std::optional<OpenTransaction::Problem> attempt(WaitingJob& waiting) {
        is_committing_ = false;
        try {
            bool const is_write = waiting.mode == Mode::write;
            if (is_write && database_.listener_.isReadOnly())
                return OpenTransaction::Problem{
                    FailureKind::unavailable, "the database server does not accept writes"};
            if (!connect())
                return OpenTransaction::Problem{
                    FailureKind::unavailable, "the database cannot be reached"};
            transaction_.start(*session_, database_.changes_);
            session_->refuseWrites(!is_write);
            session_->script(is_write ? kBeginWrite : beginRead(waiting.job));
            auto const end = transaction_.perform(waiting.job);
            if (end == OpenTransaction::End::keep && !session_->isAborted()) {
                is_committing_ = true;
                session_->script("COMMIT");
                is_committed_ = true;
                return std::nullopt;
            }
            rollBack();
            if (end == OpenTransaction::End::discard)
                return std::nullopt;
            if (end == OpenTransaction::End::keep)
                return OpenTransaction::Problem{
                    std::nullopt, "a failed statement was ignored by the code that ran it"};
            return transaction_.problem();
        } catch (Failure const& failure) {
            OpenTransaction::Problem problem{failure.kind(), failure.what()};
            if (session_ && !session_->isLost() && session_->isInTransaction())
                session_.reset();
            return problem;
        }
    }

    bool connect() {
        if (session_)
            return true;
        if (!database_.listener_.isServerUp())
            return false;
        try {
            session_ = std::make_unique<PooledSession>(database_.conninfo_, database_.sockets_);
            return true;
        } catch (Failure const&) {
            database_.listener_.doubt();
            throw;
        }
    }

    void rollBack() {
        if (!session_->isLost())
            session_->script("ROLLBACK");
    }

    // Waits for a random time, longer with each attempt, so that two rivals do not collide again.
    // Returns false when the database stops meanwhile.
    bool backOff(int attempt) {
        std::uniform_int_distribution<int> spread(1, 1 << std::min(attempt + 1, 7));
        std::chrono::milliseconds const pause(spread(random_));
        std::unique_lock lock(database_.mutex_);
        return !database_.stopped_.wait_for(lock, pause, [this] { return database_.must_stop_; });
    }

    PostgresDatabase& database_;
    std::unique_ptr<PooledSession> session_;
    OpenTransaction transaction_;
    bool is_committing_ = false;
    bool is_committed_ = false;
    std::minstd_rand random_;
};

PostgresDatabase::PostgresDatabase(Settings const& settings)
    : conninfo_(conninfoOf(settings.url)),
      listener_(conninfo_, changes_, sockets_),
      line_(settings.waiting_max, settings.searches_max) {
    for (std::size_t i = 0; i < settings.sessions; ++i)
        threads_.emplace_back([this] { Worker(*this).loop(); });
}

PostgresDatabase::~PostgresDatabase() {
    stop();
}

void PostgresDatabase::run(Mode mode, Job job) {
    if (mode != Mode::read_apart)
        return line_.push(mode, std::move(job));
    WaitingJob waiting{mode, std::move(job)};
    Worker(*this).run(waiting);
}

void PostgresDatabase::onNotice(NoticeListener listener) {
    changes_.onNotice(std::move(listener));
}

void PostgresDatabase::onOwnNotice(NoticeListener listener) {
    changes_.onOwnNotice(std::move(listener));
}

void PostgresDatabase::stop() {
    {
        std::scoped_lock const lock(mutex_);
        must_stop_ = true;
    }
    stopped_.notify_all();
    line_.close();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
    listener_.stop();
}

}  // namespace antrean::db
