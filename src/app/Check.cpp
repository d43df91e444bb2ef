#include "app/Check.hpp"

#include "app/DataFolder.hpp"
#include "app/Settings.hpp"
#include "app/Sql.hpp"
#include "db/Integrity.hpp"
#include "faq/FaqFiles.hpp"
#include "faq/FaqUpkeep.hpp"
#include "figures/FigureFaults.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace antrean::app {
namespace {

// One rule; the query counts the violations.
struct Rule {
    db::Query const& query;
    std::string_view broken;
};

constexpr Rule kRules[] = {
    {sql::kCountNumbersGivenTwice, "queue number(s) given twice on one poly and day"},
    {sql::kCountVacatedNumbersTaken, "number(s) given again after their holder was moved"},
    {sql::kCountVisitsOutOfStep, "reservation(s) whose queue row is missing or disagrees"},
    {sql::kCountQueuesWithoutReservation, "queue row(s) without a reservation"},
    {sql::kCountCountersBehind, "poly and day counter(s) behind the numbers given"},
    {sql::kCountVisitsWithoutRegistration, "reservation(s) not registered once in the ledger"},
    {sql::kCountStatusesOffLedger, "reservation(s) whose status is not the ledger's last"},
    {sql::kCountEventsWithoutReservation, "event(s) of no reservation"},
    {sql::kCountGapsInLedger, "event(s) that do not follow the one before"},
    {sql::kCountLastMovesOff, "last move(s) of a visit that are not what the ledger holds"},
    {sql::kCountCallsOff, "queue row(s) whose last call is not in the ledger"},
    {sql::kCountCheckInsOff, "check-in(s) that the ledger does not know"},
    {sql::kCountReasonsOff, "reason(s) of a cancellation of a visit that is not cancelled"},
    {sql::kCountBookingsOff, "schedule(s) whose seats taken are not their reservations"},
};

using Lines = std::vector<std::string>;

// In one transaction, so that all rules see the same instant of a database in use.
Result<Lines> brokenRules(db::Database& database) {
    return database.read<Lines>([](db::Transaction& transaction) {
        Lines lines;
        for (auto const& rule : kRules)
            if (auto const count = transaction.number(rule.query).value_or(0); count != 0)
                lines.push_back(fmt::format("{} {}", count, rule.broken));
        std::ranges::move(figures::findFaults(transaction), std::back_inserter(lines));
        return Result<Lines>(std::move(lines));
    });
}

}  // namespace

Result<std::vector<std::string>> findProblems(
    db::Database& database, faq::FaqFiles const& faq_files
) {
    auto problems = db::integrityProblems(database);
    for (auto const& found :
         {brokenRules(database), faq::findFaqsWithoutFile(database, faq_files)}) {
        if (found)
            std::ranges::copy(*found, std::back_inserter(problems));
        else if (problems.empty())
            return found.error();
        else  // a damaged file cannot be read completely; the damage found so far is reported
            problems.push_back("not all rules could be checked: " + found.error().cause);
    }
    return problems;
}

std::vector<std::string> problemsOf(Settings const& settings, std::string const& database_url) {
    auto database_settings = settings.database;
    database_settings.url = database_url;
    auto const database = db::open(database_settings);
    auto problems =
        findProblems(*database, faq::FaqFiles(DataFolder(settings.data_dir).faqFolder()));
    database->stop();
    if (!problems)
        throw std::runtime_error(problems.error().message + problems.error().cause);
    return *std::move(problems);
}

}  // namespace antrean::app
