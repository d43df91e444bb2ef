#include "openapi/Document.hpp"

#include "auth/Permissions.hpp"
#include "base/Digest.hpp"
#include "base/Text.hpp"
#include "http/StatusRoutes.hpp"
#include "openapi/Examples.hpp"
#include "openapi/Inputs.hpp"
#include "openapi/Responses.hpp"
#include "openapi/Schemas.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace antrean::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using http::Description;

constexpr std::string_view kIntroduction =
    "The queue and reservation server of a clinic.\n\n"
    "**Access.** `POST /api/auth/login` returns a bearer token; send it in the header "
    "`Authorization: Bearer TOKEN`. A browser may instead get a cookie from "
    "`POST /api/auth/session`; with it, requests that change something must come from a page of "
    "this server. A route with a permission is open to users with a role that has this "
    "permission. Superadmins may do everything.\n\n"
    "**Requests.** Bodies are JSON, form fields or, for files, multipart. Query and body count as "
    "one input. Texts are trimmed, and an empty text counts as null. Integers may be texts "
    "(`\"3\"`), booleans 0 and 1, dates in any usual notation. Unknown fields are ignored. A POST "
    "with `_method` counts as PUT, PATCH or DELETE.\n\n"
    "**Repeating a request.** With an `Idempotency-Key` (a new random text for each request, the "
    "same one when it is sent again) a request is carried out once, also if its answer is lost. "
    "For 24 hours the same user, key and request get the first answer again, with "
    "`Idempotent-Replayed: true`. Another request with that key is refused with 422. 409 means "
    "that the first one is not answered yet: retry after `Retry-After` seconds. Not kept, so that "
    "the request may be repeated with the same key: 401, 403, 429, 5xx and 422 with `errors`.\n\n"
    "**Answers.** `status` is `success` or `error`; `message` is a text for users. Instants are in "
    "UTC; dates and times of day are in the clinic's time zone.\n\n"
    "**Refusals.** 422 lists every invalid field in `errors`, or names in `message` the rule of "
    "the "
    "clinic that forbids the request. 401 means that the token is missing or no longer valid. 503 "
    "is temporary: retry after `Retry-After` seconds. Besides the listed statuses, 405 lists the "
    "methods of a path, and 408 and 431 answer requests that are too slow or have too long "
    "headers.";

struct Tag {
    std::string_view prefix;  // of paths
    std::string_view name;
    std::string_view description;
};
// The first match counts.
constexpr Tag kTags[] = {
    {"/api/auth", "auth", "Logging in and out, and tokens for other programs"},
    {"/api/users", "users", "The staff"},
    {"/api/roles", "roles", "Roles and their permissions"},
    {"/api/poly", "poly", "The outpatient departments"},
    {"/api/status", "status", "The stations of a visit"},
    {"/api/schedule", "schedule", "The doctors' hours"},
    {"/api/reservation", "reservation", "Patients' visits"},
    {"/api/queue", "queue", "Calling patients and moving visits to the next station"},
    {"/api/kiosk", "kiosks", "Devices with which patients register themselves"},
    {"/api/visits", "visits", "A visit by its code, for its patient"},
    {"/api/patients", "patients", "The clinic's patients"},
    {"/api/checkup-schedule", "checkup-schedule", "Return visits that a doctor ordered"},
    {"/api/dashboard", "dashboard", "Figures of a day, month or year"},
    {"/api/reports", "reports", "Figures by day, as pages and as XLSX files"},
    {"/api/message-templates", "message-templates", "Texts of messages to patients"},
    {"/api/reminder-configs", "reminder-configs", "Which patients get a reminder, and when"},
    {"/api/whatsapp-configs", "whatsapp-configs", "The WhatsApp numbers that send messages"},
    {"/api/configs", "configs", "Settings of the clinic"},
    {"/api/faq", "faq", "Documents for patients"},
    {"/storage/faq", "faq", ""},
    {"/api/lab", "lab", ""},
    {"/one-api/tools/wynacom", "lab", "Sampling times and results of the laboratory"},
    {"/api/deliveries", "deliveries", "Messages to other systems, and their state"},
    {"/api/integrations", "deliveries", ""},
    {"/api/events", "realtime", "Live updates of the queue"},
    {"/broadcasting", "realtime", ""},
    {"/apps", "realtime", ""},
    {"/", "server", "The server itself"},
};

// The documented path of the route.
std::string_view properPath(Description const& route) {
    auto const alias_of = route.outcome.alias_of;
    return alias_of.empty() ? route.path : alias_of.substr(alias_of.find('/'));
}

std::string_view tagOf(Description const& route) {
    auto const path = properPath(route);
    auto const tag = std::ranges::find_if(kTags, [path](Tag const& candidate) {
        return path.starts_with(candidate.prefix);
    });
    return tag->name;
}

array tags(http::Descriptions const& routes) {
    array list;
    for (auto const& tag : kTags) {
        bool const is_used = std::ranges::any_of(routes, [&tag](Description const& route) {
            return tagOf(route) == tag.name;
        });
        if (is_used && !tag.description.empty())
            list.push_back(object{{"name", tag.name}, {"description", tag.description}});
    }
    return list;
}

// PATCH /api/queue/{id}/done -> patchQueueByIdDone
std::string operationId(Description const& route) {
    constexpr std::string_view kPrefix = "/api/";
    auto path = route.path;
    // An alias that equals the proper name with the prefix keeps it.
    if (path.starts_with(kPrefix) && path.substr(kPrefix.size() - 1) != properPath(route))
        path.remove_prefix(kPrefix.size());
    std::string id = text::lower(http::name(route.method));
    bool is_start = true;
    for (char const letter : path) {
        bool const is_name = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                             (letter >= '0' && letter <= '9');
        if (letter == '{')
            id += "By";
        if (is_name)
            id += is_start && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32)
                                                             : letter;
        is_start = !is_name;
    }
    return id;
}

// The largest body that the server reads. OpenAPI has no word for it.
constexpr std::string_view kBodyBytesMax = "x-body-bytes-max";

// The security scheme of signed requests.
constexpr std::string_view kSignature = "signature";

array security(Description const& route) {
    if (auto const token = route.outcome.other_token; !token.empty())
        return {object{{token, array()}}};
    if (!route.outcome.signature.empty())
        return {object{{kSignature, array()}}};
    if (route.permission == http::Permission::anyone)
        return {};
    array wanted;
    if (route.permission != http::Permission::signed_in)
        wanted.push_back(boost::json::value(auth::name(route.permission)));
    return {object{{"bearer", std::move(wanted)}}};
}

std::string aliasNote(Description const& route) {
    auto const alias_of = route.outcome.alias_of;
    auto const method =
        alias_of.starts_with('/') ? std::string(http::name(route.method)) + ' ' : "";
    return fmt::format("Another name of `{}{}`, for clients that use it.", method, alias_of);
}

object operation(Description const& route, Schemas& schemas, int created_status) {
    object made{
        {"tags", array{tagOf(route)}},
        {"operationId", operationId(route)},
        {"summary", route.summary},
    };
    if (!route.outcome.note.empty())
        made["description"] = route.outcome.note;
    if (!route.outcome.alias_of.empty()) {
        made["description"] = aliasNote(route);
        made["deprecated"] = true;
    }
    made["security"] = security(route);
    if (auto list = parameters(route); !list.empty())
        made["parameters"] = std::move(list);
    auto name = operationId(route) + "Body";
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    if (auto body = requestBody(route, name, schemas); !body.empty())
        made["requestBody"] = std::move(body);
    if (auto const bytes = http::bodyBytesMax(route); bytes && route.method != http::Method::get)
        made[kBodyBytesMax] = *bytes;
    made["responses"] = responses(route, schemas, created_status);
    return made;
}

object paths(http::Descriptions const& routes, Schemas& schemas, int created_status) {
    object all;
    Examples examples;
    for (auto const& route : routes) {
        auto& methods = all[route.path];
        if (methods.is_null())
            methods.emplace_object();
        auto described = operation(route, schemas, created_status);
        examples.addTo(described, route);
        methods.get_object()[text::lower(http::name(route.method))] = std::move(described);
    }
    return all;
}

object securitySchemes(http::Descriptions const& routes) {
    object schemes{
        {"bearer",
         {{"type", "http"},
          {"scheme", "bearer"},
          {"description",
           "The token of `POST /api/auth/login`. The listed names are permissions."}}},
    };
    for (auto const& route : routes) {
        auto const& outcome = route.outcome;
        if (!outcome.other_token.empty())
            schemes[outcome.other_token] = {{"type", "http"}, {"scheme", "bearer"}};
        if (!outcome.signature.empty())
            schemes[kSignature] = {
                {"type", "apiKey"},
                {"in", "query"},
                {"name", outcome.signature},
                {"description", "Signed as the Pusher server libraries sign requests."}};
    }
    return schemes;
}

// The document with `url` as the server's URL.
object document(http::Descriptions const& routes, int created_status, std::string_view url) {
    Schemas schemas;
    auto shared = sharedResponses(schemas);
    auto operations = paths(routes, schemas, created_status);
    return {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "antrean"}, {"version", ANTREAN_VERSION}, {"description", kIntroduction}}},
        {"servers", array{object{{"url", url}}}},
        {"tags", tags(routes)},
        {"paths", std::move(operations)},
        {"components",
         {{"securitySchemes", securitySchemes(routes)},
          {"responses", std::move(shared)},
          {"schemas", schemas.kept()}}},
    };
}

}  // namespace

Document::Document(http::Descriptions routes, int created_status) {
    auto const of_server = http::describe(http::statusRoutes());
    routes.insert(routes.end(), of_server.begin(), of_server.end());
    std::erase_if(routes, [](Description const& route) { return route.is_screen; });
    constexpr std::string_view kPlaceholder = "@server@";
    auto const whole = boost::json::serialize(document(routes, created_status, kPlaceholder));
    auto const place = whole.find(kPlaceholder);
    before_url_ = whole.substr(0, place);
    after_url_ = whole.substr(place + kPlaceholder.size());
    hash_ = digest::sha256Hex(whole);
}

std::shared_ptr<std::string const> Document::text(std::string_view base_url) const {
    std::lock_guard const lock(mutex_);
    if (last_text_ && last_url_ == base_url)
        return last_text_;
    // The text as JSON writes it, without the quotes.
    auto const url = boost::json::serialize(boost::json::string_view(base_url));
    last_text_ = std::make_shared<std::string const>(
        before_url_ + url.substr(1, url.size() - 2) + after_url_
    );
    last_url_ = base_url;
    return last_text_;
}

std::string Document::etag(std::string_view base_url) const {
    return fmt::format("\"{:.32}\"", digest::sha256Hex(hash_ + std::string(base_url)));
}

}  // namespace antrean::openapi
