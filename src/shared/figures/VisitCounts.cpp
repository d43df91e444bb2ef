#include "figures/VisitCounts.hpp"

#include "db/Transaction.hpp"
#include "figures/Columns.hpp"
#include "figures/Queries.hpp"
#include "figures/Weekday.hpp"

#include <utility>
#include <vector>

namespace antrean::figures {
namespace {

bool counts(Selection const& selection, VisitColumn const& column) {
    return (!selection.bpjs || *selection.bpjs == column.is_bpjs) &&
           (!selection.stations || selection.stations->test(clinic::indexOf(column.station)));
}

std::vector<db::Arg> argumentsOf(Selection const& selection) {
    std::vector<db::Arg> args{
        {"date_from", selection.date_from},
        {"date_to", selection.date_to},
        {"poly_id", selection.poly_id},
    };
    auto const& refined = selection.refined;
    if (refined.hour)
        args.emplace_back(hourColumns()[static_cast<std::size_t>(*refined.hour)], 1);
    else if (refined.is_present)
        args.emplace_back(kPresentColumn, 1);
    else if (refined.wait_from)
        args.insert(args.end(), {{"wait_from", refined.wait_from}, {"wait_to", refined.wait_to}});
    else
        for (auto const& column : visitColumns())
            args.emplace_back(column.name, counts(selection, column) ? 1 : 0);
    return args;
}

bool isOn(Selection const& selection, std::string_view date) {
    return !selection.weekday || *selection.weekday == weekdayOf(date);
}

struct Date {
    std::string date;
    std::int64_t visits;
};
BOOST_DESCRIBE_STRUCT(Date, (), (date, visits))

struct Start {
    std::string date;         // empty: the first date of the selection
    std::int64_t before = 0;  // selected visits before that date
};

// The date of the visit at index `skipped`; empty when there are fewer visits.
std::optional<Start> findStart(
    db::Transaction& transaction, Selection const& selection, std::int64_t skipped
) {
    if (skipped == 0)
        return Start{};
    Start start;
    bool is_found = false;
    // Added up here because a window function takes ten times as long.
    auto const pass = [&selection, &start, &is_found, skipped](std::span<db::Cell> cells) {
        auto row = db::RowOf<Date>::take(cells);
        if (!isOn(selection, row.date))
            return true;
        is_found = start.before + row.visits > skipped;
        if (is_found)
            start.date = std::move(row.date);
        else
            start.before += row.visits;
        return !is_found;
    };
    transaction.fetch(
        queries().list_dates.query, argumentsOf(selection), db::RowOf<Date>::columns(), pass
    );
    return is_found ? std::optional(std::move(start)) : std::nullopt;
}

}  // namespace

Stations stationsOf(std::span<std::int64_t const> status_ids, clinic::Directory const& directory) {
    Stations stations;
    for (auto const id : status_ids)
        if (auto const station = directory.station(id))
            stations.set(clinic::indexOf(*station));
    return stations;
}

namespace {

std::int64_t countOnWeekday(db::Transaction& transaction, Selection const& selection) {
    std::int64_t visits = 0;
    auto const add = [&selection, &visits](std::span<db::Cell> cells) {
        auto const row = db::RowOf<Date>::take(cells);
        if (isOn(selection, row.date))
            visits += row.visits;
        return true;
    };
    transaction.fetch(
        queries().list_dates.query, argumentsOf(selection), db::RowOf<Date>::columns(), add
    );
    return visits;
}

}  // namespace

std::int64_t countVisits(db::Transaction& transaction, Selection const& selection) {
    if (selection.weekday)
        return countOnWeekday(transaction, selection);
    static constexpr db::Column kColumns[] = {{"visits", db::Type::integer}};
    std::int64_t visits = 0;
    transaction.fetch(
        queries().count_visits.query,
        argumentsOf(selection),
        kColumns,
        [&visits](std::span<db::Cell> row) {
            visits = row[0].integer;
            return false;
        }
    );
    return visits;
}

void listGroups(
    db::Transaction& transaction,
    Selection const& selection,
    Slice slice,
    std::function<bool(Group const&)> const& each
) {
    auto const start = findStart(transaction, selection, slice.skipped);
    if (!start)
        return;
    auto from_start = selection;
    if (!start->date.empty())
        from_start.date_from = start->date;
    Group group;
    group.before = start->before;
    transaction.fetch(
        queries().list_groups.query,
        argumentsOf(from_start),
        db::RowOf<GroupRow>::columns(),
        [&](std::span<db::Cell> cells) {
            if (slice.size && group.before >= slice.skipped + *slice.size)
                return false;
            static_cast<GroupRow&>(group) = db::RowOf<GroupRow>::take(cells);
            if (!isOn(selection, group.date))
                return true;
            bool const is_asked = group.visits != 0 && group.before + group.visits > slice.skipped;
            if (is_asked && !each(group))
                return false;
            group.before += group.visits;
            return true;
        }
    );
}

}  // namespace antrean::figures
