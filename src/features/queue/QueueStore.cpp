#include "queue/QueueStore.hpp"

#include "db/Transaction.hpp"
#include "queue/Sql.hpp"

namespace antrean::queue {
namespace {

struct Served {
    std::int64_t status_id;
    std::int64_t queue_number;
    std::int64_t called_seq;
};
BOOST_DESCRIBE_STRUCT(Served, (), (status_id, queue_number, called_seq))

}  // namespace

CurrentNumbers findCurrentNumbers(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
) {
    auto const anamnesa_id = directory.statusId(clinic::Station::anamnesa);
    // The few visits that are being served are compared here: an ORDER BY per station costs more
    // than the rest of this request, the most frequent one of a clinic.
    auto const calls = transaction.all<Served>(
        sql::kListCalls,
        {{"poly_id", day.poly_id},
         {"date", day.date},
         {"doctor_id", day.doctor_id},
         {"anamnesa_id", anamnesa_id},
         {"with_doctor_id", directory.statusId(clinic::Station::with_doctor)}}
    );
    CurrentNumbers numbers;
    std::int64_t latest[2] = {-1, -1};
    for (auto const& call : calls) {
        bool const is_anamnesa = call.status_id == anamnesa_id;
        auto& number = is_anamnesa ? numbers.anamnesa : numbers.with_doctor;
        auto& last = latest[is_anamnesa ? 0 : 1];
        bool const is_later =
            call.called_seq > last || (call.called_seq == last && call.queue_number > number);
        if (!is_later)
            continue;
        number = call.queue_number;
        last = call.called_seq;
    }
    return numbers;
}

std::vector<CallableVisit> listAtDoctor(
    db::Transaction& transaction, Day const& day, clinic::Directory const& directory
) {
    return transaction.all<CallableVisit>(
        sql::kListAtDoctor,
        {{"poly_id", day.poly_id},
         {"date", day.date},
         {"doctor_id", day.doctor_id},
         {"with_doctor_id", directory.statusId(clinic::Station::with_doctor)},
         {"waiting_doctor_id", directory.statusId(clinic::Station::waiting_doctor)}}
    );
}

}  // namespace antrean::queue
