#include "figures/VisitCounts.hpp"

#include "db/Transaction.hpp"
#include "figures/Places.hpp"
#include "figures/Sql.hpp"

#include <vector>

namespace antrean::figures {
namespace {

bool counts(Selection const& selection, std::size_t place) {
    bool const is_bpjs = place % 2 == 1;
    return (!selection.bpjs || *selection.bpjs == is_bpjs) &&
           (!selection.stations || selection.stations->test(place / 2));
}

// A column counts once or not at all.
std::vector<db::Arg> argumentsOf(Selection const& selection) {
    std::vector<db::Arg> args{
        {"date_from", selection.date_from},
        {"date_to", selection.date_to},
        {"poly_id", selection.poly_id},
    };
    for (std::size_t place = 0; place < kPlaceColumns.size(); ++place)
        args.emplace_back(kPlaceColumns[place], counts(selection, place) ? 1 : 0);
    return args;
}

}  // namespace

std::int64_t countVisits(db::Transaction& transaction, Selection const& selection) {
    static constexpr db::Column kColumns[] = {{"visits", db::Type::integer}};
    std::int64_t visits = 0;
    transaction.fetch(
        sql::kCountVisits,
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
    std::int64_t skipped,
    std::optional<std::int64_t> size,
    std::function<bool(Group&&)> const& each
) {
    auto args = argumentsOf(selection);
    args.emplace_back("skipped", skipped);
    args.emplace_back("end", size ? std::optional(skipped + *size) : std::nullopt);
    transaction.fetch(
        sql::kListGroups,
        args,
        db::RowOf<Group>::columns(),
        [&each](std::span<db::Cell> row) { return each(db::RowOf<Group>::take(row)); }
    );
}

}  // namespace antrean::figures
