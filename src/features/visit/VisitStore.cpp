#include "visit/VisitStore.hpp"

#include "db/Transaction.hpp"
#include "figures/VisitCounts.hpp"
#include "visit/Sql.hpp"

namespace antrean::visit {

std::optional<Visit> findVisit(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Visit>(sql::kFindVisit, {{"id", id}});
}

std::vector<Visit> listVisits(
    db::Transaction& transaction, VisitFilter const& filter, std::int64_t size, std::int64_t skipped
) {
    return transaction.all<Visit>(
        sql::kListVisits,
        {{"poly_id", filter.poly_id},
         {"status_id", filter.status_id},
         {"date", filter.date},
         {"doctor_id", filter.doctor_id},
         {"priority", filter.priority},
         {"text", filter.search.text},
         {"number", filter.search.number},
         {"other_number", filter.search.other_number},
         {"match", filter.search.match},
         {"size", size},
         {"skipped", skipped}}
    );
}

std::int64_t countVisits(
    db::Transaction& transaction, VisitFilter const& filter, clinic::Directory const& directory
) {
    if (!filter.search.text && !filter.doctor_id && !filter.priority) {
        figures::Selection selection{filter.date, filter.date, filter.poly_id};
        if (filter.status_id)
            selection.stations = figures::stationsOf({&*filter.status_id, 1}, directory);
        return figures::countVisits(transaction, selection);
    }
    return transaction
        .number(
            sql::kCountFoundVisits,
            {{"poly_id", filter.poly_id},
             {"status_id", filter.status_id},
             {"date", filter.date},
             {"doctor_id", filter.doctor_id},
             {"priority", filter.priority},
             {"text", filter.search.text},
             {"number", filter.search.number},
             {"other_number", filter.search.other_number},
             {"match", filter.search.match}}
        )
        .value_or(0);
}

std::int64_t nextNumber(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date
) {
    return transaction.number(sql::kNextNumber, {{"poly_id", poly_id}, {"date", date}}).value();
}

bool isNumberTaken(db::Transaction& transaction, Visit const& visit) {
    auto const taken = transaction.number(
        sql::kCountNumberTaken,
        {{"poly_id", visit.queue_poly_id},
         {"date", visit.queue_date},
         {"number", visit.queue_number},
         {"reservation_id", visit.id}}
    );
    return taken > 0;
}

void vacateNumber(db::Transaction& transaction, Visit const& visit) {
    transaction.run(
        sql::kInsertVacatedNumber,
        {{"poly_id", visit.queue_poly_id},
         {"date", visit.queue_date},
         {"queue_number", visit.queue_number},
         {"reservation_id", visit.id}}
    );
}

void raiseCounter(
    db::Transaction& transaction, std::int64_t poly_id, std::string const& date, std::int64_t number
) {
    transaction.run(sql::kRaiseCounter, {{"poly_id", poly_id}, {"date", date}, {"number", number}});
}

InsertedVisit insertVisit(db::Transaction& transaction, NewVisit const& visit) {
    return transaction
        .first<InsertedVisit>(
            sql::kInsertVisit,
            {{"patient_id", visit.patient_id},
             {"poly_id", visit.poly_id},
             {"schedule_id", visit.schedule_id},
             {"date", visit.date},
             {"bpjs", visit.bpjs},
             {"status_id", visit.status_id},
             {"priority", visit.priority},
             {"time", visit.time},
             {"now", visit.now}}
        )
        .value();
}

void updateReservation(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kUpdateReservation,
        {{"id", visit.id},
         {"poly_id", visit.poly_id},
         {"schedule_id", visit.schedule_id},
         {"date", visit.date},
         {"bpjs", visit.bpjs},
         {"status_id", visit.status_id},
         {"checked_in_at", visit.checked_in_at},
         {"cancel_reason", visit.cancel_reason},
         {"now", now}}
    );
}

void moveQueue(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kMoveQueue,
        {{"id", visit.id},
         {"poly_id", visit.queue_poly_id},
         {"date", visit.queue_date},
         {"queue_number", visit.queue_number},
         {"now", now}}
    );
}

void updateStatus(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kUpdateStatus,
        {{"id", visit.id},
         {"status_id", visit.status_id},
         {"cancel_reason", visit.cancel_reason},
         {"now", now}}
    );
}

void updatePriority(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kUpdatePriority, {{"id", visit.id}, {"priority", visit.priority}, {"now", now}}
    );
}

void updateCheckIn(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kUpdateCheckIn,
        {{"id", visit.id}, {"checked_in_at", visit.checked_in_at}, {"now", now}}
    );
}

void updateCalls(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(
        sql::kUpdateCalls,
        {{"id", visit.id},
         {"number_of_calls", visit.number_of_calls},
         {"call_time", visit.call_time},
         {"now", now}}
    );
}

void forgetCalls(db::Transaction& transaction, Visit const& visit, std::string const& now) {
    transaction.run(sql::kForgetCalls, {{"id", visit.id}, {"now", now}});
}

}  // namespace antrean::visit
