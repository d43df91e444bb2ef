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

// Says whose token it is. Declared here and implemented by auth, which this folder may not know.
// Thread-safe.
class Authenticator {
public:
    virtual ~Authenticator() = default;

    // Never blocks, as it runs on an I/O thread. Null: not known here, ask `find`.
    virtual std::shared_ptr<Caller const> cached(std::string_view bearer) = 0;
    // In a read transaction; what it finds is cached from then on. Error::unauthenticated when
    // the token is nobody's.
    virtual Result<Caller> find(
        std::string_view bearer, db::Transaction& transaction, Moment const& moment
    ) = 0;
};

// The token of an Authorization header as the contract reads it (section 5): after the last
// "Bearer ", in any case, up to a comma. Empty when there is none.
std::string_view bearerToken(std::string_view authorization);

}  // namespace antrean::http
