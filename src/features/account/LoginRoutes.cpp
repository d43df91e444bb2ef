#include "account/AccountRoutes.hpp"
#include "account/LoggedIn.hpp"
#include "account/Login.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"

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

constexpr http::Shape kToken = shape::like("1|AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0f6f8e5e");
constexpr http::Key kWelcomeKeys[] = {
    {"token", kToken},
    {"type", shape::oneOf("Bearer")},
    {"user", kLoggedIn},
};

constexpr Endpoint kLogin{
    .work = Work::login,
    .permission = Permission::anyone,
    .input = kLoginRules,
    .summary = "Log in with user name and password",
    .outcome = gives::message().with(kWelcomeKeys).refusing(kIncorrect, kThrottled),
};

Result<Welcome> login(Services const& services, Request const& request, Database& database) {
    return logIn(services, request, kLogin, auth::kLoginToken, database);
}

Response showWelcome(Services const&, Request const&, Welcome const& welcome) {
    auto const& [token, user, roles] = welcome.admitted;
    Response response;
    response.body = {
        {"status", "success"},
        {"message", "Login success"},
        {"token", token},
        {"type", "Bearer"},
        {"user", loggedInObject(user, roles, *welcome.directory)},
    };
    return response;
}

constexpr Endpoint kLogout{
    .work = Work::write,
    .permission = Permission::signed_in,
    .summary = "Revoke the token of this request",
    .outcome = gives::message(),
};

Result<Response> logout(Services const&, Request const& request, Transaction& transaction) {
    auth::endToken(transaction, request.caller.token_id);
    return http::answer("Logout success");
}

constexpr http::Key kPermanentTokenKeys[] = {
    {"token_name", shape::oneOf(auth::kPermanentToken)},
    {"token", kToken},
};
constexpr http::Shape kNewToken = shape::object(kPermanentTokenKeys, "PermanentToken");

constexpr Endpoint kPermanentToken{
    .work = Work::write,
    .permission = auth::permission("tokens.create"),
    .summary = "Create a token that never expires, for n8n",
    .outcome = gives::one(kNewToken),
};

// Earlier permanent tokens stay valid: an n8n flow may hold one (contract, 5).
Result<std::string> permanentToken(
    Services const&, Request const& request, Transaction& transaction
) {
    auth::TokenOf const token{
        auth::kPermanentToken, request.client_address, request.header("User-Agent")};
    return auth::issueToken(transaction, request.caller.user_id, token, request.moment);
}

Response showToken(Services const&, Request const&, std::string const& token) {
    return http::answer(
        "Permanent token generated successfully",
        {{"token_name", auth::kPermanentToken}, {"token", token}}
    );
}

using enum http::Method;

constexpr http::RouteOf<Services> kRoutes[] = {
    {post, "/api/auth/login", kLogin, run<login, showWelcome>},
    {post, "/api/auth/logout", kLogout, run<logout>},
    {post, "/api/auth/permanent-token", kPermanentToken, run<permanentToken, showToken>},
};

}  // namespace

http::RouteTable<Services> loginRoutes() {
    return kRoutes;
}

}  // namespace antrean::account
