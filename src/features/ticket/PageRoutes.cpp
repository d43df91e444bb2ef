#include "ticket/PageRoutes.hpp"

#include "db/Transaction.hpp"
#include "http/BrowserSession.hpp"
#include "screens/Page.hpp"
#include "ticket/PageFields.hpp"
#include "ticket/PatientSteps.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
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

constexpr std::string_view kNotBuilt =
    "This program was built without its screens: run ./dev build in the source folder, then start "
    "the program again.\n";

constexpr Endpoint kShow{
    .work = Work::read,
    .permission = Permission::anyone,
    .summary = "Show the page of a visit's link",
    .outcome = gives::file("text/html"),
    .is_screen = true,
    .has_secret_path = true,
};

struct Shown {
    std::optional<SeenVisit> seen;  // empty: the page says why it shows no visit
    std::optional<int> retry_after_s;
    std::shared_ptr<clinic::Profile const> profile;
};

// A page for a code without a visit is a page, too.
Result<Shown> unseen(Services const& services, Transaction& transaction, Error const& error) {
    if (error.kind != ErrorKind::not_found && error.kind != ErrorKind::throttled)
        return error;
    return Shown{std::nullopt, error.retry_after_s, services.profiles.get(transaction)};
}

Result<Shown> find(PageServices const& services, Request const& request, Transaction& transaction) {
    auto const& visits = services.visits;
    // Relative addresses in the page would not work.
    if (request.raw_path.ends_with('/'))
        return unseen(visits, transaction, kNoVisit.error());
    auto visit = visits.guard.find(transaction, request);
    if (!visit)
        return unseen(visits, transaction, visit.error());
    auto seen = see(visits, transaction, *std::move(visit), request.moment);
    auto profile = seen.profile;
    return Shown{std::move(seen), std::nullopt, std::move(profile)};
}

Response page(PageServices const& services, Request const& request, Shown const& shown) {
    Response response;
    response.headers = screens::pageHeaders(request, screens::kPatientPage);
    response.headers.push_back({"Cache-Control", "no-store"});
    response.headers.push_back({"X-Robots-Tag", "noindex, nofollow"});
    if (shown.retry_after_s)
        response.headers.push_back({"Retry-After", std::to_string(*shown.retry_after_s)});
    auto const& filled = services.page.page();
    if (filled.empty()) {
        response.status = 503;
        response.content_type = "text/plain; charset=utf-8";
        response.text = kNotBuilt;
        return response;
    }
    auto const zone = services.visits.clock.zone();
    Now const now{request.moment, zone};
    response.content_type = "text/html; charset=utf-8";
    if (shown.seen) {
        auto const& [visit, day, profile] = *shown.seen;
        response.text = filled.fill(fieldsOf(visit, *day, *profile, now, request.parameter));
        return response;
    }
    response.status = shown.retry_after_s ? 429 : 404;
    auto const* state = shown.retry_after_s ? "busy" : "gone";
    response.text = filled.fill(fieldsWithoutVisit(state, *shown.profile, now, request.parameter));
    return response;
}

constexpr Endpoint kStep{
    .work = Work::write,
    .permission = Permission::anyone,
    .summary = "A button of the page",
    .outcome = gives::file("text/html").refusing(http::kFromOtherSite),
    .is_screen = true,
    .has_secret_path = true,
};

using Step = Result<Stepped> (*)(Services const&, Request const&, Transaction&);

// The page hides its address, so its own forms have "Origin: null". Browsers say more only over
// TLS. The code in the path is what another site does not know.
bool isForeign(Request const& request) {
    bool const is_silent =
        request.header("Origin") == "null" && request.header("Sec-Fetch-Site").empty();
    return !is_silent && http::isFromOtherSite(request);
}

template <Step step>
Result<Shown> press(
    PageServices const& services, Request const& request, Transaction& transaction
) {
    if (isForeign(request))
        return http::kFromOtherSite.error();
    auto const stepped = step(services.visits, request, transaction);
    if (!stepped)
        return unseen(services.visits, transaction, stepped.error());
    return Shown{stepped->seen, std::nullopt, stepped->seen.profile};
}

// Back to the page, which shows the visit as it is now, also if the step came too late.
Response goBack(PageServices const& services, Request const& request, Shown const& shown) {
    if (!shown.seen)
        return page(services, request, shown);
    Response response;
    response.status = 303;
    response.content_type = "text/plain; charset=utf-8";
    // Relative, so that it works below a path of a proxy.
    response.headers = {{"Location", "../" + request.parameter}, {"Cache-Control", "no-store"}};
    return response;
}

using enum http::Method;

constexpr http::RouteOf<PageServices> kRoutes[] = {
    {get, "/a/{code}", kShow, run<find, page>},
    {post, "/a/{code}/check-in", kStep, run<press<checkIn>, goBack>},
    {post, "/a/{code}/cancel", kStep, run<press<cancel>, goBack>},
};

}  // namespace

PatientPage::PatientPage(std::string_view html) : page_(html) {
    auto const zone = Zone::find("UTC").value();
    auto const moment = zone.moment(Instant());
    auto const missing =
        page_.missingIn(fieldsWithoutVisit("gone", clinic::Profile(), {moment, zone}, {}));
    if (!missing.empty())
        throw std::logic_error("patient.html has an unknown placeholder: " + std::string(missing));
}

http::RouteTable<PageServices> pageRoutes() {
    return kRoutes;
}

}  // namespace antrean::ticket
