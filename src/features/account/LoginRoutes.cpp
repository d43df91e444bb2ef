#include "account/AccountRoutes.hpp"
#include "account/UserInput.hpp"
#include "account/UserStore.hpp"
#include "auth/Permissions.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "http/InputOf.hpp"
#include "http/ObjectOf.hpp"

#include <fmt/core.h>

#include <memory>
#include <utility>
#include <vector>

namespace antrean::account {
namespace {

using clinic::Directory;
using db::Database;
using db::Transaction;
using http::Endpoint;
using http::NoServices;
using http::Permission;
using http::Request;
using http::Response;
using http::run;
using http::Work;

namespace gives = http::gives;
namespace shape = http::shape;

static_assert(is::describes<LoginInput>(kLoginRules));

constexpr std::string_view kLoginTokenName = "auth_token";
constexpr std::string_view kPermanentTokenName = "permanent-token";

struct IdAndName {
    std::int64_t id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(IdAndName, (), (id, name))
constexpr auto kIdAndNameKeys = shape::keysOf<IdAndName>();
constexpr http::Shape kIdAndName = shape::object(kIdAndNameKeys, "IdAndName");

struct LoggedIn {
    std::int64_t id;
    std::string name;
    std::string username;
    std::string email;
    std::optional<std::int64_t> poly_id;
};
BOOST_DESCRIBE_STRUCT(LoggedIn, (), (id, name, username, email, poly_id))
constexpr http::Key kRelationKeys[] = {
    {"poly", shape::orNull(kIdAndName)},
    {"roles", shape::listOf(kIdAndName)},
};
constexpr auto kLoggedInKeys = shape::joined(shape::keysOf<LoggedIn>(), kRelationKeys);
constexpr http::Shape kToken = shape::like("1|AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0f6f8e5e");
constexpr http::Key kWelcomeKeys[] = {
    {"token", kToken},
    {"type", shape::oneOf("Bearer")},
    {"user", shape::object(kLoggedInKeys, "LoggedInUser")},
};

constexpr http::Refusal kIncorrect{ErrorKind::unauthenticated, "Incorrect username or password"};
// Of another number of seconds.
constexpr http::Refusal kThrottled{
    ErrorKind::throttled, "Too many login attempts. Please try again in 60 seconds."};

constexpr Endpoint kLogin{
    .work = Work::offload,
    .permission = Permission::anyone,
    .input = kLoginRules,
    .summary = "Log in with user name and password",
    .outcome = gives::message().with(kWelcomeKeys).refusing(kIncorrect, kThrottled),
};

std::optional<Error> throttled(
    Services const& services, LoginInput const& input, Request const& request
) {
    if (!services.settings.throttle_failures)
        return std::nullopt;
    auto const seconds = services.throttle.secondsToWait(
        input.username, request.client_address, request.moment.instant
    );
    if (!seconds)
        return std::nullopt;
    auto error = Error::of(
        ErrorKind::throttled,
        fmt::format("Too many login attempts. Please try again in {} seconds.", *seconds)
    );
    error.retry_after_s = *seconds;
    return error;
}

Result<std::optional<Credentials>> credentialsOf(LoginInput const& input, Database& database) {
    return database.read<std::optional<Credentials>>(
        [&input](Transaction& transaction) -> Result<std::optional<Credentials>> {
            return findCredentials(transaction, input.username);
        }
    );
}

// A well-formed hash that no password has. An unknown user takes the same time as a wrong password
// (contract, 5).
std::string hashOfNobody(int bcrypt_rounds) {
    return fmt::format("$2y${:02}${:a<53}", bcrypt_rounds, "");
}

bool isCorrect(
    std::optional<Credentials> const& credentials, LoginInput const& input, int bcrypt_rounds
) {
    auto const hash = credentials ? credentials->password : hashOfNobody(bcrypt_rounds);
    return digest::bcryptMatches(input.password, hash) && credentials.has_value();
}

struct Welcome {
    std::string token;
    User user;
    std::vector<HeldRole> roles;
    std::shared_ptr<Directory const> directory;
};

Result<Welcome> admit(
    Services const& services,
    Credentials const& credentials,
    LoginInput const& input,
    Request const& request,
    Database& database
) {
    auto const rounds = services.settings.bcrypt_rounds;
    std::string new_hash;
    if (digest::bcryptRounds(credentials.password) != rounds)
        new_hash = digest::bcrypt(input.password, rounds);
    return database.write<Welcome>([&](Transaction& transaction) -> Result<Welcome> {
        auto user = findUser(transaction, credentials.id, Which::active);
        if (!user)  // removed while the password was being compared
            return kIncorrect.error();
        if (!new_hash.empty())
            updatePassword(transaction, user->id, new_hash, request.moment.timestamp);
        auto token = auth::issueToken(transaction, user->id, kLoginTokenName, request.moment);
        auto roles = listRoles(transaction, user->id, user->id);
        return Welcome{
            std::move(token),
            std::move(*user),
            std::move(roles),
            services.directories.get(transaction)};
    });
}

Result<Welcome> login(Services const& services, Request const& request, Database& database) {
    auto const input = http::inputOf<LoginInput>(request, kLogin);
    if (!input)
        return input.error();
    if (auto const error = throttled(services, *input, request))
        return *error;
    auto const credentials = credentialsOf(*input, database);
    if (!credentials)
        return credentials.error();
    if (!isCorrect(*credentials, *input, services.settings.bcrypt_rounds)) {
        if (services.settings.throttle_failures)
            services.throttle.failed(
                input->username, request.client_address, request.moment.instant
            );
        return kIncorrect.error();
    }
    services.throttle.succeeded(input->username, request.client_address);
    return admit(services, **credentials, *input, request, database);
}

Response showWelcome(Services const&, Request const&, Welcome const& welcome) {
    auto const& user = welcome.user;
    auto poly = welcome.directory->poly(user.poly_id);
    if (auto* row = poly.if_object())
        poly = {{"id", row->at("id")}, {"name", row->at("name")}};
    boost::json::array roles;
    for (auto const& role : welcome.roles)
        roles.push_back(http::objectOf(IdAndName{role.id, role.name}));
    auto shown =
        http::objectOf(LoggedIn{user.id, user.name, user.username, user.email, user.poly_id});
    shown["poly"] = std::move(poly);
    shown["roles"] = std::move(roles);
    Response response;
    response.body = {
        {"status", "success"},
        {"message", "Login success"},
        {"token", welcome.token},
        {"type", "Bearer"},
        {"user", std::move(shown)},
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
    auth::revokeToken(transaction, request.caller.token_id);
    return http::answer("Logout success");
}

constexpr http::Key kPermanentTokenKeys[] = {
    {"token_name", shape::oneOf(kPermanentTokenName)},
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
    return auth::issueToken(
        transaction, request.caller.user_id, kPermanentTokenName, request.moment
    );
}

Response showToken(Services const&, Request const&, std::string const& token) {
    return http::answer(
        "Permanent token generated successfully",
        {{"token_name", kPermanentTokenName}, {"token", token}}
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
