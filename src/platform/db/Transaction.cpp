#include "db/Transaction.hpp"

namespace antrean::db {

std::optional<std::int64_t> Statements::number(
    Query const& query, std::initializer_list<Arg> args
) {
    static constexpr Column kAnyInteger[] = {{"", Type::integer}};
    std::optional<std::int64_t> found;
    fetch(query, {args.begin(), args.size()}, kAnyInteger, [&found](std::span<Cell> row) {
        if (!row[0].is_null)
            found = row[0].integer;
        return false;
    });
    return found;
}

}  // namespace antrean::db
