#include "estimate/EstimateStore.hpp"

#include "db/Transaction.hpp"
#include "estimate/Sql.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>

namespace antrean::estimate {
namespace {

struct ToldRow {
    std::string from_at;
    std::string to_at;
    std::optional<std::string> called_at;

    // Stored instants sort as texts.
    bool isRight(std::string const& called) const { return from_at <= called && called <= to_at; }
};
BOOST_DESCRIBE_STRUCT(ToldRow, (), (from_at, to_at, called_at))

std::int64_t whole(double seconds) {
    return static_cast<std::int64_t>(std::llround(seconds));
}

}  // namespace

std::vector<Waiter> listWaiters(
    db::Transaction& transaction, std::span<std::int64_t const> reservation_ids
) {
    boost::json::array const ids(reservation_ids.begin(), reservation_ids.end());
    return transaction.all<Waiter>(sql::kListWaiters, {{"ids", serialize(ids)}});
}

void insertEstimates(
    db::Transaction& transaction, std::string const& date, std::span<Told const> told
) {
    boost::json::array rows;
    for (auto const& [reservation_id, poly_id, from_at, to_at] : told)
        rows.push_back({reservation_id, poly_id, from_at, to_at});
    transaction.run(sql::kInsertEstimates, {{"date", date}, {"told", serialize(rows)}});
}

Compared compareWithCall(
    db::Transaction& transaction,
    std::int64_t reservation_id,
    std::optional<std::string> const& called_at
) {
    auto const told =
        transaction.first<ToldRow>(sql::kFindEstimate, {{"reservation_id", reservation_id}});
    if (!told || told->called_at.has_value() == called_at.has_value())
        return {};
    transaction.run(
        sql::kUpdateCall, {{"reservation_id", reservation_id}, {"called_at", called_at}}
    );
    if (called_at)
        return {1, told->isRight(*called_at) ? 1 : 0};
    return {-1, told->isRight(*told->called_at) ? -1 : 0};
}

void addToDay(
    db::Transaction& transaction,
    std::string const& date,
    std::int64_t poly_id,
    Compared const& compared,
    std::optional<Pace> const& pace
) {
    auto const known = pace.value_or(Pace{});
    transaction.run(
        sql::kAddToDay,
        {{"date", date},
         {"poly_id", poly_id},
         {"estimates", compared.estimates},
         {"right_estimates", compared.right},
         {"intervals", known.intervals},
         {"mean_s", whole(known.mean_s)},
         {"low_s", whole(known.low_s)},
         {"high_s", whole(known.high_s)}}
    );
}

std::vector<DayPace> listPaces(
    db::Transaction& transaction, std::string const& date_from, std::string const& date
) {
    return transaction.all<DayPace>(
        sql::kListPaces,
        {{"date_from", date_from}, {"date", date}, {"intervals_min", kIntervalsMin}}
    );
}

std::vector<EstimateSum> sumEstimates(
    db::Transaction& transaction, std::string const& date_from, std::string const& date
) {
    return transaction.all<EstimateSum>(
        sql::kSumEstimates, {{"date_from", date_from}, {"date", date}}
    );
}

bool hasOldEstimates(db::Transaction& transaction, std::string const& date) {
    return transaction.number(sql::kFindOldEstimate, {{"date", date}}).has_value();
}

void removeOldEstimates(db::Transaction& transaction, std::string const& date) {
    transaction.run(sql::kRemoveOldEstimates, {{"date", date}});
}

}  // namespace antrean::estimate
