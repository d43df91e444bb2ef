#include "queue/QueueStore.hpp"

#include "db/Transaction.hpp"
#include "queue/Sql.hpp"

namespace antrean::queue {
namespace {

struct Id {
    std::int64_t id;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

struct Call {
    std::int64_t status_id;
    std::int64_t queue_number;
    std::int64_t called_at_us;
};
BOOST_DESCRIBE_STRUCT(Call, (), (status_id, queue_number, called_at_us))

}  // namespace

CurrentNumbers findCurrentNumbers(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
) {
    auto const anamnesa_id = directory.statusId(clinic::Station::anamnesa);
    // The few that are being served are compared here: an ORDER BY for each station costs more
    // than all the rest of this, the most frequent request of a clinic.
    auto const calls = transaction.all<Call>(
        sql::kListCalls,
        {{"poly_id", day.poly_id},
         {"date", day.date},
         {"anamnesa_id", anamnesa_id},
         {"with_doctor_id", directory.statusId(clinic::Station::with_doctor)}}
    );
    CurrentNumbers numbers;
    std::int64_t latest_us[2] = {-1, -1};
    for (auto const& call : calls) {
        bool const is_anamnesa = call.status_id == anamnesa_id;
        auto& number = is_anamnesa ? numbers.anamnesa : numbers.with_doctor;
        auto& latest = latest_us[is_anamnesa ? 0 : 1];
        bool const is_later = call.called_at_us > latest ||
                              (call.called_at_us == latest && call.queue_number > number);
        if (!is_later)
            continue;
        number = call.queue_number;
        latest = call.called_at_us;
    }
    return numbers;
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
