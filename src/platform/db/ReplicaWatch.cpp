#include "db/ReplicaWatch.hpp"

#include "base/Log.hpp"
#include "base/Text.hpp"
#include "db/Failure.hpp"
#include "db/PostgresUrl.hpp"

#include <boost/describe.hpp>
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <optional>
#include <poll.h>
#include <string_view>
#include <utility>

namespace antrean::db {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr Watcher::Timing kTiming{
    .every = milliseconds(500), .pause = milliseconds(100), .retry_after = milliseconds(500)};
constexpr milliseconds kAnswerMax{2'000};
constexpr std::size_t kSamplesMax = 1'000;

// What a client was answered is flushed, except where the operator does without that.
constexpr Query kPosition{
    "db.position",
    "",
    "SELECT CAST(CASE current_setting('synchronous_commit')"
    " WHEN 'off' THEN pg_current_wal_insert_lsn()"
    " ELSE pg_current_wal_flush_lsn() END - CAST('0/0' AS pg_lsn) AS BIGINT)"};

struct Primary {
    std::string system;
    std::string database;
};
BOOST_DESCRIBE_STRUCT(Primary, (), (system, database))

constexpr Query kPrimary{
    "db.primary",
    "",
    "SELECT CAST(system_identifier AS TEXT) AS system, CAST(current_database() AS TEXT) AS database"
    " FROM pg_control_system()"};

constexpr char const* kReplica =
    "SELECT system_identifier, current_database(), pg_is_in_recovery(),"
    " EXISTS (SELECT 1 FROM pg_stat_wal_receiver),"
    " COALESCE(CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT), 0)"
    " FROM pg_control_system()";

std::string reasonOf(PGconn const* connection) {
    std::string reason = PQerrorMessage(connection);
    std::ranges::replace(reason, '\n', ' ');
    return reason;
}

// Returns false when the time is over.
bool waitForAnswer(PGconn* connection) {
    auto const deadline = Steady::now() + kAnswerMax;
    while (PQisBusy(connection) == 1) {
        auto const left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
        pollfd watched{PQsocket(connection), POLLIN, 0};
        if (left.count() <= 0 || poll(&watched, 1, static_cast<int>(left.count())) == 0)
            return false;
        if (PQconsumeInput(connection) == 0)
            return true;  // the result says why
    }
    return true;
}

}  // namespace

Position positionOf(Transaction& primary) {
    auto const notices_seen = primary.noticesSeen();
    return {primary.number(kPosition).value_or(0), notices_seen};
}

ReplicaWatch::ReplicaWatch(
    ReplicaSettings const& settings, Database& primary, PostgresSockets const& sockets
)
    : conninfo_(conninfoOfStandby(settings.url)),
      behind_max_(settings.behind_max),
      primary_(primary),
      sockets_(sockets),
      connection_(nullptr, PQfinish),
      watcher_(kTiming, [this](bool) { return look(); }) {}

ReplicaWatch::~ReplicaWatch() = default;

void ReplicaWatch::start() {
    watcher_.poke();
    watcher_.start();
}

ReplicaState ReplicaWatch::state() const {
    std::scoped_lock const lock(mutex_);
    return state_;
}

bool ReplicaWatch::look() {
    bool const was_usable = is_usable_;
    auto const trouble = examine().trouble;
    if (trouble.empty() && !was_usable)
        log::info("the replica is read");
    else if (!trouble.empty() && (was_usable || !has_looked_))
        log::warning("the replica is left out: {}", trouble);
    has_looked_ = true;
    return true;
}

ReplicaState ReplicaWatch::examine() {
    auto trouble = findTrouble();
    is_usable_ = trouble.empty();
    std::scoped_lock const lock(mutex_);
    state_.trouble = std::move(trouble);
    return state_;
}

std::string ReplicaWatch::findTrouble() {
    auto const seen_at = Steady::now();
    auto const primary = primary_.read<Facts>([](Transaction& transaction) -> Result<Facts> {
        auto const itself = transaction.first<Primary>(kPrimary);
        if (!itself)
            return Error::unavailable("the primary does not say which it is");
        return Facts{
            .system = itself->system,
            .database = itself->database,
            .position = positionOf(transaction).bytes};
    });
    if (!primary)
        return "the primary does not answer";
    if (ahead_.size() < kSamplesMax)
        ahead_.push_back({seen_at, primary->position});
    try {
        return compare(*primary, askReplica());
    } catch (Failure const& failure) {
        connection_.reset();
        sockets_.breakAll();
        return failure.what();
    }
}

std::string ReplicaWatch::compare(Facts const& primary, Facts const& replica) {
    if (replica.system != primary.system || replica.database != primary.database)
        return "it is a copy of another database";
    if (!replica.is_standby) {
        connection_.reset();  // another host may be one
        return "it is not a standby";
    }
    auto const behind = noteBehind(primary.position, replica.position);
    if (!replica.is_receiving)
        return "it receives nothing from the primary";
    if (behind > behind_max_)
        return fmt::format("it is {} ms behind", behind.count());
    return {};
}

// Throws Failure.
ReplicaWatch::Facts ReplicaWatch::askReplica() {
    if (!connection_)
        connection_.reset(PQconnectdb(conninfo_.c_str()));
    auto* const handle = connection_.get();
    if (PQstatus(handle) != CONNECTION_OK || PQsendQuery(handle, kReplica) == 0)
        throw Failure(FailureKind::unavailable, "it cannot be reached: " + reasonOf(handle));
    if (!waitForAnswer(handle))
        throw Failure(FailureKind::unavailable, "it does not answer");
    std::optional<Facts> facts;
    while (auto* const row = PQgetResult(handle)) {
        if (PQresultStatus(row) == PGRES_TUPLES_OK && PQntuples(row) == 1)
            facts = Facts{
                .system = PQgetvalue(row, 0, 0),
                .database = PQgetvalue(row, 0, 1),
                .is_standby = std::string_view(PQgetvalue(row, 0, 2)) == "t",
                .is_receiving = std::string_view(PQgetvalue(row, 0, 3)) == "t",
                .position = text::toInt(PQgetvalue(row, 0, 4)).value_or(0)};
        PQclear(row);
    }
    if (!facts)
        throw Failure(FailureKind::unavailable, "it cannot be read: " + reasonOf(handle));
    return *std::move(facts);
}

milliseconds ReplicaWatch::noteBehind(std::int64_t written, std::int64_t replayed) {
    while (!ahead_.empty() && ahead_.front().position <= replayed)
        ahead_.pop_front();
    auto const behind =
        ahead_.empty()
            ? milliseconds(0)
            : std::chrono::duration_cast<milliseconds>(Steady::now() - ahead_.front().seen_at);
    std::scoped_lock const lock(mutex_);
    state_.behind = behind;
    state_.bytes_behind = std::max<std::int64_t>(written - replayed, 0);
    return behind;
}

}  // namespace antrean::db
