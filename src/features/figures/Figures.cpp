#include "figures/Figures.hpp"

#include "db/Transaction.hpp"
#include "figures/Places.hpp"
#include "figures/Sql.hpp"

#include <tuple>

namespace antrean::figures {
namespace {

using Maybe = std::optional<Counted>;

std::optional<std::string_view> columnOf(Maybe const& counted) {
    if (!counted)
        return std::nullopt;
    return kPlaceColumns[placeOf(counted->station, counted->bpjs)];
}

// One row's change; at least one side is there, and both are of that row.
void raise(
    db::Transaction& transaction, std::int64_t visit_id, Maybe const& before, Maybe const& after
) {
    auto const& day = after ? *after : *before;
    int const visits = (after ? 1 : 0) - (before ? 1 : 0);
    int const calls = (after && after->is_called ? 1 : 0) - (before && before->is_called ? 1 : 0);
    auto const entered = columnOf(after);
    auto const vacated = columnOf(before);
    transaction.run(
        sql::kRaiseFigures,
        {{"date", day.date},
         {"poly_id", day.poly_id},
         {"entered", entered == vacated ? std::nullopt : entered},
         {"vacated", entered == vacated ? std::nullopt : vacated},
         {"visits", visits},
         {"calls", calls},
         {"id", visit_id}}
    );
    if (calls < 0)
        transaction.run(sql::kUpdateWaitExtremes, {{"date", day.date}, {"poly_id", day.poly_id}});
}

auto dayOf(Counted const& counted) {
    return std::tie(counted.date, counted.poly_id);
}

}  // namespace

void recount(
    db::Transaction& transaction, std::int64_t visit_id, Maybe const& before, Maybe const& after
) {
    if (before == after)
        return;
    bool const moves = before && after && dayOf(*before) != dayOf(*after);
    if (!moves)
        return raise(transaction, visit_id, before, after);
    // Two visits that change places do not wait for each other: always the earlier day first.
    if (dayOf(*before) < dayOf(*after)) {
        raise(transaction, visit_id, before, std::nullopt);
        raise(transaction, visit_id, std::nullopt, after);
    } else {
        raise(transaction, visit_id, std::nullopt, after);
        raise(transaction, visit_id, before, std::nullopt);
    }
}

}  // namespace antrean::figures
