#include "figures/UserActivity.hpp"

#include "db/Transaction.hpp"
#include "figures/Sql.hpp"

namespace antrean::figures {

std::int64_t countActivity(
    db::Transaction& transaction, UtcDays const& days, std::optional<std::int64_t> user_id
) {
    return transaction
        .number(
            sql::kSumActivity,
            {{"user_id", user_id},
             {"date_from", days.date_from},
             {"date_after", days.date_after},
             {"date_to", days.date_to},
             {"date_before", days.date_before}}
        )
        .value();
}

std::optional<ActivityDay> findActivityDay(
    db::Transaction& transaction,
    UtcDays const& days,
    std::optional<std::int64_t> user_id,
    std::int64_t skipped
) {
    return transaction.first<ActivityDay>(
        sql::kFindActivityDay,
        {{"user_id", user_id},
         {"date_from", days.date_from},
         {"date_after", days.date_after},
         {"date_to", days.date_to},
         {"date_before", days.date_before},
         {"skipped", skipped}}
    );
}

}  // namespace antrean::figures
