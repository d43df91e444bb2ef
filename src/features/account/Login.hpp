// Passwords: how a client proves who it is, and what it gets for it. bcrypt takes a quarter of a
// second, so it comes between transactions, and what was compared is looked at again in the
// transaction that relies on it.
#pragma once

#include "account/AccountRoutes.hpp"
#include "account/User.hpp"
#include "account/UserInput.hpp"
#include "auth/Tokens.hpp"
#include "base/Result.hpp"
#include "clinic/Directory.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"
#include "http/Refusal.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace antrean::db {
class Database;
class Transaction;
}  // namespace antrean::db

namespace antrean::account {

inline constexpr http::Refusal kIncorrect{
    ErrorKind::unauthenticated, "Incorrect username or password"};
// Of another number of seconds.
inline constexpr http::Refusal kThrottled{
    ErrorKind::throttled, "Too many login attempts. Please try again in 60 seconds."};

// Refuses a client that guesses: kThrottled.
Result<void> mayTry(
    Services const& services, std::string const& username, http::Request const& request
);
// Whether the password belongs to the hash, counted for mayTry of all processes on the database. An
// empty hash costs the same time and belongs to no password.
bool isPassword(
    Services const& services,
    db::Database& database,
    std::string const& username,
    std::string_view password,
    std::string const& hash,
    http::Request const& request
);

struct Admitted {
    std::string token;
    User user;
    std::vector<HeldRole> roles;
};

// Creates a token for the user whose password was compared, and stores `new_hash` unless it is
// empty. Error: kIncorrect, if user or password have changed since then.
Result<Admitted> admit(
    Services const& services,
    db::Transaction& transaction,
    Credentials const& compared,
    std::string const& new_hash,
    auth::TokenOf const& token,
    Moment const& moment
);

struct Welcome {
    Admitted admitted;
    std::shared_ptr<clinic::Directory const> directory;
};

// A login as a whole, with the endpoint's input. `token_name` is the kind of the token.
Result<Welcome> logIn(
    Services const& services,
    http::Request const& request,
    http::Endpoint const& endpoint,
    std::string_view token_name,
    db::Database& database
);

}  // namespace antrean::account
