#include "figures/Figures.hpp"

#include "db/Transaction.hpp"
#include "figures/Columns.hpp"
#include "figures/Queries.hpp"
#include "figures/Sql.hpp"

#include <tuple>
#include <vector>

namespace antrean::figures {
namespace {

using Maybe = std::optional<Counted>;

// What one row's columns change by.
class Change {
public:
    void add(std::string_view column, int by) {
        for (auto& arg : args_)
            if (arg.name == column) {
                arg = {column, std::get<std::int64_t>(arg.value) + by};
                return;
            }
        args_.emplace_back(column, by);
    }
    void count(Counted const& visit, int by) {
        add(visitColumn(visit.station, visit.bpjs).name, by);
        add(hourColumns()[visit.hour], by);
    }
    // Without the columns that stay as they are.
    std::vector<db::Arg> takeArgs() {
        std::erase_if(args_, [](db::Arg const& arg) { return arg.value == db::Value(0); });
        return std::move(args_);
    }

private:
    std::vector<db::Arg> args_;
};

// Updates one row. One side at least is present; if both are, they are of the same poly and date.
void raise(
    db::Transaction& transaction, std::int64_t visit_id, Maybe const& before, Maybe const& after
) {
    Change change;
    if (before)
        change.count(*before, -1);
    if (after)
        change.count(*after, 1);
    int const calls = (after && after->is_called ? 1 : 0) - (before && before->is_called ? 1 : 0);
    auto const& day = after ? *after : *before;
    auto args = change.takeArgs();
    args.emplace_back("date", day.date);
    args.emplace_back("poly_id", day.poly_id);
    args.emplace_back("id", visit_id);
    args.emplace_back("calls", calls);
    args.emplace_back("called", calls > 0 ? std::optional(1) : std::nullopt);
    if (transaction.execute(queries().raise.query, args) == 0) {  // the first visit of the day
        transaction.run(queries().insert_day.query, {{"date", day.date}, {"poly_id", day.poly_id}});
        transaction.execute(queries().raise.query, args);
    }
    if (calls < 0)
        transaction.run(sql::kUpdateWaitExtremes, {{"date", day.date}, {"poly_id", day.poly_id}});
}

auto dayOf(Counted const& counted) {
    return std::tie(counted.date, counted.poly_id);
}

}  // namespace

std::size_t hourOf(std::string_view time) {
    return static_cast<std::size_t>(10 * (time.at(0) - '0') + time.at(1) - '0');
}

void recount(
    db::Transaction& transaction, std::int64_t visit_id, Maybe const& before, Maybe const& after
) {
    if (before == after)
        return;
    bool const moves = before && after && dayOf(*before) != dayOf(*after);
    if (!moves)
        return raise(transaction, visit_id, before, after);
    // Always the earlier day first, so that two visits that exchange their days cannot deadlock.
    if (dayOf(*before) < dayOf(*after)) {
        raise(transaction, visit_id, before, std::nullopt);
        raise(transaction, visit_id, std::nullopt, after);
    } else {
        raise(transaction, visit_id, std::nullopt, after);
        raise(transaction, visit_id, before, std::nullopt);
    }
}

}  // namespace antrean::figures
