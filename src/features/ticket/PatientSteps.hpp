// What a patient may do with the link of a visit: look, check in, cancel. The API and the page use
// it.
#pragma once

#include "base/Result.hpp"
#include "http/Refusal.hpp"
#include "ticket/TicketRoutes.hpp"
#include "ticket/VisitView.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>

namespace antrean::ticket {

inline constexpr http::Refusal kNoCheckIn{
    ErrorKind::conflict, "The patient cannot check in now", &kVisit};
inline constexpr http::Refusal kNoCancel{
    ErrorKind::conflict, "The visit cannot be cancelled any more", &kVisit};
// Staff read it.
inline constexpr std::string_view kCancelledByPatient = "Dibatalkan pasien";

// A visit with the queue around it.
struct SeenVisit {
    VisitRow visit;
    SharedDay day;
    std::shared_ptr<clinic::Profile const> profile;
};
// For a transaction that only reads.
SeenVisit see(
    Services const& services, db::Transaction& transaction, VisitRow visit, Moment const& moment
);
// For a transaction that has written. The visit must exist.
SeenVisit seeChanged(
    Services const& services,
    db::Transaction& transaction,
    std::int64_t visit_id,
    Moment const& moment
);
boost::json::object objectOf(Services const& services, SeenVisit const& seen, Moment const& moment);

struct Stepped {
    SeenVisit seen;           // after the step
    bool is_refused = false;  // nothing was changed, because the visit is past it
};
// Errors of both: those of CodeGuard::find. The user of the step in the ledger is nobody.
Result<Stepped> checkIn(
    Services const& services, http::Request const& request, db::Transaction& transaction
);
Result<Stepped> cancel(
    Services const& services, http::Request const& request, db::Transaction& transaction
);

}  // namespace antrean::ticket
