// The one place that knows what an Error looks like to a client: status, envelope, headers
// (contract 1.1, 1.3 and 2).
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

namespace antrean::http {

int statusOf(ErrorKind kind);
Response problem(Error const& error);

}  // namespace antrean::http
