#include "board/BoardStore.hpp"

#include "board/Sql.hpp"
#include "db/Transaction.hpp"

#include <utility>

namespace antrean::board {
namespace {

struct Waiter {
    std::int64_t queue_number;
};
BOOST_DESCRIBE_STRUCT(Waiter, (), (queue_number))

// The same choice as queue::findCurrentNumbers.
bool isLater(Served const& one, Served const& other) {
    return one.called_seq > other.called_seq ||
           (one.called_seq == other.called_seq && one.queue_number > other.queue_number);
}

PolyRows readPoly(
    db::Transaction& transaction,
    clinic::Directory const& directory,
    std::int64_t poly_id,
    std::string const& date
) {
    auto const anamnesa_id = directory.statusId(clinic::Station::anamnesa);
    PolyRows rows;
    rows.poly_id = poly_id;
    for (auto& served : transaction.all<Served>(
             sql::kListServed,
             {{"poly_id", poly_id},
              {"date", date},
              {"anamnesa_id", anamnesa_id},
              {"with_doctor_id", directory.statusId(clinic::Station::with_doctor)}}
         )) {
        auto& place = served.status_id == anamnesa_id ? rows.nurse : rows.doctor;
        if (!place || isLater(served, *place))
            place = std::move(served);
    }
    for (auto const& waiter : transaction.all<Waiter>(
             sql::kListNext,
             {{"poly_id", poly_id},
              {"date", date},
              {"waiting_id", directory.statusId(clinic::Station::waiting)},
              {"size", kNextShown}}
         ))
        rows.next.push_back(waiter.queue_number);
    return rows;
}

}  // namespace

BoardRows readBoard(
    db::Transaction& transaction, clinic::Directory const& directory, std::string const& date
) {
    BoardRows rows;
    rows.waiting = figures::listWaiting(transaction, date);
    for (auto const& [id, name] : directory.polyNames()) {
        if (rows.polies.size() == kPoliesMax)
            break;
        rows.polies.push_back(readPoly(transaction, directory, id, date));
        rows.polies.back().name = name;
    }
    return rows;
}

}  // namespace antrean::board
