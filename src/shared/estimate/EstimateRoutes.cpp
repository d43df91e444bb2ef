// How often the estimates of the last 30 days were right.
#include "estimate/EstimateRoutes.hpp"

#include "db/Transaction.hpp"
#include "estimate/EstimateStore.hpp"
#include "http/Answer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace antrean::estimate {
namespace {

namespace gives = http::gives;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::chrono::days kShown{30};

constexpr http::Key kSumKeys[] = {
    {"poly_id", shape::integer},
    {"poly", shape::text},
    {"estimates", shape::integer},
    {"right", shape::integer},
    {"share", shape::orNull(shape::number)},
    {"days", shape::integer},
};
constexpr http::Shape kSum = shape::object(kSumKeys, "WaitEstimates");

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "List per poly how many wait estimates of the last 30 days were right",
    .outcome = gives::list(kSum).noting(
        "Each visit that is registered for today is estimated at its registration. The estimate is "
        "right if the patient is called within its range. `share` is `right` of `estimates`, "
        "`days` the number of days that have estimates."
    ),
};

struct Listed {
    std::vector<EstimateSum> sums;
    std::shared_ptr<clinic::Directory const> directory;
};

Result<Listed> list(Services const& services, Request const& request, Transaction& transaction) {
    auto const& moment = request.moment;
    auto const from = services.clock.zone().moment(moment.instant - kShown).date;
    return Listed{
        sumEstimates(transaction, from, moment.date), services.directories.get(transaction)};
}

// To a thousandth.
boost::json::value shareOf(EstimateSum const& sum) {
    if (sum.estimates == 0)
        return nullptr;
    auto const share =
        static_cast<double>(sum.right_estimates) / static_cast<double>(sum.estimates);
    return std::round(share * 1'000) / 1'000;
}

Response showList(Services const&, Request const&, Listed const& listed) {
    boost::json::array rows;
    for (auto const& [id, name] : listed.directory->polyNames()) {
        auto const found = std::ranges::find(listed.sums, id, &EstimateSum::poly_id);
        auto const sum = found == listed.sums.end() ? EstimateSum{id, 0, 0, 0} : *found;
        rows.push_back(boost::json::object{
            {"poly_id", id},
            {"poly", name},
            {"estimates", sum.estimates},
            {"right", sum.right_estimates},
            {"share", shareOf(sum)},
            {"days", sum.days},
        });
    }
    return http::answer("Wait estimates retrieved successfully", std::move(rows));
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::get, "/api/wait-estimates", kList, run<list, showList>},
};

}  // namespace

http::RouteTable<Services> routes() {
    return kRoutes;
}

}  // namespace antrean::estimate
