#include "queue/CheckIn.hpp"

#include "db/Transaction.hpp"

#include <algorithm>
#include <utility>

namespace antrean::queue {
namespace {

using clinic::Station;

constexpr Station kEnds[] = {Station::done, Station::no_show, Station::cancelled};

}  // namespace

Result<visit::Visit> checkIn(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    auto const isHere = [&visit, &step](Station station) {
        return visit->status_id == step.directory.statusId(station);
    };
    if (std::ranges::any_of(kEnds, isHere))
        return kFinished.error();
    if (visit->date != step.moment.date)
        return kNotToday.error();
    visit::checkIn(transaction, *visit, step);
    return std::move(*visit);
}

}  // namespace antrean::queue
