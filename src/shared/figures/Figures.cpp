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
        if (visit.is_present)
            add(kPresentColumn, by);
    }
    // Without the columns that stay as they are.
    std::vector<db::Arg> takeArgs() {
        std::erase_if(args_, [](db::Arg const& arg) { return arg.value == db::Value(0); });
        return std::move(args_);
    }

private:
    std::vector<db::Arg> args_;
};

std::optional<std::int64_t> waitOf(Maybe const& counted) {
    return counted ? counted->wait_seconds : std::nullopt;
}

std::optional<std::int64_t> minuteOf(std::optional<std::int64_t> wait_seconds) {
    return wait_seconds ? std::optional(*wait_seconds / 60) : std::nullopt;
}

// The row of the day is locked already, so the rows of its minutes need no order.
void countMinute(
    db::Transaction& transaction,
    db::Query const& query,
    Counted const& day,
    std::optional<std::int64_t> minute
) {
    if (minute)
        transaction.run(query, {{"date", day.date}, {"poly_id", day.poly_id}, {"minute", *minute}});
}

// Updates the row of a day. One side at least is present; if both are, they are of the same poly
// and date.
void raise(db::Transaction& transaction, Maybe const& before, Maybe const& after) {
    Change change;
    if (before)
        change.count(*before, -1);
    if (after)
        change.count(*after, 1);
    auto const lost = waitOf(before);
    auto const gained = waitOf(after);
    auto const& day = after ? *after : *before;
    auto args = change.takeArgs();
    args.emplace_back("date", day.date);
    args.emplace_back("poly_id", day.poly_id);
    args.emplace_back("waits", (gained ? 1 : 0) - (lost ? 1 : 0));
    args.emplace_back("wait_seconds_sum", gained.value_or(0) - lost.value_or(0));
    args.emplace_back("new_wait", gained == lost ? std::nullopt : gained);
    if (transaction.execute(queries().raise.query, args) == 0) {  // the first visit of the day
        transaction.run(queries().insert_day.query, {{"date", day.date}, {"poly_id", day.poly_id}});
        transaction.execute(queries().raise.query, args);
    }
    if (auto const before_minute = minuteOf(lost), minute = minuteOf(gained);
        before_minute != minute) {
        countMinute(transaction, sql::kLowerWaits, day, before_minute);
        countMinute(transaction, sql::kRaiseWaits, day, minute);
    }
    if (lost && gained != lost)
        transaction.run(sql::kUpdateWaitExtremes, {{"date", day.date}, {"poly_id", day.poly_id}});
}

auto dayOf(Counted const& counted) {
    return std::tie(counted.date, counted.poly_id);
}

// The two digits at a place of a wall time.
int numberAt(std::string_view time, std::size_t place) {
    return 10 * (time.at(place) - '0') + time.at(place + 1) - '0';
}

std::int64_t secondOf(std::string_view time) {
    return 3'600 * numberAt(time, 0) + 60 * numberAt(time, 3) + numberAt(time, 6);
}

}  // namespace

bool isPresent(clinic::Station station, bool is_checked_in) {
    using enum clinic::Station;
    return is_checked_in || (station != waiting && station != no_show && station != cancelled);
}

std::size_t hourOf(std::string_view time) {
    return static_cast<std::size_t>(numberAt(time, 0));
}

std::optional<std::int64_t> waitOf(
    std::string_view registered, std::optional<std::string> const& called
) {
    if (!called)
        return std::nullopt;
    auto const wait = secondOf(*called) - secondOf(registered);
    return wait < 0 ? std::nullopt : std::optional(wait);
}

void recount(db::Transaction& transaction, Maybe const& before, Maybe const& after) {
    if (before == after)
        return;
    bool const moves = before && after && dayOf(*before) != dayOf(*after);
    if (!moves)
        return raise(transaction, before, after);
    // Always the earlier day first, so that two visits that exchange their days cannot deadlock.
    if (dayOf(*before) < dayOf(*after)) {
        raise(transaction, before, std::nullopt);
        raise(transaction, std::nullopt, after);
    } else {
        raise(transaction, std::nullopt, after);
        raise(transaction, before, std::nullopt);
    }
}

}  // namespace antrean::figures
