#include "queue/Transitions.hpp"

#include "db/Transaction.hpp"

namespace antrean::queue {
namespace {

using clinic::Station;
using db::Transaction;
using ledger::Kind;
using visit::Step;
using visit::Visit;

Error notFound() {
    return Error::notFound("Reservation not found");
}

Error tooManyCalls(std::int64_t number_of_calls) {
    auto error = Error::refused("Maximum number of calls reached (3 times)");
    error.data = {{"number_of_calls", number_of_calls}};
    return error;
}

Result<Visit> move(
    Transaction& transaction, std::int64_t id, Station station, Kind kind, Step const& step
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return notFound();
    visit::moveTo(transaction, *visit, station, kind, step);
    return std::move(*visit);
}

Result<Visit> call(
    Transaction& transaction, std::int64_t id, Station station, Kind kind, Step const& step
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return notFound();
    if (visit->number_of_calls >= kCallsMax)
        return tooManyCalls(visit->number_of_calls);
    visit::callTo(transaction, *visit, visit->number_of_calls + 1, station, kind, step);
    return std::move(*visit);
}

}  // namespace

Result<Visit> callToAnamnesa(Transaction& transaction, std::int64_t id, Step const& step) {
    return call(transaction, id, Station::anamnesa, Kind::anamnesa, step);
}

Result<Visit> sendToWaitingDoctor(Transaction& transaction, std::int64_t id, Step const& step) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return notFound();
    if (visit->number_of_calls != 0)
        visit::forgetCalls(transaction, *visit, step.moment);
    visit::moveTo(transaction, *visit, Station::waiting_doctor, Kind::waiting_doctor, step);
    return std::move(*visit);
}

Result<Visit> callToDoctor(Transaction& transaction, std::int64_t id, Step const& step) {
    return call(transaction, id, Station::with_doctor, Kind::with_doctor, step);
}

Result<Visit> finish(Transaction& transaction, std::int64_t id, Step const& step) {
    return move(transaction, id, Station::done, Kind::done, step);
}

Result<Visit> markNoShow(Transaction& transaction, std::int64_t id, Step const& step) {
    return move(transaction, id, Station::no_show, Kind::no_show, step);
}

Result<Visit> cancel(Transaction& transaction, std::int64_t id, Step const& step) {
    return move(transaction, id, Station::cancelled, Kind::cancelled, step);
}

}  // namespace antrean::queue
