#include "queue/Transitions.hpp"

#include "db/Transaction.hpp"

namespace antrean::queue {
namespace {

using clinic::Station;
using db::Transaction;
using visit::Step;
using visit::Visit;

Error tooManyCalls(std::int64_t number_of_calls) {
    auto error = kTooManyCalls.error();
    error.data = {{"number_of_calls", number_of_calls}};
    return error;
}

Result<Visit> move(Transaction& transaction, std::int64_t id, Station station, Step const& step) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    visit::moveTo(transaction, *visit, station, step);
    return std::move(*visit);
}

Result<Visit> call(Transaction& transaction, std::int64_t id, Station station, Step const& step) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    if (visit->number_of_calls >= kCallsMax)
        return tooManyCalls(visit->number_of_calls);
    visit::callTo(transaction, *visit, visit->number_of_calls + 1, station, step);
    return std::move(*visit);
}

}  // namespace

Result<Visit> callToAnamnesa(Transaction& transaction, std::int64_t id, Step const& step) {
    return call(transaction, id, Station::anamnesa, step);
}

Result<Visit> sendToWaitingDoctor(Transaction& transaction, std::int64_t id, Step const& step) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    visit::moveUncalledTo(transaction, *visit, Station::waiting_doctor, step);
    return std::move(*visit);
}

Result<Visit> callToDoctor(Transaction& transaction, std::int64_t id, Step const& step) {
    return call(transaction, id, Station::with_doctor, step);
}

Result<Visit> finish(Transaction& transaction, std::int64_t id, Step const& step) {
    return move(transaction, id, Station::done, step);
}

Result<Visit> markNoShow(Transaction& transaction, std::int64_t id, Step const& step) {
    return move(transaction, id, Station::no_show, step);
}

Result<Visit> cancel(Transaction& transaction, std::int64_t id, Step const& step) {
    return cancelFor(transaction, id, step, std::nullopt);
}

Result<Visit> cancelFor(
    Transaction& transaction,
    std::int64_t id,
    Step const& step,
    std::optional<std::string> const& reason
) {
    auto visit = visit::findForChange(transaction, id);
    if (!visit)
        return visit::kUnknownVisit.error();
    visit::cancel(transaction, *visit, reason, step);
    return std::move(*visit);
}

}  // namespace antrean::queue
