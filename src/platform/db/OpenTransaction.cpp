#include "db/OpenTransaction.hpp"

#include "base/Log.hpp"

#include <algorithm>
#include <exception>
#include <random>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace antrean::db {

namespace {

constexpr std::size_t kTopicBytesMax = 1000;

constexpr Query kLock{"db.lock", "", "SELECT pg_advisory_xact_lock(:key)"};

constexpr Query kNotice{
    "db.notice",
    "INSERT INTO change_notices (topic, version) VALUES (:topic, 1)"
    " ON CONFLICT (topic) DO UPDATE SET version = version + 1 RETURNING version",
    "SELECT 0 FROM pg_notify('antrean_changes', :payload)"};
constexpr Query kNoticeToOthers{
    "db.notice_to_others", "", "SELECT 0 FROM pg_notify('antrean_changes', :payload)"};

void checkTopic(std::string_view topic) {
    if (topic.empty() || topic.size() > kTopicBytesMax)
        throw std::logic_error("a notice's topic has 1 to 1000 bytes");
}

}  // namespace

void OpenTransaction::start(Session& session, std::uint64_t notices_seen) {
    lost();
    session_ = &session;
    notices_seen_ = notices_seen;
}

OpenTransaction::End OpenTransaction::perform(Job& job) {
    try {
        return job.run(*this) ? End::keep : End::discard;
    } catch (Failure const& failure) {
        problem_ = {failure.kind(), failure.what()};
    } catch (std::exception const& error) {
        problem_ = {std::nullopt, error.what()};
    }
    return End::failed;
}

void OpenTransaction::committed(Changes& changes) {
    for (auto const& notice : notices_)
        changes.publishOwn(notice.topic, notice.version);
    for (auto const& action : std::exchange(actions_, {})) {
        try {
            action();
        } catch (std::exception const& error) {
            log::error("an action after a commit failed: {}", error.what());
        }
    }
}

void OpenTransaction::rolledBack(Changes& changes) {
    actions_.clear();
    for (auto const& notice : notices_)
        changes.publish(notice.topic);
}

void OpenTransaction::lost() {
    actions_.clear();
    notices_.clear();
}

void OpenTransaction::fetch(
    Query const& query, Args args, std::span<Column const> columns, EachRow const& each
) {
    session_->fetch(query, args, columns, each);
}

std::int64_t OpenTransaction::execute(Query const& query, Args args) {
    return session_->execute(query, args);
}

void OpenTransaction::lock(std::string_view key) {
    if (engine() == Engine::sqlite)
        return;
    session_->run(kLock, {{"key", lockKey(key)}});
}

void OpenTransaction::afterCommit(std::function<void()> action) {
    actions_.push_back(std::move(action));
}

void OpenTransaction::notice(std::string_view topic) {
    checkTopic(topic);
    if (std::ranges::find(notices_, topic, &Notice::topic) != notices_.end())
        return;
    std::string const payload = processMark() + std::string(topic);
    notices_.push_back(
        {std::string(topic),
         session_->number(kNotice, {{"topic", topic}, {"payload", payload}}).value_or(0)}
    );
}

void OpenTransaction::noticeToOthers(std::string_view topic) {
    checkTopic(topic);
    if (engine() == Engine::sqlite)
        return;
    std::string const payload = processMark() + std::string(topic);
    session_->number(kNoticeToOthers, {{"payload", payload}});
}

Error errorOf(OpenTransaction::Problem const& problem) {
    // A conflict that all retries did not solve is like a busy database: a client may try again.
    // Damage is the operator's to mend; the client did nothing wrong.
    bool const may_pass = problem.kind == FailureKind::unavailable ||
                          problem.kind == FailureKind::conflict ||
                          problem.kind == FailureKind::damaged;
    return may_pass ? Error::unavailable(problem.what) : Error::internal(problem.what);
}

std::int64_t lockKey(std::string_view text) {
    // FNV-1a. Two texts with one hash would only wait for each other without need.
    std::uint64_t hash = 14695981039346656037U;
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211U;
    }
    return static_cast<std::int64_t>(hash);
}

std::string processMark() {
    // Processes on different hosts may have the same process id.
    static auto const chance = std::random_device()();
    return std::to_string(getpid()) + '-' + std::to_string(chance) + ' ';
}

}  // namespace antrean::db
