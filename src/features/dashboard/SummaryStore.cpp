#include "dashboard/SummaryStore.hpp"

#include "clinic/Directory.hpp"
#include "dashboard/Sql.hpp"
#include "db/Transaction.hpp"

namespace antrean::dashboard {

std::vector<StationNow> listNow(
    db::Transaction& transaction, Today const& today, clinic::Directory const& directory
) {
    using enum clinic::Station;
    return transaction.all<StationNow>(
        sql::kListNow,
        {{"date", today.date},
         {"midnight", today.midnight},
         {"poly_id", today.poly_id},
         {"waiting", directory.statusId(waiting)},
         {"anamnesa", directory.statusId(anamnesa)},
         {"waiting_doctor", directory.statusId(waiting_doctor)},
         {"with_doctor", directory.statusId(with_doctor)}}
    );
}

}  // namespace antrean::dashboard
