#include "ticket/TicketRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "ticket/PatientSteps.hpp"
#include "ticket/Ticket.hpp"

#include <utility>

namespace antrean::ticket {
namespace {

namespace gives = http::gives;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr http::Refusal kUnknownVisit{ErrorKind::not_found, "Reservation not found"};

constexpr Endpoint kPrint{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "Show the ticket of a reservation, with the link for its patient",
    .outcome = gives::one(kTicket).refusing(kUnknownVisit),
};

Result<SeenVisit> find(Services const& services, Request const& request, Transaction& transaction) {
    auto visit = findRow(transaction, request.id);
    if (!visit)
        return kUnknownVisit.error();
    return see(services, transaction, *std::move(visit), request.moment);
}

Response show(Services const& services, Request const& request, SeenVisit const& seen) {
    auto response =
        http::answer("Ticket retrieved successfully", ticketObject(services, seen, request));
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

constexpr http::RouteOf<Services> kRoutes[] = {
    {http::Method::get, "/api/reservation/{id}/ticket", kPrint, run<find, show>},
};

}  // namespace

http::RouteTable<Services> ticketRoutes() {
    return kRoutes;
}

}  // namespace antrean::ticket
