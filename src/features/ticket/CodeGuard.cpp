#include "ticket/CodeGuard.hpp"

#include "http/Network.hpp"

#include <chrono>
#include <utility>

namespace antrean::ticket {

Result<VisitRow> CodeGuard::find(db::Transaction& transaction, http::Request const& request) {
    if (auto const id = links_.idOf(request.parameter))
        // The link ends with the day of the visit.
        if (auto visit = findRow(transaction, *id); visit && visit->date >= request.moment.date)
            return *std::move(visit);
    auto const client = http::clientGroupOf(request.client_address);
    auto const wait_s = wrong_codes_.count(client, std::chrono::steady_clock::now());
    if (!wait_s)
        return kNoVisit.error();
    auto error = kTooManyWrongCodes.error();
    error.retry_after_s = *wait_s;
    return error;
}

}  // namespace antrean::ticket
