#include "base/Digest.hpp"
#include "db/Transaction.hpp"
#include "http/Answer.hpp"
#include "http/BrowserSession.hpp"
#include "http/InputOf.hpp"
#include "http/Network.hpp"
#include "kiosk/KioskCallers.hpp"
#include "kiosk/KioskRoutes.hpp"
#include "kiosk/KioskStore.hpp"
#include "kiosk/SetupCode.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <utility>
#include <vector>

namespace antrean::kiosk {
namespace {

namespace gives = http::gives;
namespace is = validation;
namespace json = boost::json;
namespace shape = http::shape;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

constexpr std::int64_t kKiosksMax = 50;
constexpr std::chrono::minutes kSetupFor{15};

constexpr http::Refusal kTooManyKiosks{ErrorKind::refused, "A clinic can have 50 kiosks at most"};
constexpr http::Refusal kUnknownKiosk{ErrorKind::not_found, "Kiosk not found"};
constexpr http::Refusal kBadSetupCode{
    ErrorKind::refused, "The setup code is unknown, used or expired."};
constexpr http::Refusal kTooManySetups{
    ErrorKind::throttled, "Too many wrong setup codes. Please try again later."};

constexpr http::Key kKioskKeys[] = {
    {"id", shape::integer},
    {"name", shape::text},
    {"created_at", shape::orNull(shape::timestamp)},
    {"last_seen_at", shape::orNull(shape::timestamp)},
    {"is_active", shape::boolean},
};
constexpr http::Shape kKiosk = shape::object(kKioskKeys, "Kiosk");
constexpr http::Key kSetupKeys[] = {
    {"setup_code", shape::like("K7QW-3MHX-9TRD")},
    {"setup_link", shape::like("/kios#K7QW-3MHX-9TRD")},
};
constexpr http::Shape kNewKiosk = shape::extended(kKiosk, kSetupKeys, "NewKiosk");

json::object objectOf(Kiosk const& kiosk) {
    return {
        {"id", kiosk.id},
        {"name", kiosk.name},
        {"created_at", http::timestamp(kiosk.created_at)},
        {"last_seen_at", http::timestamp(kiosk.last_seen_at)},
        {"is_active", kiosk.token_hash.has_value()},
    };
}

constexpr Endpoint kList{
    .work = Work::read,
    .permission = Permission::superadmin_only,
    .summary = "List the kiosks",
    .outcome = gives::list(kKiosk),
};

using Kiosks = std::vector<Kiosk>;

Result<Kiosks> list(Services const&, Request const&, Transaction& transaction) {
    return listKiosks(transaction);
}

Response showList(Services const&, Request const&, Kiosks const& kiosks) {
    json::array rows;
    for (auto const& kiosk : kiosks)
        rows.push_back(objectOf(kiosk));
    return http::answer("Kiosks retrieved successfully", std::move(rows));
}

struct NewKiosk {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NewKiosk, (), (name))
constexpr is::Field kNewKioskInput[] = {
    is::field("name", is::required, is::text, is::max(100)),
};
static_assert(is::describes<NewKiosk>(kNewKioskInput));

constexpr Endpoint kCreate{
    .work = Work::write,
    .permission = Permission::superadmin_only,
    .input = kNewKioskInput,
    .summary = "Create a kiosk, with a code that sets its device up",
    .outcome = gives::created(kNewKiosk)
                   .refusing(kTooManyKiosks)
                   .noting("The code is shown only here. It works once, within 15 minutes."),
};

struct Created {
    Kiosk kiosk;
    std::string setup_code;
};

Result<Created> create(Services const&, Request const& request, Transaction& transaction) {
    auto const input = http::inputOf<NewKiosk>(request, kCreate);
    if (!input)
        return input.error();
    if (countKiosks(transaction) >= kKiosksMax)
        return kTooManyKiosks.error();
    Created created;
    created.setup_code = newSetupCode();
    auto const& now = request.moment.timestamp;
    Setup const setup{
        hashOf(created.setup_code), storedTimestamp(request.moment.instant + kSetupFor)};
    created.kiosk.id = insertKiosk(transaction, input->name, setup, now);
    created.kiosk.name = input->name;
    created.kiosk.created_at = now;
    return created;
}

Response showCreated(Services const&, Request const& request, Created const& created) {
    auto object = objectOf(created.kiosk);
    object["setup_code"] = created.setup_code;
    object["setup_link"] = std::string(request.base_path) + "/kios#" + created.setup_code;
    auto response = http::answer("Kiosk created successfully", std::move(object), 201);
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

constexpr Endpoint kRemove{
    .work = Work::write,
    .permission = Permission::superadmin_only,
    .summary = "Remove a kiosk; its device is refused from then on",
    .outcome = gives::message().refusing(kUnknownKiosk),
};

Result<Response> remove(Services const&, Request const& request, Transaction& transaction) {
    if (!deleteKiosk(transaction, request.id))
        return kUnknownKiosk.error();
    return http::answer("Kiosk removed successfully");
}

struct Activation {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Activation, (), (code))
constexpr is::Field kActivation[] = {is::field("code", is::required, is::text, is::max(100))};
static_assert(is::describes<Activation>(kActivation));

constexpr http::Key kActivatedKeys[] = {{"name", shape::text}};
constexpr http::Shape kActivated = shape::object(kActivatedKeys, "ActivatedKiosk");

constexpr Endpoint kActivate{
    .work = Work::write,
    .permission = Permission::anyone,
    .input = kActivation,
    .summary = "Set this device up as a kiosk, with a setup code",
    .outcome = gives::one(kActivated)
                   .refusing(kBadSetupCode, kTooManySetups)
                   .noting("The token is in the cookie `antrean_kiosk`."),
};

Error badSetup(Services const& services, Request const& request) {
    auto const client = http::clientGroupOf(request.client_address);
    auto const now = std::chrono::steady_clock::now();
    auto const wait_s = services.limits.wrong_setups.count(client, now);
    if (!wait_s)
        return kBadSetupCode.error();
    auto error = kTooManySetups.error();
    error.retry_after_s = *wait_s;
    return error;
}

Result<Response> activate(
    Services const& services, Request const& request, Transaction& transaction
) {
    auto const input = http::inputOf<Activation>(request, kActivate);
    if (!input)
        return input.error();
    auto const& now = request.moment.timestamp;
    auto const setup_hash = hashOf(input->code);
    auto const kiosk = findSetup(transaction, setup_hash, now);
    if (!kiosk)
        return badSetup(services, request);
    auto const token = newToken();
    if (!activateKiosk(transaction, kiosk->id, setup_hash, digest::sha256Hex(token), now))
        return badSetup(services, request);
    auto response =
        http::answer("Kiosk activated successfully", json::object{{"name", kiosk->name}});
    response.headers.push_back(http::setKioskToken(request, token));
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/kiosks", kList, run<list, showList>},
    {post, "/api/kiosks", kCreate, run<create, showCreated>},
    {del, "/api/kiosks/{id}", kRemove, run<remove>},
    {post, "/api/kiosk/activate", kActivate, run<activate>},
};

}  // namespace

http::RouteTable<Services> adminRoutes() {
    return kRoutes;
}

}  // namespace antrean::kiosk
