#include "account/AccountRoutes.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"
#include "db/Database.hpp"
#include "http/Answer.hpp"
#include "validation/Bind.hpp"

#include <fmt/core.h>

#include <memory>

namespace antrean::account {
namespace {

using db::Database;
using db::Transaction;
using http::Request;
using http::Response;

static_assert(validation::describes<LoginInput>(kLogin));

constexpr std::string_view kLoginTokenName = "auth_token";
constexpr std::string_view kPermanentTokenName = "permanent-token";

constexpr http::Key kIdAndNameKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
};
constexpr http::Shape kIdAndName = http::shape::object(kIdAndNameKeys, "IdAndName");
constexpr http::Key kLoggedInKeys[] = {
    {"id", http::shape::integer},
    {"name", http::shape::text},
    {"username", http::shape::text},
    {"email", http::shape::text},
    {"poly_id", http::shape::orNull(http::shape::integer)},
    {"poly", http::shape::orNull(kIdAndName)},
    {"roles", http::shape::listOf(kIdAndName)},
};
constexpr http::Shape kToken =
    http::shape::like("1|AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0f6f8e5e");
constexpr http::Key kWelcomeKeys[] = {
    {"token", kToken},
    {"type", http::shape::oneOf("Bearer")},
    {"user", http::shape::object(kLoggedInKeys, "LoggedInUser")},
};
constexpr http::Refusal kLoginRefusals[] = {
    {ErrorKind::unauthenticated, "Incorrect username or password"},
    {ErrorKind::throttled, "Too many login attempts. Please try again in 60 seconds."},
};

class Login {
public:
    explicit Login(Services const& services)
        : services_(services),
          unknown_user_hash_(fmt::format("$2y${:02}${:a<53}", services.settings.bcrypt_rounds, "")
          ) {}

    Result<Response> operator()(Request const& request, Database& database) const {
        auto const input = validation::bind<LoginInput>(request.input, kLogin);
        if (!input)
            return input.error();
        if (auto const error = throttled(*input, request))
            return *error;
        auto const credentials = find(*input, database);
        if (!credentials)
            return credentials.error();
        // An unknown user takes the same time as a wrong password (contract, 5).
        auto const& hash = *credentials ? (*credentials)->password : unknown_user_hash_;
        bool const matches = digest::bcryptMatches(input->password, hash);
        if (!*credentials || !matches)
            return refused(*input, request);
        services_.throttle.succeeded(input->username, request.client_address);
        return admit(**credentials, *input, request, database);
    }

private:
    std::optional<Error> throttled(LoginInput const& input, Request const& request) const {
        if (!services_.settings.throttle_failures)
            return std::nullopt;
        auto const seconds = services_.throttle.secondsToWait(
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

    static Result<std::optional<Credentials>> find(LoginInput const& input, Database& database) {
        return database.read<std::optional<Credentials>>(
            [&input](Transaction& transaction) -> Result<std::optional<Credentials>> {
                return findCredentials(transaction, input.username);
            }
        );
    }

    Error refused(LoginInput const& input, Request const& request) const {
        if (services_.settings.throttle_failures)
            services_.throttle.failed(
                input.username, request.client_address, request.moment.instant
            );
        return Error::of(ErrorKind::unauthenticated, "Incorrect username or password");
    }

    Result<Response> admit(
        Credentials const& credentials,
        LoginInput const& input,
        Request const& request,
        Database& database
    ) const {
        auto const rounds = services_.settings.bcrypt_rounds;
        std::string new_hash;
        if (digest::bcryptRounds(credentials.password) != rounds)
            new_hash = digest::bcrypt(input.password, rounds);
        return database.write<Response>([&](Transaction& transaction) -> Result<Response> {
            auto const user = findUser(transaction, credentials.id, Which::active);
            if (!user)  // removed while the password was compared
                return Error::of(ErrorKind::unauthenticated, "Incorrect username or password");
            if (!new_hash.empty())
                updatePassword(transaction, user->id, new_hash, request.moment.timestamp);
            auto const token =
                auth::issueToken(transaction, user->id, kLoginTokenName, request.moment);
            return welcome(token, *user, transaction);
        });
    }

    Response welcome(std::string const& token, User const& user, Transaction& transaction) const {
        boost::json::array roles;
        for (auto const& role : listRoles(transaction, user.id, user.id))
            roles.push_back({{"id", role.id}, {"name", role.name}});
        auto poly = services_.directories.get(transaction)->poly(user.poly_id);
        if (auto* row = poly.if_object())
            poly = {{"id", row->at("id")}, {"name", row->at("name")}};
        Response response;
        response.body = {
            {"status", "success"},
            {"message", "Login success"},
            {"token", token},
            {"type", "Bearer"},
            {"user",
             {{"id", user.id},
              {"name", user.name},
              {"username", user.username},
              {"email", user.email},
              {"poly_id", http::orNull(user.poly_id)},
              {"poly", std::move(poly)},
              {"roles", std::move(roles)}}},
        };
        return response;
    }

    Services services_;
    std::string unknown_user_hash_;  // a valid hash that no password matches
};

Result<Response> logout(Request const& request, Transaction& transaction) {
    auth::revokeToken(transaction, request.caller.token_id);
    return http::answer("Logout success");
}

constexpr http::Key kPermanentTokenKeys[] = {
    {"token_name", http::shape::oneOf(kPermanentTokenName)},
    {"token", kToken},
};
constexpr http::Shape kPermanentToken = http::shape::object(kPermanentTokenKeys, "PermanentToken");

// Earlier permanent tokens stay valid, because an n8n flow may hold one (contract, 5).
Result<Response> permanentToken(Request const& request, Transaction& transaction) {
    auto const token =
        auth::issueToken(transaction, request.caller.user_id, kPermanentTokenName, request.moment);
    return http::answer(
        "Permanent token generated successfully",
        {{"token_name", kPermanentTokenName}, {"token", token}}
    );
}

}  // namespace

void addLoginRoutes(http::Routes& routes, Services const& services) {
    using http::Method;
    using http::Permission;
    using http::Work;
    auto const login = [made = std::make_shared<Login const>(services)](
                           Request const& request, Database& database
                       ) { return (*made)(request, database); };
    // A route is a line, to be read from left to right.
    // clang-format off
    routes.insert(routes.end(), {
        {Method::post, "/api/auth/login", Work::offload, Permission::anyone, kLogin,
         "Log in with user name and password", http::OffloadHandler(login),
         http::gives::message().with(kWelcomeKeys).refusing(kLoginRefusals)},
        {Method::post, "/api/auth/logout", Work::write, Permission::signed_in, {},
         "Revoke the token of this request", http::Handler(logout), http::gives::message()},
        {Method::post, "/api/auth/permanent-token", Work::write, Permission::tokens_create, {},
         "Make a token that never expires, for n8n", http::Handler(permanentToken),
         http::gives::one(kPermanentToken)},
    });
    // clang-format on
}

}  // namespace antrean::account
