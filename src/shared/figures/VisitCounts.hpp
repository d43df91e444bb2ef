// How many visits there are, and on which days, from the figures: the cost grows with days and
// polies, not with visits.
#pragma once

#include "figures/Selection.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace antrean::db {
class Transaction;
}

namespace antrean::figures {

std::int64_t countVisits(db::Transaction& transaction, Selection const& selection);

// The selected visits of one poly on one day; at least one.
struct GroupRow {
    std::string date;
    std::int64_t poly_id = 0;
    std::string poly;  // its name, also when the poly is in the trash
    std::int64_t visits = 0;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (date, poly_id, poly, visits))

struct Group : GroupRow {
    std::int64_t before = 0;  // selected visits of all groups before this one
};

// Gives the groups that hold the visits of the slice, by date, then by name of the poly. `each`
// returns false to stop.
void listGroups(
    db::Transaction& transaction,
    Selection const& selection,
    Slice slice,
    std::function<bool(Group const&)> const& each
);

}  // namespace antrean::figures
