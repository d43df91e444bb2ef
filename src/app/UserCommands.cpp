#include "app/UserCommands.hpp"

#include "account/UserInput.hpp"
#include "account/UserStore.hpp"
#include "app/OpenDatabase.hpp"
#include "audit/Audit.hpp"
#include "auth/Tokens.hpp"
#include "base/Digest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace antrean::app {
namespace {

constexpr std::size_t kPasswordBytesMin = 6;

Moment now() {
    return Zone::find("UTC").value().moment(SystemClock().now());
}

// Reads it from the terminal without echo, or from the first line of stdin.
std::string readPassword() {
    termios before{};
    bool const is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        std::cerr << "New password: " << std::flush;
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string password;
    std::getline(std::cin, password);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << '\n';
    }
    return password;
}

Result<std::int64_t> userId(db::Transaction& transaction, std::string const& name) {
    auto const credentials = account::findCredentials(transaction, name);
    if (!credentials)
        return Error::notFound("there is no user named " + name);
    return credentials->id;
}

// Writes as requests do: the audit has what the command changed.
template <class T>
T write(db::Database& database, std::function<Result<T>(db::Transaction&)> const& work) {
    audit::Author const author{
        std::nullopt, std::string(audit::kCommandLine), std::nullopt, now().timestamp};
    auto const audited = [&](db::Transaction& transaction) -> Result<T> {
        std::optional<Result<T>> result;
        audit::watch(transaction, author, [&](db::Transaction& watched) {
            result.emplace(work(watched));
            return result->has_value();
        });
        return *std::move(result);
    };
    return orThrow(database.write<T>(audited));
}

// A client's own text could otherwise steer the terminal.
std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](char letter) { return letter < ' ' || letter > '~'; }, '?'
    );
    return text;
}

void print(auth::Session const& token) {
    fmt::print(
        "{:>8}  {:<16}  {:<19}  {:<19}  {:<15}  {}\n",
        token.id,
        printable(token.name),
        token.created_at.value_or("-"),
        token.last_used_at.value_or("-"),
        token.address.value_or("-"),
        printable(token.agent.value_or("-"))
    );
}

}  // namespace

void setPassword(Invocation const& invocation) {
    auto const password = readPassword();
    if (password.size() < kPasswordBytesMin)
        throw std::runtime_error("a password has at least 6 characters");
    if (password.size() > account::kPasswordBytesMax)
        throw std::runtime_error("a password has at most 72 bytes");
    auto const hash = digest::bcrypt(password, invocation.settings.login.bcrypt_rounds);
    auto const database = openExistingDatabase(invocation.settings);
    write<std::int64_t>(*database, [&](db::Transaction& transaction) -> Result<std::int64_t> {
        auto const id = userId(transaction, invocation.user_name);
        if (!id)
            return id.error();
        account::updatePassword(transaction, *id, hash, now().timestamp);
        auth::endTokensExcept(transaction, *id, 0);
        return *id;
    });
    database->stop();
    fmt::print("The password of {} was changed.\n", invocation.user_name);
}

void createToken(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const issue = [&](db::Transaction& transaction) -> Result<std::string> {
        auto const id = userId(transaction, invocation.user_name);
        if (!id)
            return id.error();
        return auth::issueToken(transaction, *id, {auth::kPermanentToken}, now());
    };
    auto const token = write<std::string>(*database, issue);
    database->stop();
    fmt::print("{}\n", token);
}

void listTokens(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const moment = now();
    // Of all times: how long a session lasts is a flag of the server.
    std::string const since = "0001-01-01 00:00:00";
    auto const tokens = orThrow(database->read<std::vector<auth::Session>>(
        [&](db::Transaction& transaction) -> Result<std::vector<auth::Session>> {
            auto const id = userId(transaction, invocation.user_name);
            if (!id)
                return id.error();
            auto const total = auth::countSessions(transaction, *id, since, moment.timestamp);
            return auth::listSessions(transaction, *id, since, moment.timestamp, total, 0);
        }
    ));
    database->stop();
    fmt::print(
        "{:>8}  {:<16}  {:<19}  {:<19}  {:<15}  {}\n",
        "id",
        "name",
        "made (UTC)",
        "last used (UTC)",
        "from",
        "by"
    );
    for (auto const& token : tokens)
        print(token);
}

void revokeToken(Invocation const& invocation) {
    auto const database = openExistingDatabase(invocation.settings);
    auto const end = [&](db::Transaction& transaction) -> Result<std::int64_t> {
        return auth::endToken(transaction, invocation.token_id);
    };
    auto const ended = write<std::int64_t>(*database, end);
    database->stop();
    if (ended == 0)
        throw std::runtime_error(fmt::format("there is no token {}", invocation.token_id));
    fmt::print("Token {} was revoked.\n", invocation.token_id);
}

}  // namespace antrean::app
