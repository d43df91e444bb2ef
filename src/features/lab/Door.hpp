// What every call of the lab API passes before its own work: the network and key for those that
// take no token, the token for the others.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"
#include "lab/LabRoutes.hpp"
#include "lab/Tokens.hpp"

namespace antrean::db {
class Statements;
}

namespace antrean::lab {

// Error (forbidden): the caller's address or key is not among those that may.
Result<void> admit(http::Request const& request, LabSettings const& settings);

// Error (unauthenticated) with one of the two documented texts.
Result<ValidToken> authenticate(http::Request const& request, db::Statements& statements);

// Error (malformed): the body is no JSON.
Result<void> requireReadable(http::Request const& request);

}  // namespace antrean::lab
