// How many visits there are of a kind, and on which days: from the figures alone, however long the
// history is.
#pragma once

#include "clinic/Directory.hpp"

#include <boost/describe.hpp>

#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

using Stations = std::bitset<clinic::kStations.size()>;  // by clinic::Station

// Those that the statuses are. One that is no station has no visits.
Stations stationsOf(std::span<std::int64_t const> status_ids, clinic::Directory const& directory);

// Which visits; what is absent does not restrict.
struct Selection {
    std::optional<std::string> date_from = std::nullopt;
    std::optional<std::string> date_to = std::nullopt;  // that day included
    std::optional<std::int64_t> poly_id = std::nullopt;
    std::optional<bool> bpjs = std::nullopt;
    std::optional<Stations> stations = std::nullopt;
};

std::int64_t countVisits(db::Transaction& transaction, Selection const& selection);

// The selected visits of one poly on one day: there is at least one.
struct GroupRow {
    std::string date;
    std::int64_t poly_id = 0;
    std::string poly;  // its name, also when it was trashed since
    std::int64_t visits = 0;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (date, poly_id, poly, visits))

struct Group : GroupRow {
    std::int64_t before = 0;  // visits of the groups before this one
};

// Groups by date, then name of the poly. Only those that hold one of the visits from `skipped` on,
// `size` of them or all; `each` returns false for no more.
void listGroups(
    db::Transaction& transaction,
    Selection const& selection,
    std::int64_t skipped,
    std::optional<std::int64_t> size,
    std::function<bool(Group const&)> const& each
);

}  // namespace antrean::figures
