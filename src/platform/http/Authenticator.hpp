#pragma once

#include "base/Clock.hpp"
#include "base/Result.hpp"
#include "http/Message.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace antrean::db {
class Transaction;
}

namespace antrean::http {

// Finds the user of a token. Declared here and implemented by auth, because this folder must not
// include auth. Thread-safe.
class Authenticator {
public:
    virtual ~Authenticator() = default;

    // Never blocks, because it runs on an I/O thread. Null: the token is not cached; call `find`.
    virtual std::shared_ptr<Caller const> cached(std::string_view bearer) = 0;
    // Runs in a read transaction and caches the user that it finds. Error::unauthenticated when the
    // token is not valid.
    virtual Result<Caller> find(
        std::string_view bearer, db::Transaction& transaction, Moment const& moment
    ) = 0;
};

// The token of an Authorization header as the contract reads it (section 5): after the last
// "Bearer " (case is ignored), up to a comma. Empty when the header has no token.
std::string_view bearerToken(std::string_view authorization);

}  // namespace antrean::http
