#include "figures/FigureFaults.hpp"

#include "db/Transaction.hpp"
#include "figures/Queries.hpp"
#include "figures/Sql.hpp"

#include <fmt/core.h>

namespace antrean::figures {
namespace {

struct Day {
    std::string date;
    std::int64_t poly_id;
};
BOOST_DESCRIBE_STRUCT(Day, (), (date, poly_id))

struct Activity {
    std::string date;
    std::int64_t user_id;
    std::int64_t poly_id;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (date, user_id, poly_id))

}  // namespace

std::vector<std::string> findFaults(db::Transaction& transaction) {
    std::vector<std::string> faults;
    for (auto const& day : transaction.all<Day>(queries().list_faults.query))
        faults.push_back(fmt::format(
            "the figures of poly {} on {} are not those of its visits", day.poly_id, day.date
        ));
    for (auto const& day : transaction.all<Day>(sql::kListWaitFaults))
        faults.push_back(fmt::format(
            "the waits of poly {} on {} are not those of its visits", day.poly_id, day.date
        ));
    for (auto const& activity : transaction.all<Activity>(sql::kListActivityFaults))
        faults.push_back(fmt::format(
            "the activity of user {} in poly {} on {} is not what the ledger holds",
            activity.user_id,
            activity.poly_id,
            activity.date
        ));
    return faults;
}

}  // namespace antrean::figures
