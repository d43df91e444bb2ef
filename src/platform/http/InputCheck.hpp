// Checks the rules of the input that need no database. Runs on the I/O thread, before a transaction
// is queued. InputOf.hpp checks the other rules.
#pragma once

#include "base/Result.hpp"
#include "http/Endpoint.hpp"
#include "http/Message.hpp"

#include <optional>

namespace antrean::http {

// Prepares the input and checks the rules that need no row. Empty if the input keeps them
// (Request::kept_rules). Also empty if the handler must check all rules: a rule that needs a row
// may be broken too, and the answer names every broken rule.
std::optional<Error> brokenRules(Endpoint const& endpoint, Request& request);

// Whether the request, which keeps the rules, asks for a part of a list by ?search=.
bool isSearch(Endpoint const& endpoint, Request const& request);

}  // namespace antrean::http
