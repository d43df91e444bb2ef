#include "queue/QueueStore.hpp"

#include "db/Transaction.hpp"
#include "queue/Sql.hpp"

namespace antrean::queue {
namespace {

struct Id {
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

}  // namespace

CurrentNumbers findCurrentNumbers(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
) {
    auto const numbers = transaction.first<CurrentNumbers>(
        sql::kFindCurrentNumbers,
        {{"poly_id", day.poly_id},
         {"date", day.date},
         {"anamnesa_id", directory.statusId(clinic::Station::anamnesa)},
         {"with_doctor_id", directory.statusId(clinic::Station::with_doctor)}}
    );
    return numbers.value_or(CurrentNumbers{});
}

std::vector<std::int64_t> listIdsAtStation(
    db::Transaction& transaction, Day const& day, std::int64_t status_id
) {
    std::vector<std::int64_t> ids;
    auto const rows = transaction.all<Id>(
        sql::kListIdsAtStation,
        {{"poly_id", day.poly_id}, {"date", day.date}, {"status_id", status_id}}
    );
    for (auto const& row : rows)
        ids.push_back(row.id);
    return ids;
}

}  // namespace antrean::queue
