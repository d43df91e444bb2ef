#include "report/Sorted.hpp"

#include "base/Fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

namespace antrean::report {
namespace {

struct Keyed {
    Cell key;
    std::int64_t place;  // in the order of the report
    Row row;
};

Error invalidSort(std::string message) {
    return Error::invalid({{"sort", {std::move(message)}}});
}

// Names are compared without case and accents.
Cell keyOf(Cell const& cell) {
    auto const* text = std::get_if<std::string>(&cell);
    return text == nullptr ? cell : Cell(text::fold(*text));
}

bool isEmpty(Keyed const& each) {
    return std::holds_alternative<std::nullptr_t>(each.key);
}

// Both are cells of one column, and neither is empty.
bool isBefore(Cell const& one, Cell const& other) {
    auto const compare = [&other](auto const& value) {
        auto const& another = std::get<std::remove_cvref_t<decltype(value)>>(other);
        if constexpr (std::is_same_v<decltype(value), Hundredths const&>)
            return value.count < another.count;
        else if constexpr (std::is_same_v<decltype(value), std::nullptr_t const&>)
            return false;
        else
            return value < another;
    };
    return std::visit(compare, one);
}

void sort(std::vector<Keyed>& rows, bool is_descending) {
    auto const empty =
        std::ranges::stable_partition(rows, [](Keyed const& each) { return !isEmpty(each); });
    std::stable_sort(
        rows.begin(),
        empty.begin(),
        [is_descending](auto const& one, auto const& two) {
            return is_descending ? isBefore(two.key, one.key) : isBefore(one.key, two.key);
        }
    );
}

}  // namespace

Result<std::vector<Row>> listSorted(
    db::Transaction& transaction,
    Report const& report,
    Question const& question,
    std::int64_t total,
    Slice slice
) {
    auto const columns = report.columns(question.filter);
    auto const column = std::ranges::find(columns, *question.filter.sort, &Column::key);
    if (column == columns.end())
        return invalidSort("The selected sort is invalid.");
    auto const rows_max = column->is_costly ? kSortedByCostlyMax : kSortedRowsMax;
    if (total > rows_max)
        return invalidSort(
            fmt::format("No more than {} rows can be sorted. Choose fewer days.", rows_max)
        );
    // Without the costly columns, which are the last ones, unless the rows are sorted by them.
    auto listed = question;
    if (!column->is_costly)
        listed.filter.percentiles.reset();
    auto const index = static_cast<std::size_t>(column - columns.begin());
    std::vector<Keyed> rows;
    rows.reserve(static_cast<std::size_t>(total));
    report.list(transaction, listed, {0, total}, [&rows, index](Row const& row) {
        rows.push_back({keyOf(row[index]), std::ssize(rows), row});
        return true;
    });
    sort(rows, question.filter.order.value_or("asc") == "desc");

    auto const count = static_cast<std::int64_t>(rows.size());
    auto const begin = std::min(slice.skipped, count);
    auto const end = begin + std::min(slice.size.value_or(count), count - begin);
    std::vector<Row> part;
    auto const take = [&part](Row const& row) {
        part.push_back(row);
        return true;
    };
    bool const is_whole = report.columns(listed.filter).size() == columns.size();
    for (auto at = begin; at < end; ++at) {
        auto const& each = rows[static_cast<std::size_t>(at)];
        if (is_whole)
            take(each.row);
        else
            report.list(transaction, question, {each.place, 1}, take);
    }
    return part;
}

}  // namespace antrean::report
