// Converts an Error to an answer: status, envelope, headers (contract 1.1, 1.3 and 2). No other
// file does this.
#pragma once

#include "base/Result.hpp"
#include "http/Message.hpp"

namespace antrean::http {

int statusOf(ErrorKind kind);
Response problem(Error const& error);

}  // namespace antrean::http
