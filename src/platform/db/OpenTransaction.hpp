// The transaction that a session has open, as the engines see it.
#pragma once

#include "base/Result.hpp"
#include "db/Changes.hpp"
#include "db/Database.hpp"
#include "db/Failure.hpp"
#include "db/Session.hpp"
#include "db/Transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace antrean::db {

// Reused from one transaction to the next. The engines begin and end the transaction itself.
class OpenTransaction final : public Transaction {
public:
    // How a job's run() ended: it returned true or false, or threw.
    enum class End { keep, discard, failed };

    // Forgets the previous transaction. The next one will run on `session`; it has not begun yet.
    void start(Session& session, Changes const& changes) { start(session, changes.count()); }
    void start(Session& session, std::uint64_t notices_seen);
    // Runs the job. An exception of its run() ends here and becomes problem().
    End perform(Job& job);
    // After End::failed. `kind` is empty if the failure did not come from the database.
    struct Problem {
        std::optional<FailureKind> kind;
        std::string what;
    };
    Problem const& problem() const { return problem_; }
    // The three ways in which a transaction ends. After each, its actions and what they hold are
    // destroyed.
    // Committed: publishes the notices and runs the actions.
    void committed(Changes& changes);
    // Rolled back: publishes the notices as well, because a cache may have been filled inside the
    // transaction with what no longer holds.
    void rolledBack(Changes& changes);
    // Lost together with its session. The caller publishes that anything may have changed.
    void lost();

    // Several statements without parameters: for migrations.
    void script(std::string const& statements) { session_->script(statements); }

    Engine engine() const override { return session_->engine(); }
    void fetch(Query const& query, Args args, std::span<Column const> columns, EachRow const& each)
        override;
    std::int64_t execute(Query const& query, Args args) override;
    void lock(std::string_view key) override;
    void afterCommit(std::function<void()> action) override;
    void notice(std::string_view topic) override;
    void noticeToOthers(std::string_view topic) override;
    std::uint64_t noticesSeen() const override { return notices_seen_; }

private:
    Session* session_ = nullptr;
    std::uint64_t notices_seen_ = 0;
    std::vector<std::function<void()>> actions_;
    struct Notice {
        std::string topic;
        std::int64_t version = 0;
    };
    std::vector<Notice> notices_;
    Problem problem_;
};

// The error that the client and the log get for a transaction that failed.
Error errorOf(OpenTransaction::Problem const& problem);

// The 64-bit key of a PostgreSQL advisory lock for a text.
std::int64_t lockKey(std::string_view text);

// Marks the notices that this process sent: its own listeners have been called already.
std::string processMark();

}  // namespace antrean::db
