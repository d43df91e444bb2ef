#include "account/Login.hpp"

#include "account/UserStore.hpp"
#include "base/Digest.hpp"
#include "base/Log.hpp"
#include "db/Database.hpp"
#include "http/InputOf.hpp"
#include "http/Network.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace antrean::account {
namespace {

static_assert(is::describes<LoginInput>(kLoginRules));

// A well-formed hash that no password has. An unknown user takes the same time as a wrong password
// (contract, 5).
std::string hashOfNobody(int bcrypt_rounds) {
    return fmt::format("$2y${:02}${:a<53}", bcrypt_rounds, "");
}

Error tooManyAttempts(int seconds) {
    auto error = Error::of(
        ErrorKind::throttled,
        fmt::format("Too many login attempts. Please try again in {} seconds.", seconds)
    );
    error.retry_after_s = seconds;
    return error;
}

std::optional<int> secondsOfAccount(Services const& services, std::string const& username) {
    if (!services.settings.throttle_failures)
        return std::nullopt;
    return services.throttle.secondsOfAccount(username, std::chrono::steady_clock::now());
}

// Who a name belongs to, and whether the client may try: while the account is closed, only from an
// address where that user has logged in before.
struct Known {
    std::optional<Credentials> credentials;
    bool may_try = true;
};

Result<Known> know(
    db::Transaction& transaction,
    std::string const& username,
    http::Request const& request,
    bool is_closed
) {
    Known known{findCredentials(transaction, username), !is_closed};
    if (!known.credentials || !is_closed)
        return known;
    auto const address = http::clientGroupOf(request.client_address);
    auto const used = auth::listAddresses(transaction, known.credentials->id);
    known.may_try = std::ranges::any_of(used, [&address](auto const& each) {
        return http::clientGroupOf(each) == address;
    });
    return known;
}

// The name stays out of the log: somebody may have typed the password there.
void logRefused(std::optional<Credentials> const& found, http::Request const& request) {
    auto const why = found ? fmt::format("wrong password of user {}", found->id)
                           : std::string("unknown user name");
    log::warning(
        "login refused: {}, from {}, request {}", why, request.client_address, request.request_id
    );
}

// The user whose name and password these are. Errors: kThrottled, kIncorrect.
Result<Credentials> authenticate(
    Services const& services,
    LoginInput const& input,
    http::Request const& request,
    db::Database& database
) {
    if (auto const allowed = mayTry(services, input.username, request); !allowed)
        return allowed.error();
    // Somebody guesses from many addresses. The user stays at work where the user was before.
    auto const closed_for_s = secondsOfAccount(services, input.username);
    auto const known = database.read<Known>([&](db::Transaction& transaction) {
        return know(transaction, input.username, request, closed_for_s.has_value());
    });
    if (!known)
        return known.error();
    auto const& found = known->credentials;
    if (!known->may_try)
        return tooManyAttempts(*closed_for_s);
    auto const hash = found ? found->password : std::string();
    if (!isPassword(services, database, input.username, input.password, hash, request)) {
        logRefused(found, request);
        return kIncorrect.error();
    }
    return *found;
}

// The hash to be stored instead of the one that was compared; empty if that has the wanted cost.
std::string renewedHash(
    Services const& services, Credentials const& compared, std::string const& password
) {
    auto const rounds = services.settings.bcrypt_rounds;
    return digest::bcryptRounds(compared.password) == rounds ? std::string()
                                                             : digest::bcrypt(password, rounds);
}

// Without the other processes this one counts for itself, so an error does not refuse the login.
void sendToOthers(db::Database& database, std::string const& topic) {
    if (database.engine() == db::Engine::sqlite)
        return;
    auto const sent = database.write<void>([&topic](db::Transaction& transaction) {
        transaction.noticeToOthers(topic);
        return Result<void>();
    });
    if (!sent)
        log::warning("the other servers do not count a login: {}", sent.error().cause);
}

}  // namespace

Result<void> mayTry(
    Services const& services, std::string const& username, http::Request const& request
) {
    if (!services.settings.throttle_failures)
        return {};
    auto const seconds = services.throttle.secondsToWait(
        username, http::clientGroupOf(request.client_address), std::chrono::steady_clock::now()
    );
    return seconds ? tooManyAttempts(*seconds) : Result<void>();
}

bool isPassword(
    Services const& services,
    db::Database& database,
    std::string const& username,
    std::string_view password,
    std::string const& hash,
    http::Request const& request
) {
    auto const& compared = hash.empty() ? hashOfNobody(services.settings.bcrypt_rounds) : hash;
    auto const address = http::clientGroupOf(request.client_address);
    bool const is_correct = digest::bcryptMatches(password, compared) && !hash.empty();
    auto& throttle = services.throttle;
    if (is_correct) {
        if (auto const topic = throttle.succeeded(username, address))
            sendToOthers(database, *topic);
    } else if (services.settings.throttle_failures) {
        auto const now = std::chrono::steady_clock::now();
        sendToOthers(database, throttle.failed(username, address, now));
    }
    return is_correct;
}

Result<Admitted> admit(
    Services const& services,
    db::Transaction& transaction,
    Credentials const& compared,
    std::string const& new_hash,
    auth::TokenOf const& token,
    Moment const& moment
) {
    if (!stillHas(transaction, compared))
        return kIncorrect.error();
    if (!new_hash.empty())
        updatePassword(transaction, compared.id, new_hash, moment.timestamp);
    // Those who log in often would otherwise leave rows for ever.
    auth::removeEnded(
        transaction,
        compared.id,
        auth::usedSince(services.settings.sessions, moment.instant),
        moment.timestamp
    );
    auto text = auth::issueToken(transaction, compared.id, token, moment);
    return Admitted{
        std::move(text),
        findUser(transaction, compared.id, Which::active).value(),
        listRoles(transaction, compared.id, compared.id)};
}

Result<Welcome> logIn(
    Services const& services,
    http::Request const& request,
    http::Endpoint const& endpoint,
    std::string_view token_name,
    db::Database& database
) {
    auto const input = http::inputOf<LoginInput>(request, endpoint);
    if (!input)
        return input.error();
    auto const credentials = authenticate(services, *input, request, database);
    if (!credentials)
        return credentials.error();
    auto const new_hash = renewedHash(services, *credentials, input->password);
    auth::TokenOf const token{token_name, request.client_address, request.header("User-Agent")};
    auto welcome = database.write<Welcome>([&](db::Transaction& transaction) -> Result<Welcome> {
        auto admitted = admit(services, transaction, *credentials, new_hash, token, request.moment);
        if (!admitted)
            return admitted.error();
        return Welcome{std::move(*admitted), services.directories.get(transaction)};
    });
    if (welcome)
        log::info(
            "login of user {} from {}, request {}",
            credentials->id,
            request.client_address,
            request.request_id
        );
    return welcome;
}

}  // namespace antrean::account
