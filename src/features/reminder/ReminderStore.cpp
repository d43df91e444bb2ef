#include "reminder/ReminderStore.hpp"

#include "base/StoredInstant.hpp"
#include "db/Transaction.hpp"
#include "reminder/Sql.hpp"
#include "whatsapp/Message.hpp"

#include <string_view>

namespace antrean::reminder {
namespace {

struct Text {
    std::string message;
};
BOOST_DESCRIBE_STRUCT(Text, (), (message))

}  // namespace

std::vector<Rule> listRules(db::Transaction& transaction) {
    return transaction.all<Rule>(sql::kListRules);
}

bool hasRule(db::Transaction& transaction, std::int64_t id) {
    return transaction.number(sql::kCountRule, {{"id", id}}).value_or(0) != 0;
}

std::optional<std::string> findTemplate(db::Transaction& transaction, std::int64_t id) {
    auto found = transaction.first<Text>(sql::kFindTemplate, {{"id", id}});
    if (!found)
        return std::nullopt;
    return std::move(found->message);
}

std::vector<Visit> listVisits(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    std::int64_t status_id,
    std::int64_t count_max
) {
    return transaction.all<Visit>(
        sql::kListVisits,
        {{"poly_id", poly_id}, {"date", date}, {"status_id", status_id}, {"size", count_max}}
    );
}

std::optional<Visit> findVisit(db::Transaction& transaction, std::int64_t id) {
    return transaction.first<Visit>(sql::kFindVisit, {{"id", id}});
}

std::int64_t countAhead(db::Transaction& transaction, Visit const& visit, std::int64_t status_id) {
    return transaction
        .number(
            sql::kCountAhead,
            {{"poly_id", visit.poly_id},
             {"date", visit.date},
             {"status_id", status_id},
             {"queue_number", visit.queue_number}}
        )
        .value_or(0);
}

bool hasCall(
    db::Transaction& transaction,
    std::int64_t poly_id,
    std::string const& date,
    std::int64_t waiting_id,
    Instant since
) {
    return transaction
        .number(
            sql::kHasCall,
            {{"poly_id", poly_id},
             {"date", date},
             {"waiting_id", waiting_id},
             {"since", storedTimestamp(since)}}
        )
        .has_value();
}

std::vector<Checkup> listCheckups(
    db::Transaction& transaction, std::string const& date, std::int64_t count_max
) {
    return transaction.all<Checkup>(sql::kListCheckups, {{"date", date}, {"size", count_max}});
}

bool hasCheckup(db::Transaction& transaction, std::int64_t id, std::string const& date) {
    return transaction.number(sql::kCountCheckup, {{"id", id}, {"date", date}}).value_or(0) != 0;
}

std::vector<Practice> listPractices(db::Transaction& transaction, std::string const& date) {
    return transaction.all<Practice>(sql::kListPractices, {{"date", date}});
}

void recountNotification(db::Transaction& transaction, std::int64_t reservation_id) {
    transaction.run(sql::kRecountNotification, {{"id", reservation_id}, {"kind", whatsapp::kKind}});
}

}  // namespace antrean::reminder
