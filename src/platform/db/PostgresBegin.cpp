#include "db/PostgresBegin.hpp"

#include "db/OpenTransaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace antrean::db {
namespace {

// A read sees one moment, as it does on SQLite.
constexpr char const* kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr char const* kBeginWrite = "BEGIN";
// Limits of the role or the database stay.
constexpr char const* kLimits =
    "; SELECT CASE current_setting('statement_timeout') WHEN '0'"
    " THEN set_config('statement_timeout', '30000', true) END,"
    " CASE current_setting('lock_timeout') WHEN '0'"
    " THEN set_config('lock_timeout', '10000', true) END";

std::string begin(char const* statement, Pooling pooling) {
    std::string script = statement;
    if (pooling == Pooling::by_transaction)
        script += kLimits;
    return script;
}

}  // namespace

std::string beginRead(Job const& job, Pooling pooling) {
    auto script = begin(kBeginRead, pooling);
    if (!job.deadline)
        return script;
    using std::chrono::milliseconds;
    auto const left = *job.deadline - std::chrono::steady_clock::now();
    auto const left_ms = std::chrono::duration_cast<milliseconds>(left).count();
    return script +
           fmt::format("; SET LOCAL statement_timeout = {}", std::max<long long>(left_ms, 1));
}

// The lanes of other processes wait here, before they have locked any row. So two of them cannot
// lock rows of one lane in different orders.
std::string beginWrite(Job const& job, Pooling pooling) {
    auto script = begin(kBeginWrite, pooling);
    if (job.lane.empty())
        return script;
    return script + fmt::format("; SELECT pg_advisory_xact_lock({})", lockKey("lane." + job.lane));
}

}  // namespace antrean::db
