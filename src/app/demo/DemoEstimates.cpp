#include "app/demo/DemoEstimates.hpp"

#include "db/Transaction.hpp"

#include <algorithm>
#include <chrono>

namespace antrean::app {
namespace {

constexpr std::chrono::days kRecent{30};

}  // namespace

DemoEstimates::DemoEstimates(db::Transaction& transaction, std::string const& date)
    : transaction_(transaction), date_(date) {
    estimates_.setRecent(estimate::listPaces(transaction, dateOf(dayOf(date) - kRecent), date));
}

void DemoEstimates::registered(
    std::size_t visit,
    std::int64_t id,
    std::int64_t poly_id,
    Moment const& moment,
    Instant session_start
) {
    auto const ahead = std::ranges::count(waiting_, poly_id, [](auto const& other) {
        return other.second.poly_id;
    });
    waiting_[visit] = {id, poly_id, moment.instant};
    if (moment.date != date_)  // only registrations of the day itself are estimated
        return;
    auto const found = estimates_.find({poly_id, ahead, moment.instant, session_start});
    if (!found)
        return;
    estimate::Told const told{
        id, poly_id, storedTimestamp(found->from), storedTimestamp(found->to)};
    estimate::insertEstimates(transaction_, date_, {&told, 1});
}

void DemoEstimates::checkedIn(std::size_t visit, Moment const& moment) {
    auto const found = waiting_.find(visit);
    if (found != waiting_.end())
        found->second.ready_at = moment.instant;
}

void DemoEstimates::called(std::size_t visit, Moment const& moment) {
    auto const found = waiting_.find(visit);
    if (found == waiting_.end())  // called again
        return;
    auto const [id, poly_id, ready_at] = found->second;
    waiting_.erase(found);
    estimates_.addCall(poly_id, id, moment.instant, ready_at);
    auto const compared = estimate::compareWithCall(transaction_, id, moment.timestamp);
    auto& sum = compared_[poly_id];
    sum.estimates += compared.estimates;
    sum.right += compared.right;
}

void DemoEstimates::left(std::size_t visit) {
    waiting_.erase(visit);
}

void DemoEstimates::finish() {
    for (auto const& [poly_id, compared] : compared_)
        estimate::addToDay(transaction_, date_, poly_id, compared, estimates_.paceOfDay(poly_id));
}

}  // namespace antrean::app
