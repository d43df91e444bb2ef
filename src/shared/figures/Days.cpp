#include "figures/Days.hpp"

#include "db/Transaction.hpp"
#include "figures/Queries.hpp"
#include "figures/Sql.hpp"

namespace antrean::figures {
namespace {

struct Wait {
    std::int64_t wait_seconds;
};
BOOST_DESCRIBE_STRUCT(Wait, (), (wait_seconds))

std::optional<int> flag(bool is_set) {
    return is_set ? std::optional(1) : std::nullopt;
}

std::vector<db::Arg> argumentsOf(Selection const& selection, Days which) {
    return {
        {"date_from", selection.date_from},
        {"date_to", selection.date_to},
        {"poly_id", selection.poly_id},
        {"bpjs", flag(selection.bpjs.value_or(true))},
        {"general", flag(!selection.bpjs.value_or(false))},
        {"with_waits", flag(which == Days::with_waits)},
    };
}

std::vector<db::Column> const& dayColumns() {
    static auto const columns = [] {
        auto const named = db::RowOf<DayFigures>::columns();
        std::vector<db::Column> list(named.begin(), named.end());
        list.insert(list.end(), kHours, {"", db::Type::integer});
        return list;
    }();
    return columns;
}

}  // namespace

std::int64_t countDays(db::Transaction& transaction, Selection const& selection, Days which) {
    static constexpr db::Column kColumns[] = {{"days", db::Type::integer}};
    std::int64_t days = 0;
    auto const take = [&days](std::span<db::Cell> row) {
        days = row[0].integer;
        return false;
    };
    transaction.fetch(sql::kCountDays, argumentsOf(selection, which), kColumns, take);
    return days;
}

void listDays(
    db::Transaction& transaction,
    Selection const& selection,
    Days which,
    Slice slice,
    std::function<bool(Day const&)> const& each
) {
    auto args = argumentsOf(selection, which);
    args.emplace_back("skipped", slice.skipped);
    args.emplace_back("size", slice.size);
    Day day;
    auto const take = [&day, &each](std::span<db::Cell> row) {
        auto const hours = row.last(day.hours.size());
        static_cast<DayFigures&>(day) =
            db::RowOf<DayFigures>::take(row.first(row.size() - hours.size()));
        for (std::size_t hour = 0; hour < hours.size(); ++hour)
            day.hours[hour] = hours[hour].integer;
        return each(day);
    };
    transaction.fetch(queries().list_days.query, args, dayColumns(), take);
}

std::vector<std::int64_t> listWaits(db::Transaction& transaction, Day const& day) {
    std::vector<std::int64_t> waits;
    auto const rows =
        transaction.all<Wait>(sql::kListWaits, {{"date", day.date}, {"poly_id", day.poly_id}});
    for (auto const& row : rows)
        waits.push_back(row.wait_seconds);
    return waits;
}

}  // namespace antrean::figures
