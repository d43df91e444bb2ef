#include "idempotency/KeptAnswers.hpp"

#include "base/Log.hpp"
#include "db/Database.hpp"
#include "idempotency/Sql.hpp"

#include <boost/describe.hpp>

#include <chrono>

namespace antrean::http {
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (id, request_hash, answer, is_complete, kept_at_ms))
}

namespace antrean::idempotency {
namespace {

constexpr std::chrono::minutes kRemoveEvery{10};
constexpr std::chrono::milliseconds kPauseOfMany{500};
constexpr std::int64_t kRemovedAtOnce = 500;

}  // namespace

KeptAnswers::KeptAnswers(db::Database& database, Clock const& clock)
    : database_(database),
      clock_(clock),
      watcher_({.every = kRemoveEvery, .retry_after = kRemoveEvery}, [this](bool) {
          return removeOld();
      }) {}

std::optional<http::KeptAnswer> KeptAnswers::find(
    db::Transaction& transaction, std::string_view id, std::int64_t after_ms
) {
    return transaction.first<http::KeptAnswer>(
        sql::kFindAnswer, {{"id", id}, {"after_ms", after_ms}}
    );
}

void KeptAnswers::keep(db::Transaction& transaction, http::KeptAnswer const& answer) {
    transaction.run(
        sql::kKeepAnswer,
        {{"id", answer.id},
         {"request_hash", answer.request_hash},
         {"answer", answer.answer},
         {"is_complete", answer.is_complete},
         {"kept_at_ms", answer.kept_at_ms}}
    );
}

bool KeptAnswers::removeOld() {
    auto const before = (clock_.now() - http::kAnswersKept).time_since_epoch();
    auto const before_ms = std::chrono::duration_cast<std::chrono::milliseconds>(before).count();
    auto const removed = database_.write<std::int64_t>([before_ms](db::Transaction& transaction) {
        return Result<std::int64_t>(removeOldAnswers(transaction, before_ms, kRemovedAtOnce));
    });
    if (!removed)
        log::warning("old answers are not removed yet: {}", removed.error().cause);
    else if (*removed == kRemovedAtOnce)
        watcher_.lookAgainIn(kPauseOfMany);
    return removed.has_value();
}

std::int64_t removeOldAnswers(
    db::Transaction& transaction, std::int64_t before_ms, std::int64_t count_max
) {
    return transaction.run(
        sql::kRemoveOldAnswers, {{"before_ms", before_ms}, {"count_max", count_max}}
    );
}

}  // namespace antrean::idempotency
