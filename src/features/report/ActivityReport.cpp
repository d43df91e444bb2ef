// The report of user activity (contract, RE-8), latest event first.
#include "base/PhpDate.hpp"
#include "ledger/Ledger.hpp"
#include "report/Activity.hpp"
#include "report/Definitions.hpp"

#include <algorithm>
#include <unordered_map>

namespace antrean::report {
namespace {

using db::Transaction;

constexpr Column kColumns[] = {
    {"user", Kind::text},
    {"role", Kind::text},
    {"activity", Kind::text},
    {"date", Kind::date},
    {"reservation_id", Kind::integer},
};
constexpr auto kPage = pageInput(kOfUsers, kKeysOf<kColumns>);

std::span<Column const> columns(Filter const&) {
    return kColumns;
}

// Call-next writes two events, so it is two rows: one visit is done, another one is called.
std::string activityOf(std::string const& kind) {
    if (kind == ledger::kEdited)
        return "Update Reservation";
    if (kind == ledger::kUndone)
        return "Undo";
    if (kind == ledger::kCheckedIn)
        return "Arrival";
    auto const found = std::ranges::find(clinic::kStations, kind, &clinic::StationRow::event_kind);
    return found == clinic::kStations.end() ? kind : std::string(found->activity);
}

// The date of an instant on the clinic's calendar.
std::string dateOf(std::string const& timestamp, Zone const& zone) {
    auto const written = phpdate::read(timestamp);
    return zone.moment(Instant(std::chrono::seconds(written.value().instant_s))).date;
}

// Users by id; each is read once.
class People {
public:
    explicit People(Transaction& transaction) : transaction_(transaction) {}

    struct Person {
        std::string name;
        std::string role;  // all roles, separated by commas
    };
    Person const& get(std::int64_t user_id) {
        auto const found = known_.find(user_id);
        return found != known_.end() ? found->second
                                     : known_.emplace(user_id, load(user_id)).first->second;
    }

private:
    Person load(std::int64_t user_id) {
        Person person;
        for (auto& row : listRolesOfUser(transaction_, user_id)) {
            person.name = std::move(row.user_name);
            if (row.role && !person.role.empty())
                person.role += ", ";
            person.role += row.role.value_or("");
        }
        return person;
    }

    Transaction& transaction_;
    std::unordered_map<std::int64_t, Person> known_;
};

Activity activityOf(Question const& question) {
    return {instantsOf(question.filter, question.zone), question.filter.user_id};
}

std::int64_t count(Transaction& transaction, Question const& question) {
    return countEntries(transaction, activityOf(question));
}

void list(Transaction& transaction, Question const& question, Slice slice, Sink const& sink) {
    People people(transaction);
    Row row;
    listEntries(transaction, activityOf(question), slice, [&](Entry const& entry) {
        auto const& person = people.get(entry.user_id);
        row.clear();
        row.emplace_back(person.name);
        row.emplace_back(person.role);
        row.emplace_back(activityOf(entry.kind));
        row.emplace_back(dateOf(entry.created_at, question.zone));
        row.emplace_back(entry.reservation_id);
        return sink(row);
    });
}

}  // namespace

constexpr Report kUserActivity{
    .path = "/api/reports/user-activity",
    .export_path = "/api/reports/user-activity/export",
    .name = "user-activity",
    .message = "User activity report retrieved successfully",
    .summary = "List the changes that users made to reservations, latest first",
    .input = kOfUsers,
    .page_input = kPage,
    .is_latest_first = true,
    .columns = columns,
    .count = count,
    .list = list,
};

}  // namespace antrean::report
