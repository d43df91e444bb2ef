// The part of the input's check that needs no database: it runs on the I/O thread, before a
// transaction is queued. InputOf.hpp has the other part.
#pragma once

#include "base/Result.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"

#include <optional>

namespace antrean::http {

// Prepares the input and checks the rules that need no row. Empty: they hold (Request::kept_rules),
// or the handler must check all rules, because a row may break more of them and the answer names
// every broken one.
std::optional<Error> brokenRules(Endpoint const& endpoint, Request& request);

}  // namespace antrean::http
