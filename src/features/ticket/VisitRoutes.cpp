#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/Problem.hpp"
#include "queue/CheckIn.hpp"
#include "queue/Transitions.hpp"
#include "ticket/PatientSteps.hpp"
#include "ticket/TicketRoutes.hpp"
#include "ticket/VisitView.hpp"

#include <string_view>
#include <utility>

namespace antrean::ticket {
namespace {

namespace gives = http::gives;
namespace json = boost::json;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr Endpoint kDetail{
    .work = Work::read,
    .permission = Permission::anyone,
    .summary = "Show a visit to its patient, by the code of its link",
    .outcome = gives::one(kVisit).refusing(kNoVisit, kTooManyWrongCodes),
    .has_secret_path = true,
};

Response privately(Response response) {
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Result<SeenVisit> detail(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto visit = services.guard.find(transaction, request);
    if (!visit)
        return visit.error();
    return see(services, transaction, *std::move(visit), request.moment);
}

Response showDetail(Services const& services, Request const& request, SeenVisit const& seen) {
    return privately(
        http::answer("Visit retrieved successfully", objectOf(services, seen, request.moment))
    );
}

Response shown(
    Services const& services,
    Request const& request,
    Stepped const& stepped,
    http::Refusal const& refusal,
    std::string_view message
) {
    auto visit = objectOf(services, stepped.seen, request.moment);
    return privately(
        stepped.is_refused ? http::problem(refusal, std::move(visit))
                           : http::answer(message, std::move(visit))
    );
}

constexpr Endpoint kCheckIn{
    .work = Work::write,
    .permission = Permission::anyone,
    .summary = "Write down that the patient of a link is in the clinic",
    .outcome = gives::one(kVisit)
                   .refusing(kNoVisit, kTooManyWrongCodes, kNoCheckIn)
                   .noting("On the day of the visit, until it ends. Again, it changes nothing."),
    .has_secret_path = true,
};

Response showCheckedIn(Services const& services, Request const& request, Stepped const& stepped) {
    return shown(services, request, stepped, kNoCheckIn, "Checked in successfully");
}

constexpr Endpoint kCancel{
    .work = Work::write,
    .permission = Permission::anyone,
    .summary = "Cancel the visit of a link, for its patient",
    .outcome = gives::one(kVisit)
                   .refusing(kNoVisit, kTooManyWrongCodes, kNoCancel)
                   .noting("Until the first call. Again, it changes nothing."),
    .has_secret_path = true,
};

Response showCancelled(Services const& services, Request const& request, Stepped const& stepped) {
    return shown(services, request, stepped, kNoCancel, "Visit cancelled successfully");
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/visits/{code}", kDetail, run<detail, showDetail>},
    {post, "/api/visits/{code}/check-in", kCheckIn, run<checkIn, showCheckedIn>},
    {post, "/api/visits/{code}/cancel", kCancel, run<cancel, showCancelled>},
};

}  // namespace

http::RouteTable<Services> visitRoutes() {
    return kRoutes;
}

}  // namespace antrean::ticket
