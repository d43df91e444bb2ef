#include "server/Admission.hpp"

#include "base/Log.hpp"
#include "base/OncePerMinute.hpp"
#include "http/BrowserSession.hpp"
#include "server/BasePath.hpp"
#include "server/Cors.hpp"
#include "server/Input.hpp"
#include "server/RequestId.hpp"
#include "server/Target.hpp"

#include <limits>
#include <string>
#include <utility>

namespace antrean::server {
namespace {

// As Laravel shows a path: without its slash, unless there is nothing else.
std::string shown(std::string_view path) {
    return std::string(path == "/" ? path : path.substr(1));
}

bool mayChange(http::Method method) {
    return method != http::Method::get && method != http::Method::head;
}

// The header wins over the cookie.
void readToken(Exchange& exchange) {
    auto& request = exchange.request;
    request.bearer = http::bearerToken(request.header("Authorization"));
    if (!request.bearer.empty())
        return;
    request.bearer = http::browserToken(request);
    exchange.has_browser_token = !request.bearer.empty();
}

void warnOfProxy(Peer const& peer) {
    static OncePerMinute warning;
    if (warning.isDue())
        log::warning(
            "headers of a proxy came from {}, which is not in --trusted-proxies: they are ignored, "
            "and no network admits the request",
            peer.address
        );
}

}  // namespace

void takeHeaders(Exchange& exchange) {
    auto& request = exchange.request;
    if (!request.request_id.empty())
        return;
    request.headers = std::move(exchange.incoming.headers);
    request.request_id = requestId(request.header("X-Request-Id"));
}

Error bodyTooLarge() {
    return Error::of(ErrorKind::too_large, "The POST data is too large.");
}

Error noMemoryForBody() {
    return Error::unavailable("too many large bodies at once");
}

Error tooManyLiveUpdates() {
    constexpr int kRetryAfterS = 5;
    return Error::unavailable({}, kRetryAfterS);
}

Error tooMany(std::string message, int retry_after_s) {
    auto error = Error::of(ErrorKind::throttled, std::move(message));
    error.retry_after_s = retry_after_s;
    return error;
}

Admission::Admission(
    Router const& router,
    http::Authenticator& authenticator,
    Dialects const& dialects,
    AdmissionSettings settings
)
    : router_(router),
      authenticator_(authenticator),
      dialects_(dialects),
      settings_(std::move(settings)),
      limiter_(settings_.calls_per_minute_max) {}

bool Admission::allow(Exchange& exchange, Allowance const& allowance) const {
    exchange.allowance = allowance;
    if (allowance.retry_after_s == 0)
        return true;
    auto const retry_after_s = static_cast<int>(allowance.retry_after_s);
    return refuse(exchange, tooMany("Too many requests.", retry_after_s));
}

bool Admission::countToken(Exchange& exchange) const {
    if (!limiter_.isOn() || std::exchange(exchange.is_counted, true))
        return true;
    return allow(exchange, limiter_.countToken(exchange.request.caller.token_id, exchange.began));
}

// Clients that the proxies do not name count as one.
bool Admission::countAddress(Exchange& exchange) const {
    bool const has_no_limit = exchange.route != nullptr && exchange.route->has_no_rate_limit;
    if (!limiter_.isOn() || has_no_limit)
        return true;
    auto const address = http::Address::parse(exchange.request.client_address);
    return allow(
        exchange, limiter_.countAddress(address.value_or(http::Address()), exchange.began)
    );
}

bool Admission::refuse(Exchange& exchange, Error error) const {
    exchange.result.emplace(std::move(error));
    return false;
}

bool Admission::readHead(Exchange& exchange) const {
    auto& request = exchange.request;
    auto const& incoming = exchange.incoming;
    request.method = incoming.method;
    if (!request.path.empty())
        return true;
    takeHeaders(exchange);
    request.raw_path = pathOf(incoming.target);
    request.raw_query = queryOf(incoming.target);
    auto origin_of_call = origin(settings_.origin, exchange.peer(), request.headers);
    request.base_url = std::move(origin_of_call.base_url);
    request.client_address = std::move(origin_of_call.client_address);
    request.is_secure = exchange.peer().is_tls || request.base_url.starts_with("https://");
    request.is_client_doubtful = origin_of_call.is_client_doubtful;
    if (request.is_client_doubtful)
        warnOfProxy(exchange.peer());
    request.base_path = settings_.origin.base_path;
    readToken(exchange);
    auto path = decodedPath(request.raw_path);
    if (!path)
        return refuse(exchange, Error::malformed("Malformed URL."));
    request.path = withoutBase(std::move(*path), settings_.origin.base_path);
    return true;
}

bool Admission::findRoute(Exchange& exchange) const {
    auto& request = exchange.request;
    auto const& body = exchange.incoming.body;
    if (request.method == http::Method::post) {
        bool const is_small = body.size() <= kSmallBodyBytesMax;
        request.method = methodOverride(
            request,
            dialects_.bodyTypeOf(exchange),
            is_small ? std::string_view(body) : std::string_view()
        );
    }
    if (isPreflight(request)) {
        exchange.result.emplace(preflightAnswer(request));
        return false;
    }
    auto const match = router_.find(request.method, request.path);
    if (match.route != nullptr) {
        exchange.route = match.route;
        request.parameter = match.parameter;
        request.owner = match.owner;
        request.id = idOf(match.parameter);
        return true;
    }
    if (!countAddress(exchange))
        return false;
    auto const allowed = router_.allowed(request.path);
    if (!allowed.empty())
        return refuseMethod(exchange, allowed);
    return refuse(
        exchange, Error::notFound("The route " + shown(request.path) + " could not be found.")
    );
}

bool Admission::refuseMethod(Exchange& exchange, MethodSet const& allowed) const {
    auto const& request = exchange.request;
    auto const is_options = request.method == http::Method::options;
    http::Response response;
    if (!is_options)
        response = dialects_.problemOf(
            exchange,
            Error::of(
                ErrorKind::method_not_allowed,
                "The " + std::string(name(request.method)) + " method is not supported for route " +
                    shown(request.path) + ". Supported methods: " + allowed.joined(", ") + "."
            )
        );
    response.headers.push_back({"Allow", allowed.joined(is_options ? "," : ", ")});
    exchange.result.emplace(std::move(response));
    return false;
}

bool Admission::findCaller(Exchange& exchange, bool& is_known) const {
    auto& request = exchange.request;
    is_known = true;
    if (exchange.route->permission == http::Permission::anyone)
        return countAddress(exchange);
    if (exchange.has_browser_token && mayChange(request.method) && http::isFromOtherSite(request))
        return refuse(exchange, http::kFromOtherSite.error());
    auto const caller = request.bearer.empty() ? nullptr : authenticator_.cached(request.bearer);
    if (caller) {
        request.caller = *caller;
        return true;
    }
    // A look into the database is not for free.
    if (!countAddress(exchange))
        return false;
    is_known = false;
    return !request.bearer.empty() || refuse(exchange, Error::unauthenticated());
}

bool Admission::identify(Exchange& exchange, db::Transaction& transaction) const {
    auto& request = exchange.request;
    auto found = authenticator_.find(request.bearer, transaction, request.moment);
    if (!found)
        return refuse(exchange, found.error());
    request.caller = std::move(*found);
    return true;
}

bool Admission::permit(Exchange& exchange) const {
    auto& caller = exchange.request.caller;
    auto const& route = *exchange.route;
    // This opens not only the routes, but also the features' rules about Superadmins.
    if (settings_.authorization_open && caller.kiosk_id == 0)
        caller.is_superadmin = true;
    if (route.permission != http::Permission::anyone && !countToken(exchange))
        return false;
    if (!caller.may(route.permission))
        return refuse(exchange, Error::forbidden());
    exchange.body_bytes_max =
        http::bodyBytesMax(route).value_or(std::numeric_limits<std::size_t>::max());
    if (exchange.incoming.body.size() > exchange.body_bytes_max) {
        exchange.route = nullptr;  // a request that is too large does not reach a route
        return refuse(exchange, bodyTooLarge());
    }
    if (route.permission != http::Permission::anyone && !exchange.memory.admit())
        return refuse(exchange, noMemoryForBody());
    return true;
}

}  // namespace antrean::server
