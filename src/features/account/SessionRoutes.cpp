#include "account/AccountRoutes.hpp"
#include "account/LoggedIn.hpp"
#include "account/Login.hpp"
#include "account/Users.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/BrowserSession.hpp"
#include "http/ObjectOf.hpp"
#include "http/Paginator.hpp"

#include <utility>

namespace antrean::account {
namespace {

using db::Database;
using db::Transaction;
using http::Endpoint;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

namespace gives = http::gives;
namespace shape = http::shape;

constexpr http::Key kWelcomeKeys[] = {{"user", kLoggedIn}};

constexpr Endpoint kOpen{
    .work = Work::login,
    .permission = Permission::anyone,
    .input = kLoginRules,
    .summary = "Log a browser in, with a cookie instead of a token",
    .outcome = gives::message()
                   .with(kWelcomeKeys)
                   .refusing(kIncorrect, kThrottled, http::kFromOtherSite)
                   .noting("Scripts cannot read the cookie. Requests that authenticate with it and "
                           "are not GET or HEAD must come from a page of this server."),
};

Result<Welcome> open(Services const& services, Request const& request, Database& database) {
    // Another site could log the browser in as a user of its choice.
    if (http::isFromOtherSite(request))
        return http::kFromOtherSite.error();
    return logIn(services, request, kOpen, auth::kBrowserToken, database);
}

Response showOpen(Services const&, Request const& request, Welcome const& welcome) {
    auto const& [token, user, roles] = welcome.admitted;
    Response response;
    response.headers.push_back(http::setBrowserToken(request, token));
    response.body = {
        {"status", "success"},
        {"message", "Login success"},
        {"user", loggedInObject(user, roles, *welcome.directory)},
    };
    return response;
}

constexpr http::Key kHasSessionKeys[] = {{"has_session", shape::boolean}};
constexpr http::Shape kHasSession = shape::object(kHasSessionKeys);

constexpr Endpoint kAsk{
    .work = Work::none,
    .permission = Permission::anyone,
    .summary = "Tell whether the browser has the cookie of a session",
    .outcome = gives::one(kHasSession)
                   .noting("Scripts cannot see the cookie. The session itself may have ended; "
                           "`GET /api/auth/me` answers 401 then."),
};

Result<Response> ask(Services const&, Request const& request) {
    return http::answer(
        "Session retrieved successfully",
        boost::json::object{{"has_session", !request.bearer.empty()}}
    );
}

constexpr Endpoint kClose{
    .work = Work::write,
    .permission = Permission::signed_in,
    .summary = "Log the browser out: ends the session and removes the cookie",
    .outcome = gives::message(),
};

Result<Response> close(Services const&, Request const& request, Transaction& transaction) {
    auth::endToken(transaction, request.caller.token_id);
    auto response = http::answer("Logout success");
    response.headers.push_back(http::clearBrowserToken(request));
    return response;
}

constexpr http::Key kCurrentKey[] = {{"current", shape::boolean}};
constexpr auto kSessionKeys = shape::joined(shape::keysOf<auth::Session>(), kCurrentKey);
constexpr http::Shape kSession = shape::object(kSessionKeys, "Session");
constexpr auto kSessionList = gives::list(kSession, http::ListStyle::meta_a);

using Listed = http::PageOf<auth::Session>;

Listed listOf(
    Services const& services, Request const& request, Transaction& transaction, std::int64_t user_id
) {
    auto const page = http::readPage(request.input);
    auto const used_since = auth::usedSince(services.settings.sessions, request.moment.instant);
    auto const& now = request.moment.timestamp;
    auto const total = auth::countSessions(transaction, user_id, used_since, now);
    return {
        auth::listSessions(transaction, user_id, used_since, now, page.size, page.offset()),
        page,
        total};
}

Response showList(Services const&, Request const& request, Listed const& listed) {
    auto const shown = [&request](auth::Session const& session) {
        auto object = http::objectOf(session);
        object["current"] = session.id == request.caller.token_id;
        return object;
    };
    return http::answerPage(
        http::ListStyle::meta_a, "Sessions retrieved successfully", listed, request, shown
    );
}

constexpr Endpoint kListOwn{
    .work = Work::read,
    .permission = Permission::signed_in,
    .summary = "List by page where the caller is logged in, newest first",
    .outcome = kSessionList,
};

Result<Listed> listOwn(Services const& services, Request const& request, Transaction& transaction) {
    return listOf(services, request, transaction, request.caller.user_id);
}

constexpr http::Refusal kUnknownSession{ErrorKind::not_found, "Session not found"};

constexpr Endpoint kEndOwn{
    .work = Work::write,
    .permission = Permission::signed_in,
    .summary = "End a session or permanent token of the caller",
    .outcome = gives::message().refusing(kUnknownSession),
};

Result<Response> endOwn(Services const&, Request const& request, Transaction& transaction) {
    if (auth::endTokenOf(transaction, request.caller.user_id, request.id) == 0)
        return kUnknownSession.error();
    return http::answer("Session ended successfully");
}

constexpr Endpoint kListOfUser{
    .work = Work::read,
    .permission = auth::permission("users.write"),
    .summary = "List by page where a user is logged in, newest first",
    .outcome = kSessionList.refusing(kUnknownUser),
};

Result<Listed> listOfUser(
    Services const& services, Request const& request, Transaction& transaction
) {
    if (auto const allowed = mayManage(transaction, request.caller, request.id); !allowed)
        return allowed.error();
    return listOf(services, request, transaction, request.id);
}

constexpr Endpoint kEndOfUser{
    .work = Work::write,
    .permission = auth::permission("users.write"),
    .summary = "End all sessions and permanent tokens of a user, but not the one in use",
    .outcome = gives::message().refusing(kUnknownUser),
};

Result<Response> endOfUser(Services const&, Request const& request, Transaction& transaction) {
    if (auto const allowed = mayManage(transaction, request.caller, request.id); !allowed)
        return allowed.error();
    auth::endTokensExcept(transaction, request.id, request.caller.token_id);
    return http::answer("Sessions ended successfully");
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {get, "/api/auth/session", kAsk, run<ask>},
    {post, "/api/auth/session", kOpen, run<open, showOpen>},
    {del, "/api/auth/session", kClose, run<close>},
    {get, "/api/auth/sessions", kListOwn, run<listOwn, showList>},
    {del, "/api/auth/sessions/{id}", kEndOwn, run<endOwn>},
    {get, "/api/users/{id}/sessions", kListOfUser, run<listOfUser, showList>},
    {del, "/api/users/{id}/sessions", kEndOfUser, run<endOfUser>},
};

}  // namespace

http::RouteTable<Services> sessionRoutes() {
    return kRoutes;
}

}  // namespace antrean::account
