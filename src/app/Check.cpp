#include "app/Check.hpp"

#include "app/Sql.hpp"
#include "db/Integrity.hpp"

#include <fmt/core.h>

namespace antrean::app {
namespace {

// A rule of ours: the query counts what breaks it.
struct Rule {
    db::Query const& query;
    std::string_view broken;
};

constexpr Rule kRules[] = {
    {sql::kCountNumbersGivenTwice, "queue number(s) given twice on one poly and day"},
    {sql::kCountVisitsOutOfStep, "reservation(s) whose queue row is missing or disagrees"},
    {sql::kCountQueuesWithoutReservation, "queue row(s) without a reservation"},
    {sql::kCountCountersBehind, "poly and day counter(s) behind the numbers given"},
    {sql::kCountVisitsWithoutRegistration, "reservation(s) not registered once in the ledger"},
    {sql::kCountStatusesOffLedger, "reservation(s) whose status is not the ledger's last"},
    {sql::kCountGapsInLedger, "event(s) that do not follow the one before"},
    {sql::kCountBookingsOff, "schedule(s) whose seats taken are not their reservations"},
};

}  // namespace

Result<std::vector<std::string>> findProblems(db::Database& database) {
    auto problems = db::integrityProblems(database);
    // One transaction, so that all rules see the same instant of a database in use.
    auto const counted = database.read<bool>([&problems](db::Transaction& transaction) {
        for (auto const& rule : kRules)
            if (auto const count = transaction.number(rule.query).value_or(0); count != 0)
                problems.push_back(fmt::format("{} {}", count, rule.broken));
        return Result<bool>(true);
    });
    if (!counted)
        return counted.error();
    return problems;
}

}  // namespace antrean::app
