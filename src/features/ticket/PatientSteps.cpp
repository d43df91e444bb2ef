#include "ticket/PatientSteps.hpp"

#include "db/Transaction.hpp"
#include "queue/CheckIn.hpp"
#include "queue/Transitions.hpp"
#include "visit/Steps.hpp"

#include <optional>
#include <string>
#include <utility>

namespace antrean::ticket {
namespace {

using clinic::Station;
using db::Transaction;
using http::Request;

// Locks the visit of the code, so that no call comes between the look at it and the step.
Result<VisitRow> findForStep(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto found = services.guard.find(transaction, request);
    if (!found)
        return found.error();
    visit::lock(transaction, found->id);
    auto locked = findRow(transaction, found->id);
    if (!locked)
        return kNoVisit.error();
    return *std::move(locked);
}

}  // namespace

SeenVisit see(
    Services const& services, Transaction& transaction, VisitRow visit, Moment const& moment
) {
    return {
        std::move(visit),
        services.days.get(transaction, moment.date),
        services.profiles.get(transaction),
    };
}

SeenVisit seeChanged(
    Services const& services, Transaction& transaction, std::int64_t visit_id, Moment const& moment
) {
    return {
        findRow(transaction, visit_id).value(),
        services.days.read(transaction, moment.date),
        services.profiles.get(transaction),
    };
}

boost::json::object objectOf(
    Services const& services, SeenVisit const& seen, Moment const& moment
) {
    auto const zone = services.clock.zone();
    return visitObject(seen.visit, *seen.day, *seen.profile, {moment, zone});
}

Result<Stepped> checkIn(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const before = findForStep(services, request, transaction);
    if (!before)
        return before.error();
    auto const directory = services.directories.get(transaction);
    bool const may = canCheckIn(*before, *directory, request.moment);
    if (may) {
        visit::Step const step{*directory, services.ledger, std::nullopt, request.moment};
        auto const checked_in = queue::checkIn(transaction, before->id, step);
        if (!checked_in)
            return checked_in.error();
    }
    bool const is_refused = !may && !before->checked_in_at;
    return Stepped{seeChanged(services, transaction, before->id, request.moment), is_refused};
}

Result<Stepped> cancel(Services const& services, Request const& request, Transaction& transaction) {
    auto const before = findForStep(services, request, transaction);
    if (!before)
        return before.error();
    auto const directory = services.directories.get(transaction);
    bool const may = canCancel(*before, *directory, request.moment);
    if (may) {
        visit::Step const step{*directory, services.ledger, std::nullopt, request.moment};
        auto const cancelled =
            queue::cancelFor(transaction, before->id, step, std::string(kCancelledByPatient));
        if (!cancelled)
            return cancelled.error();
    }
    bool const is_cancelled = directory->station(before->status_id) == Station::cancelled;
    return Stepped{
        seeChanged(services, transaction, before->id, request.moment), !may && !is_cancelled};
}

}  // namespace antrean::ticket
