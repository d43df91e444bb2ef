#include "auth/Permissions.hpp"
#include "http/Answer.hpp"
#include "queue/CheckIn.hpp"
#include "queue/QueueRoutes.hpp"
#include "visit/VisitJson.hpp"

#include <memory>
#include <utility>

namespace antrean::queue {
namespace {

using db::Transaction;
using http::Endpoint;
using http::Request;
using http::Response;
using http::run;
using http::Work;
using visit::Relation;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr Relation kRelations[] = {
    Relation::queue,
    Relation::patient,
    Relation::status,
    Relation::checked_in_at,
    Relation::priority,
    Relation::cancel_reason};
constexpr auto kRelationKeys = visit::relationKeys(kRelations);
constexpr http::Key kCheckedInKeys[] = {
    {"reservation", shape::extended(visit::kReservation, kRelationKeys, "CheckedInReservation")},
};
constexpr http::Shape kCheckedIn = shape::object(kCheckedInKeys);

constexpr Endpoint kCheckIn{
    .work = Work::write,
    .permission = auth::permission("reservation.write"),
    .summary = "Write down that a patient is in the clinic",
    .outcome =
        gives::one(kCheckedIn)
            .refusing(visit::kUnknownVisit, kNotToday, kFinished)
            .noting(
                "On the day of the reservation, until the visit ends. Again, it changes nothing."
            ),
};

struct CheckedIn {
    visit::Visit visit;
    std::shared_ptr<clinic::Directory const> directory;
};

Result<CheckedIn> checkInVisit(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto directory = services.directories.get(transaction);
    visit::Step const step{*directory, services.ledger, request.caller.user_id, request.moment};
    auto visit = checkIn(transaction, request.id, step);
    if (!visit)
        return visit.error();
    return CheckedIn{std::move(*visit), std::move(directory)};
}

Response showCheckedIn(Services const&, Request const&, CheckedIn const& checked_in) {
    auto reservation =
        visit::reservationObject(checked_in.visit, *checked_in.directory, kRelations);
    return http::answer(
        "Patient checked in successfully", {{"reservation", std::move(reservation)}}
    );
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::post, "/api/queue/{id}/check-in", kCheckIn, run<checkInVisit, showCheckedIn>},
};

}  // namespace

http::RouteTable<Services> checkInRoutes() {
    return kRoutes;
}

}  // namespace antrean::queue
