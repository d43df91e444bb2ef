// The walk of a patient. Any station may follow any other (contract, QU-5):
//
//   WAITING -> ANAMNESA -> WAITING_DOCTOR -> WITH_DOCTOR -> DONE
//      each of them -> NO_SHOW, CANCELLED, and back
//
// Calls (to ANAMNESA and WITH_DOCTOR) are counted, three at most; WAITING_DOCTOR starts the count
// anew.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "http/Shape.hpp"
#include "visit/Steps.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace antrean::queue {

inline constexpr std::int64_t kCallsMax = 3;

inline constexpr http::Key kCallsMadeKeys[] = {{"number_of_calls", http::shape::integer}};
inline constexpr http::Shape kCallsMade = http::shape::object(kCallsMadeKeys);
inline constexpr http::Refusal kTooManyCalls{
    ErrorKind::refused, "Maximum number of calls reached (3 times)", &kCallsMade};

// Errors: visit::kUnknownVisit; of the calls also kTooManyCalls, after the third.
using Transition = Result<visit::Visit> (*)(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);
Result<visit::Visit> callToAnamnesa(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);
Result<visit::Visit> sendToWaitingDoctor(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);
// Sets the call time of the first call.
Result<visit::Visit> callToDoctor(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);
Result<visit::Visit> finish(db::Transaction& transaction, std::int64_t id, visit::Step const& step);
Result<visit::Visit> markNoShow(
    db::Transaction& transaction, std::int64_t id, visit::Step const& step
);
Result<visit::Visit> cancel(db::Transaction& transaction, std::int64_t id, visit::Step const& step);
Result<visit::Visit> cancelFor(
    db::Transaction& transaction,
    std::int64_t id,
    visit::Step const& step,
    std::optional<std::string> const& reason
);

}  // namespace antrean::queue
