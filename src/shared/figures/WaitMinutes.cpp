#include "figures/WaitMinutes.hpp"

#include "db/Transaction.hpp"
#include "figures/Sql.hpp"

#include <algorithm>

namespace antrean::figures {
namespace {

template <class Row>
std::vector<Row> sum(
    db::Transaction& transaction, db::Query const& query, Selection const& selection
) {
    return transaction.all<Row>(
        query,
        {{"date_from", selection.date_from},
         {"date_to", selection.date_to},
         {"poly_id", selection.poly_id}}
    );
}

}  // namespace

void WaitMinutes::add(std::int64_t minute, std::int64_t waits) {
    waits_[minute] += waits;
    count_ += waits;
}

void WaitMinutes::add(WaitMinutes const& others) {
    for (auto const& [minute, waits] : others.waits_)
        add(minute, waits);
}

std::int64_t WaitMinutes::countBelow(std::int64_t minutes) const {
    std::int64_t below = 0;
    for (auto const& [minute, waits] : waits_)
        if (minute < minutes)
            below += waits;
    return below;
}

std::int64_t WaitMinutes::at(std::int64_t index) const {
    std::int64_t passed = 0;
    for (auto const& [minute, waits] : waits_)
        if ((passed += waits) > index)
            return minute;
    return 0;
}

std::optional<Hundredths> WaitMinutes::percentile(int percent) const {
    if (count_ == 0)
        return std::nullopt;
    auto const rank = percent * (count_ - 1);  // in hundredths
    auto const below = at(rank / 100);
    auto const above = at(std::min(rank / 100 + 1, count_ - 1));
    return Hundredths::quotient(100 * below + rank % 100 * (above - below), 100);
}

std::vector<PolyMinute> sumWaitsByPoly(db::Transaction& transaction, Selection const& selection) {
    return sum<PolyMinute>(transaction, sql::kSumWaitsByPoly, selection);
}

std::vector<DateMinute> sumWaitsByDate(db::Transaction& transaction, Selection const& selection) {
    return sum<DateMinute>(transaction, sql::kSumWaitsByDate, selection);
}

}  // namespace antrean::figures
