// Access checks of the lab API: network and key for endpoints without a token, the token for the
// others.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "lab/LabRoutes.hpp"
#include "lab/Tokens.hpp"

namespace antrean::db {
class Statements;
}

namespace antrean::lab {

// Error (forbidden): the client's address or key is not allowed.
Result<void> admit(http::Request const& request, LabSettings const& settings);

// Error (unauthenticated) with one of the two documented texts.
Result<ValidToken> authenticate(http::Request const& request, db::Statements& statements);

// Error (malformed): the body is not JSON.
Result<void> requireReadable(http::Request const& request);

}  // namespace antrean::lab
