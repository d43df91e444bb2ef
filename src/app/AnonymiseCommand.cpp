#include "app/AnonymiseCommand.hpp"

#include "app/CommandLine.hpp"
#include "app/Interrupt.hpp"
#include "app/OpenDatabase.hpp"
#include "app/UserCommands.hpp"
#include "base/Clock.hpp"
#include "base/PhpDate.hpp"
#include "patient/Anonymise.hpp"
#include "patient/PatientStore.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <unistd.h>

namespace antrean::app {
namespace {

// A slip of the finger in the year must not reach the patients of this month.
constexpr std::chrono::hours kOldEnough{24 * 30};

void requireOld(std::string const& before, Zone const& zone) {
    auto const latest = zone.moment(SystemClock().now() - kOldEnough).date;
    if (before > latest)
        throw std::invalid_argument(fmt::format(
            "--before: patients keep their data for 30 days, so the latest date is {}", latest
        ));
}

std::string isoDay(std::string const& text) {
    auto const date = phpdate::read(text);
    if (!date || phpdate::isoDate(*date) != text)
        return "must be a date, as 2024-12-31";
    return {};
}

void report(patient::Anonymised const& done, Invocation const& invocation) {
    auto const& before = invocation.privacy.before;
    if (!invocation.privacy.is_confirmed) {
        fmt::print(
            "{} patients were last here before {}, for {} visits. Nothing was changed.\n"
            "Repeat the command with --yes to take away their names, numbers, addresses, messages "
            "and reasons.\nThis cannot be undone. Visits, numbers, times and figures stay.\n",
            done.patients,
            before,
            done.visits
        );
        return;
    }
    fmt::print(
        "{} patients with {} visits before {} are anonymous now.\n"
        "Backups that are older than this still have their data.\n",
        done.patients,
        done.visits,
        before
    );
    if (mustStop())
        fmt::print("It was stopped before the end. Run it again to go on.\n");
}

}  // namespace

void addAnonymiseFlags(CLI::App& command, PrivacyOrder& order) {
    command
        .add_option(
            "--before",
            order.before,
            "Patients without a visit or check-up on this day or later (YYYY-MM-DD)"
        )
        ->required()
        ->check(CLI::Validator(isoDay, "DATE"));
    command.add_flag(
        "--yes", order.is_confirmed, "Do it; without this, the patients are only counted"
    );
}

void anonymise(Invocation const& invocation) {
    auto const zone = Zone::find(invocation.settings.timezone).value();
    requireOld(invocation.privacy.before, zone);
    stopOnRequest();
    auto const database = openExistingDatabase(invocation.settings);
    auto const all = orThrow(database->read<std::int64_t>([](db::Transaction& transaction) {
        return Result<std::int64_t>(patient::countPatients(transaction, {}));
    }));
    patient::AnonymiseOrder const order{
        invocation.privacy.before,
        !invocation.privacy.is_confirmed,
        zone.moment(SystemClock().now()).timestamp};
    bool const is_terminal = ::isatty(STDERR_FILENO) != 0;
    auto const done = orThrow(patient::anonymise(*database, order, [&](std::int64_t looked_at) {
        if (is_terminal)
            fmt::print(stderr, "\r\033[K{} of {} patients", looked_at, all);
        return !mustStop();
    }));
    if (is_terminal)
        fmt::print(stderr, "\r\033[K");
    database->stop();
    report(done, invocation);
}

}  // namespace antrean::app
