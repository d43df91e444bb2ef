#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace antrean::clinic {
class Directory;
}
namespace antrean::db {
class Transaction;
}

namespace antrean::dashboard {

// The visits of a day at one station that patients wait at or are served at.
struct StationNow {
    std::int64_t poly_id;
    std::int64_t status_id;
    std::int64_t visits;
    std::optional<std::string> since;  // UTC; of the longest
};
BOOST_DESCRIBE_STRUCT(StationNow, (), (poly_id, status_id, visits, since))

struct Today {
    std::string date;
    std::string midnight;  // when it began, UTC
    std::optional<std::int64_t> poly_id;
};

// Its cost grows with the visits of the day that are not over.
std::vector<StationNow> listNow(
    db::Transaction& transaction, Today const& today, clinic::Directory const& directory
);

}  // namespace antrean::dashboard
