#include "move/Sequences.hpp"

#include "move/Sql.hpp"
#include "tables/TableQueries.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace antrean::move {
namespace {

std::int64_t lastNumber(db::Session& source, tables::TableQueries const& queries) {
    auto const& table = queries.table();
    auto const given =
        source.number(sql::kFindSequence, {{"name", table.name}, {"column", table.key.front()}});
    return std::max(given.value_or(0), source.number(queries.greatest()).value_or(0));
}

}  // namespace

void moveSequences(db::Session& source, db::Session& target) {
    for (auto const& queries : tables::allQueries()) {
        auto const& table = queries.table();
        if (!table.hasNumber())
            continue;
        auto const last = lastNumber(source, queries);
        if (last <= 0)
            continue;
        db::Arg const args[] = {
            {"name", table.name}, {"column", table.key.front()}, {"last", last}};
        target.execute(sql::kRaiseSequence, args);
    }
}

}  // namespace antrean::move
